using Microsoft.Extensions.DependencyInjection;
using Nop.Core;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Refunding;
using Nop.Plugin.Payments.Glase.Services.Settling;

namespace Nop.Plugin.Payments.Glase.Tests.Model;

/// <summary>
/// One story in a world, what comes after it when nothing more happens, and the look at the books.
/// </summary>
internal sealed class Performance
{
    private static readonly TimeSpan LongerThanAnyWindow = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LongerThanAnyLock = TimeSpan.FromMinutes(3);

    private const int TaskRuns = 4;

    // Placing an order is tried for 15 minutes.
    private const int TaskRunsOfRetries = 12;
    private const string Administrator = "admin@example.com";

    private readonly Deeds _deeds;
    private readonly ModelWorld _world;
    private readonly List<string> _broken = [];

    public Performance(ModelWorld world)
    {
        _world = world;
        _deeds = new Deeds(world);
    }

    public IReadOnlyList<string> Play(Story story)
    {
        _world.StoreId = story.StoreId;
        _world.IsSentByPost = story.IsSentByPost;
        foreach (var deed in Before(story))
            Play(new Turn([new Move(deed, 0, 0, 0)], 0));
        _world.Conductor.Score.Add("-- the story --");
        foreach (var turn in story.Turns)
            Play(turn);
        ComeToRest(story);
        _broken.AddRange(MoneyRules.Broken(_world, story));
        return _broken;
    }

    private static IEnumerable<Deed> Before(Story story)
    {
        IEnumerable<Deed> arrival = story.IsGuest ? [Deed.ComeAsGuest] : [];
        IEnumerable<Deed> atFirst = story.AfterOrder ? [Deed.FillCart] : [Deed.FillCart, Deed.ShowPaymentStep];
        return arrival.Concat(atFirst).Concat((story.Opening, story.AfterOrder) switch
        {
            (Opening.Paid, _) => [Deed.PhonePays, Deed.Poll],
            (Opening.Ordered, _) => [Deed.Continue],
            (Opening.OrderPaid, true) => [Deed.Continue, Deed.PhonePays, Deed.Poll],
            (Opening.OrderPaid, false) => [Deed.PhonePays, Deed.Complete],
            (Opening.Reserved, _) => [Deed.Continue, Deed.PhoneReserves, Deed.Poll],
            (Opening.Unplaceable, _) => [Deed.PhonePays, Deed.Poll, Deed.EmptyCart],
            _ => (IEnumerable<Deed>)[]
        });
    }

    private void Play(Turn turn)
    {
        Play(turn.Moves.Select(move => new Conductor.Part(_world.Node(move.Node), $"{move.Deed}({move.Pick})",
            process => _deeds.DoAsync(move, process), move.LastStep)), turn.Chance);
    }

    private void Play(IEnumerable<Conductor.Part> parts, int chance)
    {
        var all = parts.ToList();
        _world.Conductor.Play(all, chance);
        foreach (var part in all.Where(part => part.Failure is { } failure && !IsToBeExpected(failure)))
            _broken.Add($"{part}: {part.Failure}");
    }

    // What the shop shows the shopper or administrator as a page, or logs.
    private static bool IsToBeExpected(Exception failure)
    {
        return failure is GlaseApiException or NopException or TimeoutException or OperationCanceledException
            or DatabaseAwayException;
    }

    private void ComeToRest(Story story)
    {
        _world.Conductor.Score.Add("-- quiet --");
        _world.EndTrouble();
        FinishBackground();
        if (story.IsSmooth)
            _broken.AddRange(MoneyRules.CodesLeftByGuests(_world));
        foreach (var invoice in _world.AtGlase().Where(invoice => invoice.PayerActive))
            _world.Glase.Cancel(invoice.Reference);

        _world.Clock.Pass(LongerThanAnyWindow);
        for (var run = 0; run < TaskRuns || run < TaskRunsOfRetries && IsTriedAgain(); run++)
        {
            Alone("task", run % 2, process => process.InBackgroundAsync(Deeds.RunTaskAsync));
            if (NeedsPerson())
                Alone("administrator", run % 2, process => process.InRequestAsync(null, TidyUpAsync));
            _world.Clock.Pass(LongerThanAnyLock);
        }

        HandInReceipts();
        FinishBackground();
    }

    // The pause before a receipt is tried again is as long as it has been tried already.
    private void HandInReceipts()
    {
        if (_world.All<GlaseInvoice>().Max(payment => payment.ReceiptDueOnUtc) is not { } due)
            return;

        if (due - _world.Clock.GetUtcNow().UtcDateTime is var pause && pause > TimeSpan.Zero)
            _world.Clock.Pass(pause);
        Alone("task", 0, process => process.InBackgroundAsync(Deeds.RunTaskAsync));
    }

    private void FinishBackground()
    {
        foreach (var part in _world.Conductor.FinishBackground().Where(part => part.Failure is { } failure && !IsToBeExpected(failure)))
            _broken.Add($"{part}: {part.Failure}");
    }

    private void Alone(string name, int node, Func<ModelProcess, Task> act)
    {
        Play([new Conductor.Part(_world.Node(node), name, act, 0)], 0);
    }

    private bool IsTriedAgain()
    {
        return _world.All<GlaseInvoice>().Any(payment => payment is { Status: GlaseInvoiceStatus.Paid, NextPlacementOnUtc: not null });
    }

    private bool NeedsPerson()
    {
        return _world.All<GlaseRefund>().Count > 0
            || _world.All<GlaseInvoice>().Any(payment => payment.AwaitsDecision)
            || _world.All<Order>().Any(order => order.PaymentStatus == PaymentStatus.Authorized);
    }

    /// <summary>
    /// What the payment's panel asks an administrator for: to look at Glase's books where the outcome of a refund is not known,
    /// to decide about payments whose orders were paid in another way, and to try again what Glase had refused; and reservations
    /// are captured at last.
    /// </summary>
    private async Task TidyUpAsync(IServiceProvider services)
    {
        var decisions = services.GetRequiredService<RefundDecisions>();
        foreach (var refund in _world.All<GlaseRefund>().Where(refund => refund.IsOpen))
        {
            if (MadeAtGlase(refund) is { } made)
                await decisions.MadeAsync(refund.Id, made.ErsReference, Administrator);
            else
                await decisions.NotMadeAsync(refund.Id, Administrator);
        }

        var paymentDecisions = services.GetRequiredService<PaymentDecisions>();
        foreach (var payment in _world.All<GlaseInvoice>().Where(payment => payment.AwaitsDecision))
        {
            if (payment.Id % 2 == 0 || !await paymentDecisions.KeepAsync(payment.Id, Administrator))
                await paymentDecisions.RefundAsync(payment.Id, Administrator);
        }

        var unsettledPayments = services.GetRequiredService<UnsettledPayments>();
        foreach (var payment in _world.All<GlaseInvoice>())
        {
            if (payment is { Status: GlaseInvoiceStatus.Paid, SettledOnUtc: null })
                await unsettledPayments.FinishNowAsync(payment.Id);
        }

        foreach (var order in _world.All<Order>().Where(order => order.PaymentStatus == PaymentStatus.Authorized))
            await Deeds.CaptureAsync(services, order.Id);
    }

    private global::Glase.Simulator.Rules.Refund MadeAtGlase(GlaseRefund refund)
    {
        var reference = _world.All<GlaseInvoice>().Single(invoice => invoice.Id == refund.InvoiceId).InvoiceReference;
        var known = _world.All<GlaseRefund>().Select(other => other.ErsReference).ToList();
        return _world.Glase.Invoice(reference).Refunds.FirstOrDefault(made => !known.Contains(made.ErsReference));
    }
}
