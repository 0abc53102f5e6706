using System.Globalization;
using Glase.Simulator.Faults;
using Nop.Plugin.Payments.Glase.Api;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// Every call meets every fault and every result code, and what comes of it is what docs/faults.md says.
/// </summary>
public class CallFaultTests
{
    private static IEnumerable<TestCaseData> CallsAndFaults()
    {
        return from call in CallTables.Calls
               from fault in CallTables.Faults
               select new TestCaseData(call, fault).SetArgDisplayNames(call["Call"], fault["Fault"]);
    }

    private static IEnumerable<TestCaseData> CallsAndCodes()
    {
        return from call in CallTables.Calls
               from code in CallTables.Codes
               where code["Code"] != "0"
               from acts in IsUnknown(call, code) ? new[] { false, true } : [false]
               select new TestCaseData(call, code, acts)
                   .SetArgDisplayNames(call["Call"], $"{code["Code"]} {code["Name"]}{(acts ? ", acts" : null)}");
    }

    private static IEnumerable<TestCaseData> Calls()
    {
        return CallTables.Calls.Select(call => new TestCaseData(call).SetArgDisplayNames(call["Call"]));
    }

    [TestCaseSource(nameof(CallsAndFaults))]
    public async Task A_fault_is_classified(object callRow, object faultRow)
    {
        var (call, fault) = ((FaultTableRow)callRow, (FaultTableRow)faultRow);
        await using var fixture = await StartAsync(call, fault);

        var failure = await fixture.CallAsync();

        Assert.That(failure?.Kind.ToString(), Is.EqualTo(fault["Failure"]));
        Assert.That(failure.OutcomeUnknown, Is.EqualTo(fault.IsYes("Outcome unknown")), "whether the outcome is unknown");
        Assert.That(failure.ResultCode, Is.Null);
        AssertRequests(fixture, call, fault);
        if (fault["Fault"].StartsWith(nameof(FaultKind.Huge), StringComparison.Ordinal))
            AssertIsNotReadToItsEnd(fixture, CallTables.Operation(call));
        await AssertDoneAsync(fixture, fault.IsYes("Glase acted"));
    }

    [TestCaseSource(nameof(CallsAndCodes))]
    public async Task A_result_code_is_classified(object callRow, object codeRow, bool acts)
    {
        var (call, code) = ((FaultTableRow)callRow, (FaultTableRow)codeRow);
        await using var fixture = await CallFixture.StartAsync(CallTables.Operation(call));
        var number = int.Parse(code["Code"], CultureInfo.InvariantCulture);
        fixture.Glase.Faults.Add((Fault.Result(number) with { Acts = acts }).On(call["Call"]).Forever());

        var failure = await fixture.CallAsync();

        Assert.That(failure?.Kind, Is.EqualTo(GlaseFailureKind.Refused));
        Assert.That((int?)failure.ResultCode, Is.EqualTo(number));
        Assert.That(failure.OutcomeUnknown, Is.EqualTo(IsUnknown(call, code)), "whether the outcome is unknown");
        AssertRequests(fixture, call, code);
        await AssertDoneAsync(fixture, acts);
    }

    [TestCaseSource(nameof(Calls))]
    public async Task Code_0_is_success(object callRow)
    {
        await using var fixture = await CallFixture.StartAsync(CallTables.Operation((FaultTableRow)callRow));
        await fixture.GetReportReadyAsync();

        Assert.That(await fixture.CallAsync(), Is.Null);
        Assert.That((fixture.Requests, fixture.Attempts), Is.EqualTo((1, 1)));
        Assert.That(await fixture.CountDoneAsync(), Is.EqualTo(1));
        Assert.That(fixture.Glase.Violations, Is.Empty);
    }

    [TestCaseSource(nameof(Calls))]
    public async Task A_call_whose_first_answer_is_lost(object callRow)
    {
        var call = (FaultTableRow)callRow;
        await using var fixture = await CallFixture.StartAsync(CallTables.Operation(call));
        fixture.Glase.Faults.Add(Fault.ResetAfter().On(call["Call"]));

        var failure = await fixture.CallAsync();

        var outcome = failure?.ResultCode is { } code ? $"code {(int)code}" : failure?.Kind.ToString() ?? "succeeds";
        Assert.That(outcome, Is.EqualTo(call["After a lost answer"]));
        Assert.That(failure?.OutcomeUnknown, Is.Not.False, "an answer was lost");
        Assert.That(await fixture.CountDoneAsync(), Is.EqualTo(int.Parse(call["Done at Glase"], CultureInfo.InvariantCulture)));
    }

    private static async Task<CallFixture> StartAsync(FaultTableRow call, FaultTableRow fault)
    {
        var name = fault["Fault"];
        var fixture = await CallFixture.StartAsync(CallTables.Operation(call), name == CallTables.CircuitOpen ? 2 : 1000);
        switch (name)
        {
            case CallTables.Nobody:
                fixture.PointToNobody();
                break;
            case CallTables.NoCredentials:
                fixture.LoseCredentials();
                break;
            case CallTables.CircuitOpen:
                await fixture.OpenCircuitAsync();
                break;
            default:
                fixture.Glase.Faults.Add(FaultWords.Parse(name).On(call["Call"]));
                break;
        }

        return fixture;
    }

    private static bool IsUnknown(FaultTableRow call, FaultTableRow code)
    {
        return code.IsYes(CallTables.Operation(call).MovesMoney() ? "Where money moves" : "Outcome unknown");
    }

    private static void AssertRequests(CallFixture fixture, FaultTableRow call, FaultTableRow fault)
    {
        var expected = fault["Tried again"] == CallTables.NotSent ? 0
            : fault.IsYes("Tried again") ? int.Parse(call["Requests at most"], CultureInfo.InvariantCulture)
            : 1;
        Assert.That(fixture.Attempts ?? 0, Is.EqualTo(expected), "requests that the client made");
        var arrived = fault.Has("Fault") && fault["Fault"] == CallTables.Nobody ? 0 : expected;
        Assert.That(fixture.Requests, Is.EqualTo(arrived), fixture.DescribeArrived());
    }

    private static void AssertIsNotReadToItsEnd(CallFixture fixture, GlaseOperation operation)
    {
        var limit = new GlaseClientOptions().MaxBytes(operation);
        Assert.That(fixture.Reading.Count, Is.GreaterThan(limit).And.LessThan(limit + 1024 * 1024), "bytes read");
    }

    private static async Task AssertDoneAsync(CallFixture fixture, bool isDone)
    {
        // What a delay holds back is done now.
        fixture.Glase.Faults.Clear();
        if (isDone)
            await fixture.UntilDoneAsync();
        Assert.That(await fixture.CountDoneAsync(), isDone ? Is.GreaterThan(0) : Is.Zero, "how often Glase acted");
    }
}
