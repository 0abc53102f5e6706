using System.Globalization;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Refunding;
using Nop.Services.Localization;
using Nop.Services.Logging;
using Nop.Services.Orders;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Settling;

/// <summary>
/// Hands a paid payment to the order that is being placed, once.
/// </summary>
public class PaymentTaker
{
    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseLockService _lockService;
    private readonly GlaseRefundService _refundService;
    private readonly GlaseSettlementService _settlementService;
    private readonly ILocalizationService _localizationService;
    private readonly ILogger _logger;
    private readonly IOrderService _orderService;
    private readonly OrderReference _reference;
    private readonly PrimaryCurrency _primaryCurrency;
    private readonly PaymentStatusService _statusService;
    private readonly TotalChanges _totalChanges;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public PaymentTaker(GlaseInvoiceService invoiceService, GlaseLockService lockService,
        GlaseRefundService refundService, GlaseSettlementService settlementService, ILocalizationService localizationService,
        ILogger logger, IOrderService orderService, OrderReference reference, PrimaryCurrency primaryCurrency,
        PaymentStatusService statusService, TotalChanges totalChanges)
    {
        _invoiceService = invoiceService;
        _lockService = lockService;
        _refundService = refundService;
        _settlementService = settlementService;
        _localizationService = localizationService;
        _logger = logger;
        _orderService = orderService;
        _reference = reference;
        _primaryCurrency = primaryCurrency;
        _statusService = statusService;
        _totalChanges = totalChanges;
    }

    /// <summary>
    /// Gets why an order of this request was refused for what it comes to, in words for the store owner: trying again changes nothing
    /// about that. Null when none was. The payment's Obstacle says it to the shopper.
    /// </summary>
    public string Refusal { get; private set; }

    /// <summary>
    /// Answers nopCommerce for an order that is about to be saved.
    /// </summary>
    /// <returns>
    /// Paid, with Glase's reference, when the cart's invoice was paid and asks for the order's total in the order's currency; authorized when the money
    /// is reserved; pending when it was not paid yet; an error when the payment was already used, or does not fit the order
    /// </returns>
    public async Task<ProcessPaymentResult> TakeAsync(ProcessPaymentRequest request)
    {
        var open = await _invoiceService.GetOpenAsync(GlaseInvoiceService.CartKey(request.CustomerId, request.StoreId))
            ?? await _invoiceService.GetByOrderGuidAsync(request.OrderGuid);
        if (open is null)
            return new ProcessPaymentResult { NewPaymentStatus = PaymentStatus.Pending };

        await AskOnceMoreAsync(open);
        return await _lockService.RunAsync(GlaseInvoiceService.LockName(open.Id), async () =>
        {
            var invoice = await _invoiceService.GetByIdAsync(open.Id);
            if (invoice.OrderId is not null)
                return await ErrorAsync("PaymentInUse");
            if (!invoice.IsConfirmed)
                return await BindAsync(invoice, request);
            if (invoice.IsIncomplete)
                return await ErrorAsync("NotCompleted");
            var currencyCode = await _primaryCurrency.GetCodeAsync();
            if (!invoice.IsCovered || invoice.Amount != CurrencyDecimals.Round(request.OrderTotal, invoice.CurrencyCode)
                || !OrderCurrency.IsSame(invoice.CurrencyCode, currencyCode))
                return await RefuseAsync(invoice, request, currencyCode);
            if (await _orderService.GetOrderByGuidAsync(invoice.OrderGuid) is { } order)
                return await RefuseAsync(order);
            if (!await _settlementService.TryHandOverAsync(invoice.Id, request.OrderGuid))
                return await ErrorAsync("PaymentInUse");

            // Whoever gives money back does so under a hand-over of its own: from here on nobody begins to.
            if (await _refundService.HasMovedMoneyAsync(invoice.Id))
            {
                await _settlementService.TryTakeBackAsync(invoice.Id);
                return await ErrorAsync("PaymentInUse");
            }

            invoice.OrderGuid = request.OrderGuid;
            await _invoiceService.UpdateAsync(invoice);

            if (invoice.Status == GlaseInvoiceStatus.Reserved)
                return new ProcessPaymentResult
                {
                    NewPaymentStatus = PaymentStatus.Authorized,
                    AuthorizationTransactionId = invoice.InvoiceReference
                };

            await _reference.WriteAsync(request, invoice.ErsReference);
            return new ProcessPaymentResult
            {
                NewPaymentStatus = PaymentStatus.Paid,
                CaptureTransactionId = invoice.ErsReference
            };
        });
    }

    // The shopper may press Continue in the very second in which the payment goes through.
    private async Task AskOnceMoreAsync(GlaseInvoice invoice)
    {
        try
        {
            await _statusService.AskAsync(invoice);
        }
        catch (GlaseApiException exception)
        {
            await _logger.WarningAsync($"{PaymentNames.Of(invoice)}: its order is placed before Glase could be asked whether " +
                $"it is paid; it will be asked again. {exception.Message}", exception);
        }
    }

    private async Task<ProcessPaymentResult> BindAsync(GlaseInvoice invoice, ProcessPaymentRequest request)
    {
        if (invoice.OrderGuid != request.OrderGuid)
        {
            invoice.OrderGuid = request.OrderGuid;
            await _invoiceService.UpdateAsync(invoice);
        }

        return new ProcessPaymentResult { NewPaymentStatus = PaymentStatus.Pending };
    }

    private async Task<ProcessPaymentResult> RefuseAsync(GlaseInvoice invoice, ProcessPaymentRequest request, string currencyCode)
    {
        var (amount, paidCurrencyCode) = invoice.Status == GlaseInvoiceStatus.Paid
            ? (invoice.PaidAmount, invoice.PaidCurrencyCode)
            : (invoice.Amount, invoice.CurrencyCode);
        var isNews = invoice.LastError is null;
        var isSameCurrency = OrderCurrency.IsSame(invoice.CurrencyCode, currencyCode);
        var change = invoice.IsCovered && isSameCurrency ? await _totalChanges.FindAsync(invoice, request.OrderTotal) : null;
        Refusal = string.Create(CultureInfo.InvariantCulture,
            $"{amount:0.00} {paidCurrencyCode} was paid, but the order would come to " +
            $"{request.OrderTotal:0.00} {currencyCode}: {change?.Because ?? Because(isSameCurrency)}.");
        invoice.LastError ??= Refusal;
        if (change is not null)
            invoice.Obstacle = await _totalChanges.DescribeAsync(change);
        else
            invoice.Obstacle = isSameCurrency ? await TextAsync("OtherAmountPaid") : null;
        await _invoiceService.UpdateAsync(invoice);
        if (isNews)
            await _logger.ErrorAsync($"{PaymentNames.Of(invoice)}: no order was placed. {invoice.LastError}");
        return new ProcessPaymentResult { Errors = [$"{invoice.Obstacle} {await TextAsync("OrderNotPlaced")}".TrimStart()] };
    }

    private static string Because(bool isSameCurrency)
    {
        return isSameCurrency
            ? "another sum arrived than the one asked for"
            : "the shop has another primary currency than when the code was made";
    }

    // The shopper paid it in another way, and it got the GUID that was meant for this payment's. That does not pass.
    private Task<ProcessPaymentResult> RefuseAsync(Order order)
    {
        if (order.PaymentMethodSystemName != GlaseDefaults.SystemName)
            Refusal = string.Create(CultureInfo.InvariantCulture,
                $"order {order.Id} was placed in its place, with another payment method.");
        return ErrorAsync("PaymentInUse");
    }

    private async Task<ProcessPaymentResult> ErrorAsync(string key)
    {
        return new ProcessPaymentResult { Errors = [await TextAsync(key)] };
    }

    private Task<string> TextAsync(string key)
    {
        return _localizationService.GetResourceAsync($"{GlaseDefaults.ResourcePrefix}.Error.{key}");
    }
}
