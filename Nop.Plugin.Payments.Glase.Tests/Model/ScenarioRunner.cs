using Microsoft.Extensions.DependencyInjection;
using Nop.Core;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Refunds;

namespace Nop.Plugin.Payments.Glase.Tests.Model;

/// <summary>
/// One scenario, what comes after it when nothing more happens, and the check of the invariants.
/// </summary>
internal sealed class ScenarioRunner
{
    private static readonly TimeSpan _longerThanAnyWindow = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan _longerThanAnyLock = TimeSpan.FromMinutes(3);

    private const int TaskRuns = 4;

    // Placing an order is tried for 15 minutes.
    private const int TaskRunsOfRetries = 12;
    private const string Administrator = "admin@example.com";

    private readonly Actions _actions;
    private readonly ModelEnvironment _environment;
    private readonly List<string> _broken = [];

    public ScenarioRunner(ModelEnvironment environment)
    {
        _environment = environment;
        _actions = new Actions(environment);
    }

    public IReadOnlyList<string> Run(Scenario scenario)
    {
        _environment.StoreId = scenario.StoreId;
        _environment.IsSentByPost = scenario.IsSentByPost;
        foreach (var kind in Before(scenario))
            Run(new ScenarioStep([new ScenarioAction(kind, 0, 0, 0)], 0));
        _environment.Scheduler.Trace.Add("-- the scenario --");
        foreach (var step in scenario.Steps)
            Run(step);
        RunUntilQuiet(scenario);
        _broken.AddRange(MoneyInvariants.FindViolations(_environment, scenario));
        return _broken;
    }

    private static IEnumerable<ActionKind> Before(Scenario scenario)
    {
        IEnumerable<ActionKind> arrival = scenario.IsGuest ? [ActionKind.ComeAsGuest] : [];
        IEnumerable<ActionKind> atFirst = scenario.AfterOrder ? [ActionKind.FillCart] : [ActionKind.FillCart, ActionKind.ShowPaymentStep];
        return arrival.Concat(atFirst).Concat((scenario.StartingPoint, scenario.AfterOrder) switch
        {
            (StartingPoint.Paid, _) => [ActionKind.PhonePays, ActionKind.Poll],
            (StartingPoint.Ordered, _) => [ActionKind.Continue],
            (StartingPoint.OrderPaid, true) => [ActionKind.Continue, ActionKind.PhonePays, ActionKind.Poll],
            (StartingPoint.OrderPaid, false) => [ActionKind.PhonePays, ActionKind.Complete],
            (StartingPoint.Reserved, _) => [ActionKind.Continue, ActionKind.PhoneReserves, ActionKind.Poll],
            (StartingPoint.Unplaceable, _) => [ActionKind.PhonePays, ActionKind.Poll, ActionKind.EmptyCart],
            _ => (IEnumerable<ActionKind>)[]
        });
    }

    private void Run(ScenarioStep step)
    {
        Run(step.Actions.Select(action => new Scheduler.WorkItem(_environment.Node(action.Node), $"{action.Kind}({action.Pick})",
            process => _actions.DoAsync(action, process), action.LastStep)), step.Seed);
    }

    private void Run(IEnumerable<Scheduler.WorkItem> parts, int chance)
    {
        var all = parts.ToList();
        _environment.Scheduler.Run(all, chance);
        foreach (var workItem in all.Where(workItem => workItem.Failure is { } failure && !IsToBeExpected(failure)))
            _broken.Add($"{workItem}: {workItem.Failure}");
    }

    // What the shop shows the shopper or administrator as a page, or logs.
    private static bool IsToBeExpected(Exception failure)
    {
        return failure is GlaseApiException or NopException or TimeoutException or OperationCanceledException
            or DatabaseUnavailableException;
    }

    private void RunUntilQuiet(Scenario scenario)
    {
        _environment.Scheduler.Trace.Add("-- quiet --");
        _environment.EndFaults();
        FinishBackground();
        // What timed out is tried again by the task.
        if (scenario.IsSmooth && !_environment.Clock.HasPassed(GlaseDefaults.CheckoutTimeout))
            _broken.AddRange(MoneyInvariants.CodesLeftByGuests(_environment));
        foreach (var invoice in _environment.AtGlase().Where(invoice => invoice.PayerActive))
            _environment.Glase.Cancel(invoice.Reference);

        _environment.Clock.Pass(_longerThanAnyWindow);
        for (var run = 0; run < TaskRuns || run < TaskRunsOfRetries && IsTriedAgain(); run++)
        {
            Alone("task", run % 2, process => process.InBackgroundAsync(Actions.RunTaskAsync));
            if (NeedsAttention())
                Alone("administrator", run % 2, process => process.InRequestAsync(null, TidyUpAsync));
            _environment.Clock.Pass(_longerThanAnyLock);
        }

        HandInReceipts();
        FinishBackground();
    }

    // The pause before a receipt is tried again is as long as it has been tried already.
    private void HandInReceipts()
    {
        if (_environment.All<GlasePayment>().Max(payment => payment.ReceiptDueOnUtc) is not { } due)
            return;

        if (due - _environment.Clock.GetUtcNow().UtcDateTime is var pause && pause > TimeSpan.Zero)
            _environment.Clock.Pass(pause);
        Alone("task", 0, process => process.InBackgroundAsync(Actions.RunTaskAsync));
    }

    private void FinishBackground()
    {
        foreach (var workItem in _environment.Scheduler.FinishBackground().Where(workItem => workItem.Failure is { } failure && !IsToBeExpected(failure)))
            _broken.Add($"{workItem}: {workItem.Failure}");
    }

    private void Alone(string name, int node, Func<ModelProcess, Task> act)
    {
        Run([new Scheduler.WorkItem(_environment.Node(node), name, act, 0)], 0);
    }

    private bool IsTriedAgain()
    {
        return _environment.All<GlasePayment>().Any(payment => payment is { Status: GlasePaymentStatus.Paid, NextPlacementAttemptOnUtc: not null });
    }

    private bool NeedsAttention()
    {
        return _environment.All<GlaseRefund>().Count > 0
            || _environment.All<GlasePayment>().Any(payment => payment.AwaitsDecision)
            || _environment.All<Order>().Any(order => order.PaymentStatus == PaymentStatus.Authorized);
    }

    /// <summary>
    /// What the payment's panel asks an administrator for: to look at Glase's records where the outcome of a refund is not known,
    /// to decide about payments whose orders were paid in another way, and to try again what Glase had refused; and reservations
    /// are captured at last.
    /// </summary>
    private async Task TidyUpAsync(IServiceProvider services)
    {
        var refundResolution = services.GetRequiredService<ManualRefundResolution>();
        foreach (var refund in _environment.All<GlaseRefund>().Where(refund => refund.IsOutcomeUnknown))
        {
            if (MadeAtGlase(refund) is { } made)
                await refundResolution.MarkSucceededAsync(refund.Id, made.ErsReference, Administrator);
            else
                await refundResolution.MarkNotMadeAsync(refund.Id, Administrator);
        }

        var paymentResolution = services.GetRequiredService<ManualPaymentResolution>();
        foreach (var payment in _environment.All<GlasePayment>().Where(payment => payment.AwaitsDecision))
        {
            if (payment.Id % 2 == 0 || !await paymentResolution.ApplyToOrderAsync(payment.Id, Administrator)
                && !await paymentResolution.PlaceOrderAsync(payment.Id, Administrator))
                await paymentResolution.RefundAsync(payment.Id, Administrator);
        }

        var unappliedPaymentRecovery = services.GetRequiredService<UnappliedPaymentRecovery>();
        foreach (var payment in _environment.All<GlasePayment>())
        {
            if (payment is { Status: GlasePaymentStatus.Paid, AppliedOnUtc: null })
                await unappliedPaymentRecovery.FinishNowAsync(payment.Id);
        }

        foreach (var order in _environment.All<Order>().Where(order => order.PaymentStatus == PaymentStatus.Authorized))
            await Actions.CaptureAsync(services, order.Id);
    }

    private global::Glase.Simulator.Rules.Refund MadeAtGlase(GlaseRefund refund)
    {
        var reference = _environment.All<GlasePayment>().Single(payment => payment.Id == refund.PaymentId).InvoiceReference;
        var known = _environment.All<GlaseRefund>().Select(other => other.ErsReference).ToList();
        return _environment.Glase.Invoice(reference).Refunds.FirstOrDefault(made => !known.Contains(made.ErsReference));
    }
}
