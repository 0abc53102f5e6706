using System.Globalization;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Localization;
using Nop.Services.Logging;
using Nop.Services.Orders;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Processes the payment of an order that is being placed: claims the cart's payment for it, once.
/// </summary>
public class CheckoutPaymentProcessor(PaymentStore paymentStore, LockedPayments lockedPayments, RefundStore refundStore,
    OrderPaymentClaims claims, ILocalizationService localizationService, ILogger logger, IOrderService orderService,
    OrderReferenceWriter referenceWriter, PrimaryCurrency primaryCurrency, PaymentStatusRecorder statusRecorder,
    TotalChangeDetector totalChangeDetector)
{
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
    public async Task<ProcessPaymentResult> ProcessAsync(ProcessPaymentRequest request)
    {
        var open = await paymentStore.GetOpenAsync(CheckoutKeys.ForCart(request.CustomerId, request.StoreId))
            ?? await paymentStore.GetByOrderGuidAsync(request.OrderGuid);
        if (open is null)
            return new ProcessPaymentResult { NewPaymentStatus = PaymentStatus.Pending };

        await PollAsync(open);
        return await lockedPayments.RunAsync(open.Id, async locked =>
        {
            var payment = locked.Payment;
            if (payment.OrderId is not null)
                return await ErrorAsync("PaymentInUse");
            if (!payment.IsPaidOrReserved)
                return await BindAsync(locked, request);
            if (payment.IsIncomplete)
                return await ErrorAsync("NotCompleted");
            var currencyCode = await primaryCurrency.GetCodeAsync();
            if (!payment.IsFullyPaidOrReserved || payment.Amount != CurrencyDecimals.Round(request.OrderTotal, payment.CurrencyCode)
                || !OrderCurrency.IsSame(payment.CurrencyCode, currencyCode))
                return await RefuseAsync(locked, request, currencyCode);
            if (await orderService.GetOrderByGuidAsync(payment.OrderGuid) is { } order)
                return await RefuseAsync(order);
            if (!await claims.TryClaimAsync(payment.Id, request.OrderGuid))
                return await ErrorAsync("PaymentInUse");

            // Whoever refunds money does so under a claim of its own: from here on nobody begins to.
            if (await refundStore.MayHaveMovedMoneyAsync(payment.Id))
            {
                await claims.TryReleaseAsync(payment.Id);
                return await ErrorAsync("PaymentInUse");
            }

            payment.ReserveOrderGuid(request.OrderGuid);
            await locked.SaveAsync();

            if (payment.Status == GlasePaymentStatus.Reserved)
                return new ProcessPaymentResult
                {
                    NewPaymentStatus = PaymentStatus.Authorized,
                    AuthorizationTransactionId = payment.InvoiceReference
                };

            await referenceWriter.WriteAsync(request, payment.ErsReference);
            return new ProcessPaymentResult
            {
                NewPaymentStatus = PaymentStatus.Paid,
                CaptureTransactionId = payment.ErsReference
            };
        });
    }

    // The shopper may press Continue in the very second in which the payment goes through.
    private async Task PollAsync(GlasePayment payment)
    {
        try
        {
            await statusRecorder.PollAsync(payment);
        }
        catch (GlaseApiException exception)
        {
            await logger.WarningAsync($"{PaymentLabels.For(payment)}: its order is placed although Glase could not be asked whether " +
                $"it is paid; it will be asked again. {exception.Message}", exception);
        }
    }

    private static async Task<ProcessPaymentResult> BindAsync(LockedPayment locked, ProcessPaymentRequest request)
    {
        if (locked.Payment.OrderGuid != request.OrderGuid)
        {
            locked.Payment.ReserveOrderGuid(request.OrderGuid);
            await locked.SaveAsync();
        }

        return new ProcessPaymentResult { NewPaymentStatus = PaymentStatus.Pending };
    }

    private async Task<ProcessPaymentResult> RefuseAsync(LockedPayment locked, ProcessPaymentRequest request, string currencyCode)
    {
        var payment = locked.Payment;
        var (amount, paidCurrencyCode) = payment.Status == GlasePaymentStatus.Paid
            ? (payment.PaidAmount, payment.PaidCurrencyCode)
            : (payment.Amount, payment.CurrencyCode);
        var isNews = payment.LastError is null;
        var isSameCurrency = OrderCurrency.IsSame(payment.CurrencyCode, currencyCode);
        var change = payment.IsFullyPaidOrReserved && isSameCurrency ? await totalChangeDetector.DetectAsync(payment, request.OrderTotal) : null;
        Refusal = string.Create(CultureInfo.InvariantCulture,
            $"{amount:0.00} {paidCurrencyCode} was paid, but the order would come to " +
            $"{request.OrderTotal:0.00} {currencyCode}: {change?.Reason ?? DescribeMismatch(isSameCurrency)}.");
        var shopperError = change is not null ? await totalChangeDetector.DescribeAsync(change)
            : isSameCurrency ? await TextAsync("OtherAmountPaid") : null;
        payment.RecordMismatch(Refusal, shopperError);
        await locked.SaveAsync();
        if (isNews)
            await logger.ErrorAsync($"{PaymentLabels.For(payment)}: no order was placed. {payment.LastError}");
        return new ProcessPaymentResult { Errors = [$"{payment.ShopperError} {await TextAsync("OrderNotPlaced")}".TrimStart()] };
    }

    private static string DescribeMismatch(bool isSameCurrency)
    {
        return isSameCurrency
            ? "the paid amount differs from the invoice amount"
            : "the primary store currency has changed since the invoice was issued";
    }

    // The shopper paid it in another way, and it got the GUID that was meant for this payment's. That does not pass.
    private Task<ProcessPaymentResult> RefuseAsync(Order order)
    {
        if (order.PaymentMethodSystemName != GlaseDefaults.SystemName)
            Refusal = string.Create(CultureInfo.InvariantCulture,
                $"order {order.Id} was placed instead, with another payment method.");
        return ErrorAsync("PaymentInUse");
    }

    private async Task<ProcessPaymentResult> ErrorAsync(string key)
    {
        return new ProcessPaymentResult { Errors = [await TextAsync(key)] };
    }

    private Task<string> TextAsync(string key)
    {
        return localizationService.GetResourceAsync($"{GlaseDefaults.ResourcePrefix}.Error.{key}");
    }
}
