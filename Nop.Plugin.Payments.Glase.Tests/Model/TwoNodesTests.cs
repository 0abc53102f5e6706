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
    private static readonly Deed[] Settling =
        [Deed.Notify, Deed.Poll, Deed.Complete, Deed.ReturnAsStranger, Deed.ReturnAsShopper, Deed.RunTask];

    [Test]
    public async Task An_order_is_paid_once([Values(0.5, 1)] double lies)
    {
        await TellAsync(lies, QrCodePlacement.AfterOrder, Opening.Ordered, [Alone(Deed.PhonePays), OnBothNodes(Settling)],
            world => Assert.That(world.PaidEvents(world.All<Order>().Single().Id), Is.EqualTo(1)));
    }

    [Test]
    public async Task A_paid_cart_is_ordered_once([Values(0.5, 1)] double lies)
    {
        await TellAsync(lies, QrCodePlacement.PaymentStep, Opening.Paid, [Alone(Deed.Wait, 4), OnBothNodes(Settling)],
            world => Assert.That(world.AtGlase().Single().Refunds, Is.Empty.Or.Count.EqualTo(1)));
    }

    [Test]
    public async Task A_code_that_is_paid_while_the_shopper_continues_pays_one_order([Values(0.5, 1)] double lies)
    {
        await TellAsync(lies, QrCodePlacement.PaymentStep, Opening.Cart,
            [Alone(Deed.PhonePays), OnBothNodes([Deed.Continue, Deed.Complete, Deed.Notify])]);
    }

    [Test]
    public async Task What_cannot_be_ordered_is_given_back_once([Values(0.5, 1)] double lies)
    {
        await TellAsync(lies, QrCodePlacement.PaymentStep, Opening.Unplaceable,
            [Alone(Deed.Wait, 4), OnBothNodes([Deed.RunTask, Deed.Complete, Deed.RunTask])],
            world => Assert.That(world.AtGlase().Single().Refunds, Has.Count.EqualTo(1)));
    }

    [Test]
    public async Task A_refund_asked_for_on_both_nodes_is_sent_once([Values(0.5, 1)] double lies, [Values] bool whole)
    {
        var refund = whole ? Deed.RefundAll : Deed.RefundPart;
        await TellAsync(lies, QrCodePlacement.AfterOrder, Opening.OrderPaid, [OnBothNodes([refund], 3)],
            world => Assert.That(world.AtGlase().Single().Refunds, Has.Count.EqualTo(1)));
    }

    [Test]
    public async Task Whatever_happens_the_books_agree()
    {
        var lies = new LyingLocks.Lies();
        foreach (var placement in Enum.GetValues<QrCodePlacement>())
        {
            await using var world = await StartAsync(placement, lies);
            var stories = Story.Any.Where(story => story.AfterOrder == (placement == QrCodePlacement.AfterOrder));
            stories.Sample(story => Play(world, lies, 0.5, story), TestContext.Out.WriteLine, iter: 50, threads: 1);
        }
    }

    private static async Task TellAsync(double lies, QrCodePlacement placement, Opening opening, Turn[] turns,
        Action<ModelWorld> check = null)
    {
        var told = new LyingLocks.Lies();
        await using var world = await StartAsync(placement, told);
        for (var chance = 0; chance < StepOrders; chance++)
        {
            Turn[] inThisOrder = [.. turns.Select(turn => turn with { Chance = chance })];
            Play(world, told, lies, new Story(placement == QrCodePlacement.AfterOrder, opening, inThisOrder), check);
        }
    }

    private static Task<ModelWorld> StartAsync(QrCodePlacement placement, LyingLocks.Lies lies)
    {
        return ModelWorld.StartAsync(placement, services =>
        {
            services.AddSingleton(lies);
            services.AddScoped<IRepository<GlaseLock>, LyingLocks>();
        });
    }

    private static void Play(ModelWorld world, LyingLocks.Lies told, double lies, Story story, Action<ModelWorld> check = null)
    {
        world.Clear();
        told.Tell(lies, story.Turns[^1].Chance);
        var broken = new Performance(world).Play(story);
        try
        {
            Assert.That(broken, Is.Empty);
            check?.Invoke(world);
        }
        catch (AssertionException failure)
        {
            throw new AssertionException($"{failure.Message}\n{story}\n\n{string.Join('\n', world.Conductor.Score)}");
        }
    }

    private static Turn Alone(Deed deed, int pick = 0) => new([new Move(deed, 0, pick, 0)], 0);

    private static Turn OnBothNodes(Deed[] deeds, int pick = 0)
    {
        return new Turn([.. deeds.SelectMany(deed => new[] { new Move(deed, 0, pick, 0), new Move(deed, 1, pick, 0) })], 0);
    }
}
