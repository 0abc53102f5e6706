using System.Globalization;
using Glase.Simulator.Faults;
using Nop.Plugin.Payments.Glase.Api;
using NUnit.Framework;
using SimulatedCode = Glase.Simulator.Rules.ResultCode;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// The tables leave nothing out and promise nothing that cannot be.
/// </summary>
public class FaultTablesTests
{
    [Test]
    public void Every_call_has_its_line_and_its_number_of_requests()
    {
        var options = new GlaseClientOptions();
        var expected = Enum.GetValues<GlaseOperation>()
            .Select(operation => (operation.WireName(), (1 + options.For(operation).Retries).ToString(CultureInfo.InvariantCulture)));

        Assert.That(CallTables.Calls.Select(call => (call["Call"], call["Requests at most"])), Is.EqualTo(expected));
    }

    [Test]
    public void What_must_not_be_done_twice_is_asked_for_once()
    {
        var once = CallTables.Calls.Where(call => call["Requests at most"] == "1").Select(call => call["Call"]);

        Assert.That(once, Is.EqualTo(new[] { "sendInvoice", "commitReservation", "refundPayment", "markTransactionPeriod" }));
    }

    [Test]
    public void Every_fault_of_the_simulator_has_its_line()
    {
        var faults = CallTables.Faults.Where(CallTables.IsFaultOfSimulator).Select(row => FaultWords.Parse(row["Fault"])).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(faults, Is.Unique);
            Assert.That(faults.Select(fault => fault.Kind).Append(FaultKind.Result).Distinct(),
                Is.EquivalentTo(Enum.GetValues<FaultKind>()), "results have a table of their own");
            Assert.That(faults.Where(fault => fault.Kind == FaultKind.HttpStatus).Select(fault => fault.Status),
                Is.SupersetOf(new[] { 500, 502, 503 }));
        });
    }

    [Test]
    public void Every_kind_of_failure_has_its_line()
    {
        Assert.That(CallTables.Faults.Select(fault => fault["Failure"]).Append(nameof(GlaseFailureKind.Refused)).Distinct(),
            Is.EquivalentTo(Enum.GetNames<GlaseFailureKind>()));
    }

    [Test]
    public void Every_result_code_has_its_line_with_its_name_and_one_stands_for_those_nobody_knows()
    {
        var codes = CallTables.Codes.Select(row => int.Parse(row["Code"], CultureInfo.InvariantCulture)).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(codes.SkipLast(1), Is.EqualTo(Enum.GetValues<GlaseResultCode>().Select(code => (int)code)));
            Assert.That(codes.SkipLast(1), Is.EqualTo(Enum.GetValues<SimulatedCode>().Select(code => (int)code)));
            Assert.That(Enum.IsDefined((GlaseResultCode)codes[^1]), Is.False);
            Assert.That(CallTables.Codes.Select(row => row["Name"]),
                Is.EqualTo(codes.Select(code => GlaseResultCodes.Describe((GlaseResultCode)code).Name)));
        });
    }

    [Test]
    public void Where_the_outcome_is_known_nothing_was_done()
    {
        Assert.That(CallTables.Faults.Where(fault => !fault.IsYes("Outcome unknown")).Select(fault => fault["Glase acted"]),
            Has.All.EqualTo("no"));
    }

    [Test]
    public void What_leaves_the_outcome_unknown_is_tried_both_ways()
    {
        var acting = CallTables.Faults.Where(fault => fault["Fault"].EndsWith(", acts", StringComparison.Ordinal))
            .Select(fault => fault["Fault"].Split(',')[0]);
        var spoiling = CallTables.Faults
            .Where(fault => fault.IsYes("Outcome unknown") && !fault.IsYes("Glase acted") && fault["Fault"] != nameof(FaultKind.ResetBefore))
            .Select(fault => fault["Fault"]);

        Assert.That(acting, Is.EqualTo(spoiling));
    }

    [Test]
    public void A_code_leaves_the_outcome_unknown_where_money_moves_whenever_it_does_elsewhere()
    {
        var unknown = CallTables.Codes.Where(code => code["Outcome unknown"] == "yes").Select(code => code["Code"]);
        var whereMoneyMoves = CallTables.Codes.Where(code => code["Where money moves"] == "yes").Select(code => code["Code"]);

        Assert.That(unknown, Is.SubsetOf(whereMoneyMoves));
    }
}
