using Nop.Core;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// Checks whether there are payments or refunds of which the plugin's tables hold the only record.
/// </summary>
public class UnfinishedPaymentCheck(PaymentStore paymentStore, PaymentWorkQueries queries, RefundStore refundStore, PaymentApplier applier,
    UninstallNotices notices, TimeProvider timeProvider)
{
    /// <summary>
    /// Refuses while payments or refunds are unfinished, after payments that only wait for the scheduled task have been applied.
    /// </summary>
    /// <exception cref="NopException">Payments are unfinished; the message says which, and what to do</exception>
    public async Task RefuseIfUnfinishedAsync()
    {
        // Later than the due time of all that is unfinished now.
        var later = timeProvider.GetUtcNow().UtcDateTime.AddDays(1);
        var reasons = new List<string>();

        async Task AddAsync(string name, IEnumerable<GlasePayment> payments, int count)
        {
            if (count > 0)
                reasons.Add(await notices.TextAsync(name, UninstallNotices.Names(payments, count)));
        }

        var undecided = await refundStore.GetUnresolvedAsync(later, UninstallNotices.MaxNames);
        await AddAsync("UnknownRefunds", await PaymentsAsync(undecided), undecided.TotalCount);
        var unapplied = await ApplyAsync(await queries.GetOldestUnappliedAsync(later, UninstallNotices.MaxNames), later);
        await AddAsync("UnappliedPayments", unapplied, unapplied.TotalCount);
        var reserved = await queries.GetOldestAppliedReservationsAsync(UninstallNotices.MaxNames);
        await AddAsync("Reservations", reserved, reserved.TotalCount);
        var unsynced = await refundStore.GetUnsyncedAsync(later, UninstallNotices.MaxNames);
        await AddAsync("UnsyncedRefunds", await PaymentsAsync(unsynced), unsynced.Count);

        if (reasons.Count > 0)
            throw new NopException(await notices.TextAsync("Refused", string.Join(" ", reasons)));
    }

    // What only waits for the scheduled task, such as a recent capture, need not prevent it.
    private async Task<IPagedList<GlasePayment>> ApplyAsync(IPagedList<GlasePayment> unapplied, DateTime later)
    {
        foreach (var payment in unapplied.Where(payment => payment.OrderId is not null))
            await applier.ApplyAsync(payment);
        return unapplied.Count == 0 ? unapplied : await queries.GetOldestUnappliedAsync(later, UninstallNotices.MaxNames);
    }

    private async Task<IList<GlasePayment>> PaymentsAsync(IEnumerable<GlaseRefund> refunds)
    {
        var payments = new List<GlasePayment>();
        foreach (var id in refunds.Select(refund => refund.PaymentId).Distinct())
            payments.Add(await paymentStore.GetByIdAsync(id));
        return payments;
    }
}
