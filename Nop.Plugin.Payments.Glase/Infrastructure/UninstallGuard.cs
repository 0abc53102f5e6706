using System.Globalization;
using Microsoft.AspNetCore.Http;
using Nop.Core;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Localization;
using Nop.Services.Logging;
using Nop.Services.Messages;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// Prevents uninstalling the plugin while its tables hold the only record of unfinished payments or refunds.
/// </summary>
public class UninstallGuard(PaymentStore paymentStore, RefundStore refundStore, IHttpContextAccessor httpContextAccessor,
    ILocalizationService localizationService, ILogger logger, INotificationService notificationService,
    InvoiceCanceller canceller, PaymentApplier applier, TimeProvider timeProvider)
{
    private const int MaxNames = 20;
    private const int BatchSize = 200;
    private const int MaxConcurrency = 8;
    private static readonly TimeSpan TimeBudget = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Lets an admin choose to uninstall, and says what will become of open invoices.
    /// </summary>
    /// <exception cref="NopException">Money is under way; the message says which payments and what to do</exception>
    public async Task PrepareAsync()
    {
        await RefuseWhileMoneyIsUnderWayAsync();

        var open = await OpenAsync(after: null);
        if (open.Count > 0)
            Notify(await TextAsync("OpenInvoices", open.Count));
    }

    /// <summary>
    /// Cancels the open invoices at Glase, within 20 seconds, and names those that could not be.
    /// </summary>
    /// <exception cref="NopException">Money is under way: nothing may be uninstalled</exception>
    public async Task CancelOpenAsync()
    {
        using var timeout = new CancellationTokenSource(TimeBudget, timeProvider);
        var left = new List<GlasePayment>();
        for (var batch = await OpenAsync(after: null); batch.Count > 0; batch = await OpenAsync(batch[^1]))
        {
            foreach (var some in batch.Chunk(MaxConcurrency))
                left.AddRange((await Task.WhenAll(some.Select(payment => TryCancelAsync(payment, timeout.Token)))).OfType<GlasePayment>());
        }

        // One that turned out to be paid pays its order, as ever; when it cannot, it is money under way.
        foreach (var paid in left.Where(payment => payment.IsPaidOrReserved).ToList())
        {
            await applier.ApplyAsync(paid);
            left.Remove(paid);
        }

        await RefuseAgainAsync();
        if (left.Count == 0)
            return;

        var warning = await TextAsync("NotCancelled", Names(left.Take(MaxNames), left.Count));
        await logger.WarningAsync(warning);
        Notify(warning);
    }

    /// <returns>Null when the invoice is over; else the invoice as it is now</returns>
    private async Task<GlasePayment> TryCancelAsync(GlasePayment payment, CancellationToken cancellationToken)
    {
        try
        {
            var now = await canceller.CancelAsync(payment, GlasePaymentStatus.Canceled, cancellationToken);
            return now.IsClosed ? null : now;
        }
        catch (Exception exception) when (exception is GlaseApiException or OperationCanceledException or TimeoutException)
        {
            await logger.WarningAsync($"{PaymentLabels.For(payment)} could not be cancelled before Glase is uninstalled. " +
                exception.Message, exception);
            return payment;
        }
    }

    // nopCommerce only logs what comes of it from here on: the admin who applied the changes is to read it too.
    private async Task RefuseAgainAsync()
    {
        try
        {
            await RefuseWhileMoneyIsUnderWayAsync();
        }
        catch (NopException exception)
        {
            Notify(exception.Message);
            throw;
        }
    }

    private async Task RefuseWhileMoneyIsUnderWayAsync()
    {
        var later = Later();
        var reasons = new List<string>();

        async Task AddAsync(string name, IEnumerable<GlasePayment> payments, int count)
        {
            if (count > 0)
                reasons.Add(await TextAsync(name, Names(payments, count)));
        }

        var undecided = await refundStore.GetUnresolvedAsync(later, MaxNames);
        await AddAsync("UnknownRefunds", await PaymentsAsync(undecided), undecided.TotalCount);
        var unapplied = await ApplyAsync(await paymentStore.GetOldestUnappliedAsync(later, MaxNames), later);
        await AddAsync("UnappliedPayments", unapplied, unapplied.TotalCount);
        var reserved = await paymentStore.GetOldestAppliedReservationsAsync(MaxNames);
        await AddAsync("Reservations", reserved, reserved.TotalCount);
        var unbooked = await refundStore.GetUnsyncedAsync(later, MaxNames);
        await AddAsync("UnsyncedRefunds", await PaymentsAsync(unbooked), unbooked.Count);

        if (reasons.Count > 0)
            throw new NopException(await TextAsync("Refused", string.Join(" ", reasons)));
    }

    // What only waits for the scheduled task, such as a capture that was just made, need not keep anybody waiting.
    private async Task<IPagedList<GlasePayment>> ApplyAsync(IPagedList<GlasePayment> unapplied, DateTime later)
    {
        foreach (var payment in unapplied.Where(payment => payment.OrderId is not null))
            await applier.ApplyAsync(payment);
        return unapplied.Count == 0 ? unapplied : await paymentStore.GetOldestUnappliedAsync(later, MaxNames);
    }

    private async Task<IList<GlasePayment>> PaymentsAsync(IEnumerable<GlaseRefund> refunds)
    {
        var payments = new List<GlasePayment>();
        foreach (var id in refunds.Select(refund => refund.PaymentId).Distinct())
            payments.Add(await paymentStore.GetByIdAsync(id));
        return payments;
    }

    private Task<IList<GlasePayment>> OpenAsync(GlasePayment after)
    {
        return paymentStore.GetExpiredAsync(Later(), after, BatchSize);
    }

    // After everything that is under way now.
    private DateTime Later()
    {
        return timeProvider.GetUtcNow().UtcDateTime.AddDays(1);
    }

    private static string Names(IEnumerable<GlasePayment> payments, int count)
    {
        var names = payments.Select(PaymentLabels.ShortFor).ToList();
        return string.Join(", ", names) + (count > names.Count && names.Count >= MaxNames ? ", …" : "");
    }

    private async Task<string> TextAsync(string name, params object[] values)
    {
        var text = await localizationService.GetResourceAsync($"{GlaseDefaults.ResourcePrefix}.Uninstall.{name}");
        return string.Format(CultureInfo.CurrentCulture, text, values);
    }

    private void Notify(string warning)
    {
        if (httpContextAccessor.HttpContext is not null)
            notificationService.WarningNotification(warning);
    }
}
