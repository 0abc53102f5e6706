using NUnit.Framework;
using Sandbox.Data;
using Shop.Benchmarks.Statements;

namespace Nop.Plugin.Payments.Glase.Tests.Performance;

/// <summary>
/// How many SQL statements paying with Glase takes: limits that a change which adds one has to raise with a reason.
/// </summary>
public class StatementTests
{
    // The lock is two; the open payment, insert, the row after the answer, update; choosing the method asks whether the cart has one.
    private const int MaxOfStep = 7;
    private const int MaxOfStepBeyondCheck = 7;

    // Notification 6, order 9, completed page 1, receipt 5.
    private const int MaxOfCompletion = 21;
    private const int MaxOfCompletionBeyondCheck = 50;

    [Test]
    public async Task A_payment_takes_no_more_statements_than_it_did()
    {
        var counts = await StatementCounts.MeasureAsync(DatabaseKind.Sqlite);

        Assert.Multiple(() =>
        {
            AssertFew("step", counts.Step, MaxOfStep, counts.StepByCheck, MaxOfStepBeyondCheck);
            AssertFew("completion", counts.Completion, MaxOfCompletion, counts.ConfirmationByCheck, MaxOfCompletionBeyondCheck);
        });
    }

    private static void AssertFew(string what, IReadOnlyList<string> statements, int maxOfPlugin, IReadOnlyList<string> byCheck, int maxBeyond)
    {
        Assert.That(StatementCounts.OfPlugin(statements), Is.LessThanOrEqualTo(maxOfPlugin), $"{what}\n" + string.Join('\n', statements));
        Assert.That(statements.Count - byCheck.Count, Is.LessThanOrEqualTo(maxBeyond), $"{what}, beyond {byCheck.Count} by check");
    }
}
