using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Settling;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Issuing;

/// <summary>
/// Sees to it that a checkout has one payable invoice for what it costs now, and never two.
/// </summary>
public class InvoiceIssuer
{
    private readonly CartInvoiceComposer _cartComposer;
    private readonly GlaseConnections _connections;
    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseLockService _lockService;
    private readonly ILogger _logger;
    private readonly CartFollower _cartFollower;
    private readonly InvoiceBills _bills;
    private readonly InvoiceChanger _changer;
    private readonly InvoiceSender _sender;
    private readonly KnownTroubles _troubles;
    private readonly StoredEntityReader _stored;
    private readonly OrderInvoiceComposer _orderComposer;
    private readonly IWorkContext _workContext;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public InvoiceIssuer(CartInvoiceComposer cartComposer, GlaseConnections connections, GlaseInvoiceService invoiceService,
        GlaseLockService lockService, ILogger logger, CartFollower cartFollower, InvoiceBills bills, InvoiceChanger changer,
        InvoiceSender sender, KnownTroubles troubles, StoredEntityReader stored, OrderInvoiceComposer orderComposer,
        IWorkContext workContext, TimeProvider timeProvider)
    {
        _cartComposer = cartComposer;
        _connections = connections;
        _invoiceService = invoiceService;
        _lockService = lockService;
        _logger = logger;
        _cartFollower = cartFollower;
        _bills = bills;
        _changer = changer;
        _sender = sender;
        _troubles = troubles;
        _stored = stored;
        _orderComposer = orderComposer;
        _workContext = workContext;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Gets the payable invoice for a shopper's cart: the open one, changed if the cart has changed, or a new one.
    /// </summary>
    /// <param name="customer">The shopper</param>
    /// <param name="store">The store</param>
    /// <param name="orderGuid">The GUID that the order will have, for a new invoice</param>
    /// <param name="cancellationToken">Ends the calls to Glase</param>
    /// <returns>
    /// The invoice, possibly paid already, or Refused when Glase did not accept it or could not be reached; null when the
    /// cart needs no payment
    /// </returns>
    /// <exception cref="GlaseApiException">The open invoice could neither be used nor taken back</exception>
    public async Task<GlaseInvoice> GetForCartAsync(Customer customer, Store store, Guid orderGuid,
        CancellationToken cancellationToken = default)
    {
        // What follows sees the cart as it is now, whatever change of it is still to be followed.
        var language = await _workContext.GetWorkingLanguageAsync();
        var displayCurrency = await _workContext.GetWorkingCurrencyAsync();
        var target = CheckoutTarget.ForCart(customer, store, orderGuid, language.Id, displayCurrency.Id);
        _cartFollower.Overtake(target.Key);
        var draft = await _cartComposer.ComposeAsync(customer, store);
        return draft is null ? null : await EnsureAsync(target, draft, cancellationToken);
    }

    /// <summary>
    /// Gets the payable invoice for a placed order.
    /// </summary>
    /// <returns>
    /// The invoice, possibly paid already, or Refused when Glase did not accept it or could not be reached; the last one there
    /// was, or null, when the order is not to be paid any more
    /// </returns>
    /// <exception cref="GlaseApiException">The open invoice could neither be used nor taken back</exception>
    public async Task<GlaseInvoice> GetForOrderAsync(Order order, CancellationToken cancellationToken = default)
    {
        return await EnsureAsync(CheckoutTarget.ForOrder(order), await _orderComposer.ComposeAsync(order), cancellationToken);
    }

    private Task<GlaseInvoice> EnsureAsync(CheckoutTarget target, InvoiceDraft draft, CancellationToken cancellationToken)
    {
        return _lockService.RunAsync(target.Key, async () =>
        {
            var open = await _invoiceService.GetOpenAsync(target.Key);
            if (open is not null)
                open = await _changer.FitAsync(open, await _bills.PrepareAsync(open, draft), cancellationToken);
            if (open is { IsOver: false })
                return await RememberShopperAsync(open, target);
            return target.OrderId is not { } orderId || await IsStillPayableAsync(orderId)
                ? await IssueAsync(target, draft, cancellationToken)
                : await _invoiceService.GetByOrderIdAsync(orderId);
        }, cancellationToken);
    }

    // Who changes the language in the middle of it gets the order in the new one.
    private async Task<GlaseInvoice> RememberShopperAsync(GlaseInvoice open, CheckoutTarget target)
    {
        var isKnown = open.LanguageId == target.LanguageId && open.DisplayCurrencyId == target.DisplayCurrencyId;
        return isKnown || target.OrderId is not null ? open : await _changer.RememberShopperAsync(open, target);
    }

    // Somebody may have cancelled it while this one waited for the lock or for Glase.
    private async Task<bool> IsStillPayableAsync(int orderId)
    {
        return OrderPayments.NeedsCode(await _stored.GetOrderAsync(orderId));
    }

    private async Task<GlaseInvoice> IssueAsync(CheckoutTarget target, InvoiceDraft draft, CancellationToken cancellationToken)
    {
        var settings = await _connections.GetSettingsAsync(target.StoreId);
        var now = _timeProvider.GetUtcNow().UtcDateTime;
        var invoice = new GlaseInvoice
        {
            OrderGuid = target.OrderGuid,
            OrderId = target.OrderId,
            CustomerId = target.CustomerId,
            StoreId = target.StoreId,
            LanguageId = target.LanguageId,
            DisplayCurrencyId = target.DisplayCurrencyId,
            Token = GlaseInvoiceService.NewToken(),
            CheckoutKey = target.Key,
            Amount = draft.Amount,
            CurrencyCode = draft.CurrencyCode,
            CartHash = draft.Hash,
            Status = GlaseInvoiceStatus.Sending,
            CreatedOnUtc = now,
            ExpiresOnUtc = now + TimeSpan.FromMinutes(settings.PaymentWindowMinutes)
        };
        var bill = await _bills.PrepareAsync(invoice, draft);
        invoice.ReservationSeconds = bill.ReservationSeconds;
        invoice.Costs = bill.Costs;
        await _invoiceService.InsertAsync(invoice);

        SendInvoiceResponse response;
        GlaseApiException rowsRefusal;
        try
        {
            (response, rowsRefusal) = await _sender.SendAsync(invoice, bill, cancellationToken);
        }
        catch (Exception exception) when (exception is GlaseApiException or OperationCanceledException)
        {
            return await RecordRefusalAsync(invoice, exception);
        }

        _troubles.Forget(Subject(invoice));
        var issued = await RecordAsync(invoice.Id, response);
        if (!await IsPayableAsync(issued))
            issued = await WithdrawAsync(issued, response);
        await _sender.LogRowsAsync(issued, rowsRefusal);
        return issued;
    }

    // While Glase was asked, the row may have been bound to an order, hidden, or ended: only what Glase's answer says is written.
    private Task<GlaseInvoice> RecordAsync(int invoiceId, SendInvoiceResponse response)
    {
        return ChangeAsync(invoiceId, invoice =>
        {
            invoice.InvoiceReference = response.InvoiceReference;
            invoice.QrCode = response.InvoiceQrCode;
            if (invoice.Status == GlaseInvoiceStatus.Sending)
                invoice.Status = GlaseInvoiceStatus.Issued;
        });
    }

    private async Task<GlaseInvoice> RecordRefusalAsync(GlaseInvoice sent, Exception exception)
    {
        // Whether Glase has it or not, nobody was given its code: it cannot be paid.
        var invoice = await ChangeAsync(sent.Id, invoice =>
        {
            if (invoice.Status != GlaseInvoiceStatus.Sending)
                return;

            invoice.Status = GlaseInvoiceStatus.Refused;
            invoice.LastError = exception is OperationCanceledException
                ? "Glase did not answer within the time that a checkout waits for it."
                : exception.Message;
        });
        if (_troubles.IsNews(Subject(invoice), exception))
            await _logger.ErrorAsync($"{PaymentNames.Of(invoice)}: Glase gave no code. {invoice.LastError}", exception);
        return invoice;
    }

    private Task<GlaseInvoice> ChangeAsync(int invoiceId, Action<GlaseInvoice> change)
    {
        return _lockService.RunAsync(GlaseInvoiceService.LockName(invoiceId), async () =>
        {
            var invoice = await _invoiceService.GetByIdAsync(invoiceId);
            change(invoice);
            await _invoiceService.UpdateAsync(invoice);
            return invoice;
        }, CancellationToken.None);
    }

    private async Task<bool> IsPayableAsync(GlaseInvoice issued)
    {
        return issued.IsOpen && IsInTime(issued)
            && (issued.OrderId is not { } orderId || await IsStillPayableAsync(orderId));
    }

    private bool IsInTime(GlaseInvoice issued)
    {
        return issued.ExpiresOnUtc > _timeProvider.GetUtcNow().UtcDateTime;
    }

    // Nobody was given its code yet.
    private async Task<GlaseInvoice> WithdrawAsync(GlaseInvoice issued, SendInvoiceResponse response)
    {
        try
        {
            if (issued.IsOpen)
                return await _changer.CancelAsync(issued, IsInTime(issued) ? GlaseInvoiceStatus.Canceled : GlaseInvoiceStatus.Expired,
                    CancellationToken.None);
            await _sender.CancelAsync(issued.StoreId, response.InvoiceReference);
        }
        catch (GlaseApiException exception)
        {
            await _logger.WarningAsync($"{PaymentNames.Of(issued)} ended while Glase made its code. The code could not be cancelled " +
                $"at Glase; nobody was shown it. {exception.Message}", exception);
        }

        return issued;
    }

    private static string Subject(GlaseInvoice invoice)
    {
        return $"codes of store {invoice.StoreId}";
    }
}
