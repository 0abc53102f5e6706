using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Model;

/// <summary>
/// Two nodes of a shop on one database, with a lock that lets both in, sometimes or always: still once. What is left then is
/// what the database itself keeps unique.
/// </summary>
public class TwoNodesTests
{
    private const int StepOrders = 60;

    // The node's own queue is still there: only what happens on different nodes meets without any lock.
    private static readonly ActionKind[] _settling =
        [ActionKind.Notify, ActionKind.Poll, ActionKind.Complete, ActionKind.ReturnAsStranger, ActionKind.ReturnAsShopper, ActionKind.RunTask];

    [Test]
    public async Task An_order_is_paid_once([Values(0.5, 1)] double lies)
    {
        await TellAsync(lies, QrCodePlacement.AfterOrder, StartingPoint.Ordered, [Alone(ActionKind.PhonePays), OnBothNodes(_settling)],
            environment => Assert.That(environment.PaidEvents(environment.All<Order>().Single().Id), Is.EqualTo(1)));
    }

    [Test]
    public async Task A_paid_cart_is_ordered_once([Values(0.5, 1)] double lies)
    {
        await TellAsync(lies, QrCodePlacement.PaymentStep, StartingPoint.Paid, [Alone(ActionKind.Wait, 4), OnBothNodes(_settling)],
            environment => Assert.That(environment.AtGlase().Single().Refunds, Is.Empty.Or.Count.EqualTo(1)));
    }

    [Test]
    public async Task A_code_that_is_paid_while_the_shopper_continues_pays_one_order([Values(0.5, 1)] double lies)
    {
        await TellAsync(lies, QrCodePlacement.PaymentStep, StartingPoint.Cart,
            [Alone(ActionKind.PhonePays), OnBothNodes([ActionKind.Continue, ActionKind.Complete, ActionKind.Notify])]);
    }

    [Test]
    public async Task What_cannot_be_ordered_is_refunded_once([Values(0.5, 1)] double lies)
    {
        await TellAsync(lies, QrCodePlacement.PaymentStep, StartingPoint.Unplaceable,
            [Alone(ActionKind.Wait, 4), OnBothNodes([ActionKind.RunTask, ActionKind.Complete, ActionKind.RunTask])],
            environment => Assert.That(environment.AtGlase().Single().Refunds, Has.Count.EqualTo(1)));
    }

    [Test]
    public async Task A_refund_asked_for_on_both_nodes_is_sent_once([Values(0.5, 1)] double lies, [Values] bool whole)
    {
        var refund = whole ? ActionKind.RefundAll : ActionKind.RefundPart;
        await TellAsync(lies, QrCodePlacement.AfterOrder, StartingPoint.OrderPaid, [OnBothNodes([refund], 3)],
            environment => Assert.That(environment.AtGlase().Single().Refunds, Has.Count.EqualTo(1)));
    }

    [Test]
    public async Task Whatever_happens_shop_and_Glase_agree()
    {
        var lockFaults = new FaultyLocks.LockFaults();
        foreach (var placement in Enum.GetValues<QrCodePlacement>())
        {
            await using var environment = await StartAsync(placement, lockFaults);
            var scenarios = Scenario.Any.Where(scenario => scenario.AfterOrder == (placement == QrCodePlacement.AfterOrder));
            scenarios.Sample(scenario => Play(environment, lockFaults, 0.5, scenario), TestContext.Out.WriteLine, iter: 50, threads: 1);
        }
    }

    private static async Task TellAsync(double lies, QrCodePlacement placement, StartingPoint startingPoint, ScenarioStep[] turns,
        Action<ModelEnvironment> check = null)
    {
        var lockFaults = new FaultyLocks.LockFaults();
        await using var environment = await StartAsync(placement, lockFaults);
        for (var chance = 0; chance < StepOrders; chance++)
        {
            ScenarioStep[] inThisOrder = [.. turns.Select(step => step with { Seed = chance })];
            Play(environment, lockFaults, lies, new Scenario(placement == QrCodePlacement.AfterOrder, startingPoint, inThisOrder), check);
        }
    }

    private static Task<ModelEnvironment> StartAsync(QrCodePlacement placement, FaultyLocks.LockFaults lockFaults)
    {
        return ModelEnvironment.StartAsync(placement, services =>
        {
            services.AddSingleton(lockFaults);
            services.AddScoped<IRepository<GlaseLock>, FaultyLocks>();
        });
    }

    private static void Play(ModelEnvironment environment, FaultyLocks.LockFaults lockFaults, double lies, Scenario scenario, Action<ModelEnvironment> check = null)
    {
        environment.Clear();
        lockFaults.Configure(lies, scenario.Steps[^1].Seed);
        var broken = new ScenarioRunner(environment).Run(scenario);
        try
        {
            Assert.That(broken, Is.Empty);
            check?.Invoke(environment);
        }
        catch (AssertionException failure)
        {
            throw new AssertionException($"{failure.Message}\n{scenario}\n\n{string.Join('\n', environment.Scheduler.Trace)}");
        }
    }

    private static ScenarioStep Alone(ActionKind kind, int pick = 0) => new([new ScenarioAction(kind, 0, pick, 0)], 0);

    private static ScenarioStep OnBothNodes(ActionKind[] deeds, int pick = 0)
    {
        return new ScenarioStep([.. deeds.SelectMany(kind => new[] { new ScenarioAction(kind, 0, pick, 0), new ScenarioAction(kind, 1, pick, 0) })], 0);
    }
}
