using Nop.Core;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// Prevents uninstalling the plugin while its tables hold the only record of unfinished payments or refunds.
/// </summary>
public class UninstallGuard(UnfinishedPaymentCheck paymentCheck, UninstallNotices notices, PaymentWorkQueries queries,
    InvoiceCanceller canceller, PaymentApplier applier, SafeLog log, TimeProvider timeProvider)
{
    private const int BatchSize = 200;
    private const int MaxConcurrency = 8;
    private static readonly TimeSpan _timeBudget = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Lets an admin choose to uninstall, and says what will become of open invoices.
    /// </summary>
    /// <exception cref="NopException">Payments are unfinished; the message says which, and what to do</exception>
    public async Task PrepareAsync()
    {
        await paymentCheck.RefuseIfUnfinishedAsync();

        var open = await OpenAsync(after: null);
        if (open.Count > 0)
            notices.Warn(await notices.TextAsync("OpenInvoices", open.Count));
    }

    /// <summary>
    /// Cancels the open invoices at Glase, within 20 seconds, and names those that could not be.
    /// </summary>
    /// <exception cref="NopException">Payments are unfinished: nothing may be uninstalled</exception>
    public async Task CancelOpenAsync()
    {
        using var timeout = new CancellationTokenSource(_timeBudget, timeProvider);
        var left = new List<GlasePayment>();
        for (var batch = await OpenAsync(after: null); batch.Count > 0; batch = await OpenAsync(batch[^1]))
        {
            foreach (var some in batch.Chunk(MaxConcurrency))
                left.AddRange((await Task.WhenAll(some.Select(payment => TryCancelAsync(payment, timeout.Token)))).OfType<GlasePayment>());
        }

        // A payment that turned out to be paid is applied to its order. When it cannot be, it is unfinished, and checked below.
        foreach (var paid in left.Where(payment => payment.IsPaidOrReserved).ToList())
        {
            await applier.ApplyAsync(paid);
            left.Remove(paid);
        }

        await RefuseAgainAsync();
        if (left.Count == 0)
            return;

        var warning = await notices.TextAsync("NotCancelled", UninstallNotices.Names(left, left.Count));
        await log.WarningAsync(warning);
        notices.Warn(warning);
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
            await log.WarningAsync($"{PaymentLabels.For(payment)} could not be cancelled before Glase is uninstalled. " +
                exception.Message, exception);
            return payment;
        }
    }

    // nopCommerce only logs an exception from here on: the admin who applied the changes has to see it too.
    private async Task RefuseAgainAsync()
    {
        try
        {
            await paymentCheck.RefuseIfUnfinishedAsync();
        }
        catch (NopException exception)
        {
            notices.Warn(exception.Message);
            throw;
        }
    }

    private Task<IList<GlasePayment>> OpenAsync(GlasePayment after)
    {
        return queries.GetExpiredAsync(Later(), after, BatchSize);
    }

    // Later than the due time of all that is unfinished now.
    private DateTime Later()
    {
        return timeProvider.GetUtcNow().UtcDateTime.AddDays(1);
    }
}
