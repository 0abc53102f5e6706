using System.Globalization;
using Microsoft.AspNetCore.Http;
using Nop.Core;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Issuing;
using Nop.Plugin.Payments.Glase.Services.Refunding;
using Nop.Plugin.Payments.Glase.Services.Settling;
using Nop.Services.Localization;
using Nop.Services.Logging;
using Nop.Services.Messages;

namespace Nop.Plugin.Payments.Glase.Services;

/// <summary>
/// Sees to it that uninstalling the plugin loses no money: its tables, which go with it, hold the only record of payments and
/// refunds that are not finished.
/// </summary>
public class Uninstallation
{
    private const int MostNames = 20;
    private const int BatchSize = 200;
    private const int AtOnce = 8;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(20);

    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseRefundService _refundService;
    private readonly IHttpContextAccessor _httpContextAccessor;
    private readonly ILocalizationService _localizationService;
    private readonly ILogger _logger;
    private readonly INotificationService _notificationService;
    private readonly InvoiceCanceller _canceller;
    private readonly PaymentSettler _settler;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public Uninstallation(GlaseInvoiceService invoiceService, GlaseRefundService refundService,
        IHttpContextAccessor httpContextAccessor, ILocalizationService localizationService, ILogger logger,
        INotificationService notificationService, InvoiceCanceller canceller, PaymentSettler settler, TimeProvider timeProvider)
    {
        _invoiceService = invoiceService;
        _refundService = refundService;
        _httpContextAccessor = httpContextAccessor;
        _localizationService = localizationService;
        _logger = logger;
        _notificationService = notificationService;
        _canceller = canceller;
        _settler = settler;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Lets an admin choose to uninstall, and says what will become of open invoices.
    /// </summary>
    /// <exception cref="NopException">Money is under way; the message says which payments and what to do</exception>
    public async Task PrepareAsync()
    {
        await RefuseWhileMoneyIsUnderWayAsync();

        var open = await OpenAsync(after: null);
        if (open.Count > 0)
            Notify(await TextAsync("Open", open.Count));
    }

    /// <summary>
    /// Cancels the open invoices at Glase, within 20 seconds, and names those that could not be.
    /// </summary>
    /// <exception cref="NopException">Money is under way: nothing may be uninstalled</exception>
    public async Task CancelOpenAsync()
    {
        using var patience = new CancellationTokenSource(MostTime, _timeProvider);
        var left = new List<GlaseInvoice>();
        for (var batch = await OpenAsync(after: null); batch.Count > 0; batch = await OpenAsync(batch[^1]))
        {
            foreach (var some in batch.Chunk(AtOnce))
                left.AddRange((await Task.WhenAll(some.Select(invoice => TryCancelAsync(invoice, patience.Token)))).OfType<GlaseInvoice>());
        }

        // One that turned out to be paid pays its order, as ever; when it cannot, it is money under way.
        foreach (var paid in left.Where(invoice => invoice.IsConfirmed).ToList())
        {
            await _settler.SettleAsync(paid);
            left.Remove(paid);
        }

        await RefuseAgainAsync();
        if (left.Count == 0)
            return;

        var warning = await TextAsync("NotCancelled", Names(left.Take(MostNames), left.Count));
        await _logger.WarningAsync(warning);
        Notify(warning);
    }

    /// <returns>Null when the invoice is over; else the invoice as it is now</returns>
    private async Task<GlaseInvoice> TryCancelAsync(GlaseInvoice invoice, CancellationToken cancellationToken)
    {
        try
        {
            var now = await _canceller.CancelAsync(invoice, GlaseInvoiceStatus.Canceled, cancellationToken);
            return now.IsOver ? null : now;
        }
        catch (Exception exception) when (exception is GlaseApiException or OperationCanceledException or TimeoutException)
        {
            await _logger.WarningAsync($"{PaymentNames.Of(invoice)} could not be cancelled before Glase is uninstalled. " +
                exception.Message, exception);
            return invoice;
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

        async Task AddAsync(string name, IEnumerable<GlaseInvoice> payments, int count)
        {
            if (count > 0)
                reasons.Add(await TextAsync(name, Names(payments, count)));
        }

        var undecided = await _refundService.GetUndecidedAsync(later, MostNames);
        await AddAsync("Undecided", await PaymentsAsync(undecided), undecided.TotalCount);
        var unsettled = await SettleAsync(await _invoiceService.GetFirstUnsettledAsync(later, MostNames), later);
        await AddAsync("Unsettled", unsettled, unsettled.TotalCount);
        var reserved = await _invoiceService.GetReservedAsync(MostNames);
        await AddAsync("Reserved", reserved, reserved.TotalCount);
        var unbooked = await _refundService.GetUnbookedAsync(later, MostNames);
        await AddAsync("Unbooked", await PaymentsAsync(unbooked), unbooked.Count);

        if (reasons.Count > 0)
            throw new NopException(await TextAsync("Refused", string.Join(" ", reasons)));
    }

    // What only waits for the scheduled task, such as a capture that was just made, need not keep anybody waiting.
    private async Task<IPagedList<GlaseInvoice>> SettleAsync(IPagedList<GlaseInvoice> unsettled, DateTime later)
    {
        foreach (var payment in unsettled.Where(payment => payment.OrderId is not null))
            await _settler.SettleAsync(payment);
        return unsettled.Count == 0 ? unsettled : await _invoiceService.GetFirstUnsettledAsync(later, MostNames);
    }

    private async Task<IList<GlaseInvoice>> PaymentsAsync(IEnumerable<GlaseRefund> refunds)
    {
        var payments = new List<GlaseInvoice>();
        foreach (var id in refunds.Select(refund => refund.InvoiceId).Distinct())
            payments.Add(await _invoiceService.GetByIdAsync(id));
        return payments;
    }

    private Task<IList<GlaseInvoice>> OpenAsync(GlaseInvoice after)
    {
        return _invoiceService.GetOverdueAsync(Later(), after, BatchSize);
    }

    // After everything that is under way now.
    private DateTime Later()
    {
        return _timeProvider.GetUtcNow().UtcDateTime.AddDays(1);
    }

    private static string Names(IEnumerable<GlaseInvoice> payments, int count)
    {
        var names = payments.Select(PaymentNames.Short).ToList();
        return string.Join(", ", names) + (count > names.Count && names.Count >= MostNames ? ", …" : "");
    }

    private async Task<string> TextAsync(string name, params object[] values)
    {
        var text = await _localizationService.GetResourceAsync($"{GlaseDefaults.ResourcePrefix}.Uninstall.{name}");
        return string.Format(CultureInfo.CurrentCulture, text, values);
    }

    private void Notify(string warning)
    {
        if (_httpContextAccessor.HttpContext is not null)
            _notificationService.WarningNotification(warning);
    }
}
