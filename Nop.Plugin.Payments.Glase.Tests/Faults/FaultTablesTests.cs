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
    public void Every_result_code_has_its_line_and_one_stands_for_unknown_codes()
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

    [TestCaseSource(nameof(PaymentTablesByName))]
    public void Every_use_of_a_call_meets_every_class_of_fault(object table)
    {
        var kinds = Faults((IReadOnlyList<FaultTableRow>)table).Select(fault => fault.Kind).Distinct();

        Assert.That(kinds, Is.SupersetOf(new[]
        {
            FaultKind.Delay, FaultKind.ResetBefore, FaultKind.ResetAfter, FaultKind.HttpStatus, FaultKind.SoapFault,
            FaultKind.Truncated, FaultKind.Huge, FaultKind.DtdBomb, FaultKind.WrongContentType, FaultKind.Result
        }));
    }

    [TestCaseSource(nameof(PaymentTablesByName))]
    public void No_line_stands_twice(object table)
    {
        Assert.That(((IReadOnlyList<FaultTableRow>)table).Select(row => row["Fault"]), Is.Unique);
    }

    [Test]
    public void Cancelling_meets_every_code_that_has_a_meaning_of_its_own_there()
    {
        Assert.That(Codes(PaymentTables.Cancelling), Is.SupersetOf(new[] { 48, 50, 51, 54, 55, 58, 95 }));
    }

    [TestCaseSource(nameof(RefundTables))]
    public void Refunds_meet_every_code_that_has_a_meaning_of_its_own_there(object table)
    {
        Assert.That(Codes((IReadOnlyList<FaultTableRow>)table), Is.SupersetOf(new[] { 1, 10, 20, 23, 48, 90, 93, 94, 97, 98, 99 }));
    }

    [TestCaseSource(nameof(RefundTables))]
    public void A_refund_is_unknown_whenever_the_call_is(object table)
    {
        foreach (var row in ((IReadOnlyList<FaultTableRow>)table).Where(row => row["Fault"] != "none"))
            Assert.That(row["Refund"], Is.EqualTo(IsUnknown(row["Fault"]) ? "Unknown" : "Refused"), row["Fault"]);
    }

    private static IEnumerable<TestCaseData> PaymentTablesByName()
    {
        yield return new TestCaseData(PaymentTables.Code).SetArgDisplayNames(nameof(PaymentTables.Code));
        yield return new TestCaseData(PaymentTables.CartChange).SetArgDisplayNames(nameof(PaymentTables.CartChange));
        yield return new TestCaseData(PaymentTables.Waiting).SetArgDisplayNames(nameof(PaymentTables.Waiting));
        yield return new TestCaseData(PaymentTables.Cancelling).SetArgDisplayNames(nameof(PaymentTables.Cancelling));
        yield return new TestCaseData(PaymentTables.Capture).SetArgDisplayNames(nameof(PaymentTables.Capture));
        yield return new TestCaseData(PaymentTables.Voiding).SetArgDisplayNames(nameof(PaymentTables.Voiding));
        yield return new TestCaseData(PaymentTables.Receipt).SetArgDisplayNames(nameof(PaymentTables.Receipt));
        yield return new TestCaseData(PaymentTables.Period).SetArgDisplayNames(nameof(PaymentTables.Period));
        yield return new TestCaseData(PaymentTables.Report).SetArgDisplayNames(nameof(PaymentTables.Report));
        foreach (var table in RefundTables())
            yield return table;
    }

    private static IEnumerable<TestCaseData> RefundTables()
    {
        yield return new TestCaseData(PaymentTables.AdminRefund).SetArgDisplayNames(nameof(PaymentTables.AdminRefund));
        yield return new TestCaseData(PaymentTables.TaskRefund).SetArgDisplayNames(nameof(PaymentTables.TaskRefund));
    }

    private static IEnumerable<Fault> Faults(IReadOnlyList<FaultTableRow> table)
    {
        return table.Select(row => row["Fault"])
            .Where(words => Enum.GetNames<FaultKind>().Contains(words.Split(' ', ',')[0]))
            .Select(FaultWords.Parse);
    }

    private static IEnumerable<int> Codes(IReadOnlyList<FaultTableRow> table)
    {
        return Faults(table).Where(fault => fault.Kind == FaultKind.Result).Select(fault => fault.Code);
    }

    private static bool IsUnknown(string fault)
    {
        return fault.StartsWith(nameof(FaultKind.Result), StringComparison.Ordinal)
            ? CallTables.Codes.Single(row => row["Code"] == fault.Split(' ', ',')[1]).IsYes("Where money moves")
            : CallTables.Faults.Single(row => row["Fault"] == fault).IsYes("Outcome unknown");
    }
}
