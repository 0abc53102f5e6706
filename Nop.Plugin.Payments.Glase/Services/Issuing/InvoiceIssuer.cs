using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Settling;
using Nop.Services.Logging;
using Nop.Services.Orders;

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
    private readonly InvoiceCanceller _canceller;
    private readonly InvoiceSender _sender;
    private readonly KnownTroubles _troubles;
    private readonly IOrderService _orderService;
    private readonly OrderInvoiceComposer _orderComposer;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public InvoiceIssuer(CartInvoiceComposer cartComposer, GlaseConnections connections, GlaseInvoiceService invoiceService,
        GlaseLockService lockService, ILogger logger, InvoiceCanceller canceller, InvoiceSender sender,
        KnownTroubles troubles, IOrderService orderService, OrderInvoiceComposer orderComposer, TimeProvider timeProvider)
    {
        _cartComposer = cartComposer;
        _connections = connections;
        _invoiceService = invoiceService;
        _lockService = lockService;
        _logger = logger;
        _canceller = canceller;
        _sender = sender;
        _troubles = troubles;
        _orderService = orderService;
        _orderComposer = orderComposer;
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
        var draft = await _cartComposer.ComposeAsync(customer, store);
        return draft is null
            ? null
            : await EnsureAsync(CheckoutTarget.ForCart(customer, store, orderGuid), draft, cancellationToken);
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
                open = await KeepOrEndAsync(open, draft, cancellationToken);
            if (open is { IsOver: false })
                return open;
            return target.OrderId is not { } orderId || await IsStillPayableAsync(orderId)
                ? await IssueAsync(target, draft, cancellationToken)
                : await _invoiceService.GetByOrderIdAsync(orderId);
        }, cancellationToken);
    }

    // Somebody may have cancelled it while this one waited for the lock or for Glase.
    private async Task<bool> IsStillPayableAsync(int orderId)
    {
        return OrderPayments.IsPayable(await _orderService.GetOrderByIdAsync(orderId));
    }

    private async Task<GlaseInvoice> KeepOrEndAsync(GlaseInvoice invoice, InvoiceDraft draft,
        CancellationToken cancellationToken)
    {
        if (!invoice.IsOpen)
            return invoice;
        if (invoice.InvoiceReference is null)
            return await _canceller.CancelAsync(invoice, GlaseInvoiceStatus.Refused, cancellationToken);
        if (invoice.ExpiresOnUtc <= _timeProvider.GetUtcNow().UtcDateTime)
            return await _canceller.CancelAsync(invoice, GlaseInvoiceStatus.Expired, cancellationToken);
        if (invoice.CartHash == draft.Hash)
            return invoice;
        if (invoice.CurrencyCode == draft.CurrencyCode && await TryUpdateAsync(invoice, draft, cancellationToken) is { } updated)
            return updated;
        return await _canceller.CancelAsync(invoice, GlaseInvoiceStatus.Canceled, cancellationToken);
    }

    private async Task<GlaseInvoice> TryUpdateAsync(GlaseInvoice invoice, InvoiceDraft draft,
        CancellationToken cancellationToken)
    {
        // A lost answer, or a process that dies, leaves open what Glase asks for from now on: no cart is known to fit it.
        await ChangeAsync(invoice, current => current.CartHash = "");
        try
        {
            await _sender.UpdateAsync(invoice, draft, cancellationToken);
        }
        catch (GlaseApiException exception) when (exception.Kind == GlaseFailureKind.Refused && !exception.OutcomeUnknown)
        {
            await _logger.InformationAsync(
                $"{PaymentNames.Of(invoice)} could not be changed with the cart; a new one takes its place. " +
                exception.Message);
            return null;
        }

        return await ChangeAsync(invoice, current =>
        {
            current.Amount = draft.Amount;
            current.CartHash = draft.Hash;
        });
    }

    private Task<GlaseInvoice> ChangeAsync(GlaseInvoice invoice, Action<GlaseInvoice> change)
    {
        return _lockService.RunAsync(GlaseInvoiceService.LockName(invoice.Id), async () =>
        {
            var current = await _invoiceService.GetByIdAsync(invoice.Id);
            change(current);
            await _invoiceService.UpdateAsync(current);
            return current;
        }, CancellationToken.None);
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
            Token = GlaseInvoiceService.NewToken(),
            CheckoutKey = target.Key,
            Amount = draft.Amount,
            CurrencyCode = draft.CurrencyCode,
            CartHash = draft.Hash,
            Status = GlaseInvoiceStatus.Sending,
            CreatedOnUtc = now,
            ExpiresOnUtc = now + TimeSpan.FromMinutes(settings.PaymentWindowMinutes)
        };
        await _invoiceService.InsertAsync(invoice);

        try
        {
            var response = await _sender.SendAsync(invoice, draft, cancellationToken);
            invoice.InvoiceReference = response.InvoiceReference;
            invoice.QrCode = response.InvoiceQrCode;
            invoice.Status = GlaseInvoiceStatus.Issued;
            _troubles.Forget(Subject(invoice));
        }
        catch (Exception exception) when (exception is GlaseApiException or OperationCanceledException)
        {
            // Whether Glase has it or not, nobody was given its code: it cannot be paid.
            invoice.Status = GlaseInvoiceStatus.Refused;
            invoice.LastError = exception is OperationCanceledException
                ? "Glase did not answer within the time that a checkout waits for it."
                : exception.Message;
            if (_troubles.IsNews(Subject(invoice), exception))
                await _logger.ErrorAsync($"{PaymentNames.Of(invoice)}: Glase gave no code. {invoice.LastError}", exception);
        }

        await _invoiceService.UpdateAsync(invoice);
        return invoice;
    }

    private static string Subject(GlaseInvoice invoice)
    {
        return $"codes of store {invoice.StoreId}";
    }
}
