using NUnit.Framework;
using Sandbox.Data;
using Shop.Benchmarks.Statements;

namespace Nop.Plugin.Payments.Glase.Tests.Performance;

/// <summary>
/// How many SQL statements paying with Glase takes: limits that a change which adds one has to raise with a reason.
/// </summary>
public class StatementTests
{
    // A lock is two; open and locked row, insert, update; nopCommerce's pages ask twice whether the cart is paid.
    private const int MaxOfStep = 10;
    private const int MaxOfStepBeyondCheck = 14;

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
