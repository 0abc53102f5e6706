using System.Globalization;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Localization;
using Nop.Services.Orders;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Processes the payment of an order that is being placed: claims the cart's payment for it, once.
/// </summary>
public class CheckoutPaymentProcessor(CheckoutPaymentFinder paymentFinder, LockedPayments lockedPayments, PaymentEligibility eligibility,
    OrderPaymentClaims claims, OrderTotalVerifier totalVerifier, OrderReferenceWriter referenceWriter, IOrderService orderService,
    ILocalizationService localizationService)
{
    /// <summary>
    /// Gets why an order of this request was refused by the plugin itself; null when none was. The payment's ShopperError is the text for the
    /// shopper.
    /// </summary>
    public PlacementFailure Refusal { get; private set; }

    /// <summary>
    /// Answers nopCommerce for an order that is about to be saved.
    /// </summary>
    /// <returns>
    /// Paid, with Glase's reference, when the cart's invoice was paid and is for the order's total in the order's currency; authorized
    /// when the money is reserved; pending when it was not paid yet; an error when the payment was already used, does not fit the order,
    /// or is locked by others for longer than <see cref="GlaseDefaults.LockTimeout"/>
    /// </returns>
    public async Task<ProcessPaymentResult> ProcessAsync(ProcessPaymentRequest request)
    {
        try
        {
            return await ProcessLockedAsync(request);
        }
        catch (LockTimeoutException)
        {
            // nopCommerce would show the shopper the exception's message.
            return await ErrorAsync("Busy");
        }
    }

    private async Task<ProcessPaymentResult> ProcessLockedAsync(ProcessPaymentRequest request)
    {
        if (await paymentFinder.FindAndPollAsync(request) is not { } open)
            return await PendingAsync(request);

        var isUnderLock = lockedPayments.IsHeldByCaller(open.Id);
        return await lockedPayments.RunAsync(open.Id, async locked =>
        {
            var payment = locked.Payment;
            if (payment.OrderId is not null)
                return await ErrorAsync("PaymentInUse");
            if (!payment.IsPaidOrReserved)
                return await BindAsync(locked, request);
            if (payment.AwaitsDecision)
                return await ErrorAsync("Undecided");
            if (payment.IsIncomplete)
                return await ErrorAsync("NotCompleted");
            if (await totalVerifier.FindMismatchAsync(payment, request) is { } mismatch)
            {
                var error = await totalVerifier.RecordAsync(locked, mismatch);
                Refusal = new PlacementFailure(mismatch.Error, mismatch.IsTransient, locked.Payment.ShopperError);
                return new ProcessPaymentResult { Errors = [error] };
            }

            if (await orderService.GetOrderByGuidAsync(payment.OrderGuid) is { } order)
                return await RefuseAsync(locked, order);
            if (!await claims.TryClaimAsync(payment.Id, request.OrderGuid, isUnderLock))
                return await ErrorAsync("PaymentInUse");

            // A refund needs a claim of its own, so that none can begin from here on.
            if (!await eligibility.CanPayNewOrderAsync(payment))
            {
                await claims.TryReleaseAsync(payment.Id);
                return await ErrorAsync("Undecided");
            }

            await ReserveAsync(locked, request);
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

    private async Task<ProcessPaymentResult> BindAsync(LockedPayment locked, ProcessPaymentRequest request)
    {
        await ReserveAsync(locked, request);
        return await PendingAsync(request);
    }

    private static async Task ReserveAsync(LockedPayment locked, ProcessPaymentRequest request)
    {
        if (locked.Payment.OrderGuid == request.OrderGuid)
            return;

        locked.Payment.ReserveOrderGuid(request.OrderGuid);
        await locked.SaveAsync();
    }

    private async Task<ProcessPaymentResult> PendingAsync(ProcessPaymentRequest request)
    {
        await referenceWriter.WriteLinkAsync(request);
        return new ProcessPaymentResult { NewPaymentStatus = PaymentStatus.Pending };
    }

    // An order that was paid in another way has the GUID that was meant for this payment's order. That stays so.
    private Task<ProcessPaymentResult> RefuseAsync(LockedPayment locked, Order order)
    {
        if (order.PaymentMethodSystemName != GlaseDefaults.SystemName)
            Refusal = PlacementFailure.Refusal(string.Create(CultureInfo.InvariantCulture,
                $"order {order.Id} was placed instead, with another payment method."), locked.Payment.ShopperError);
        return ErrorAsync("PaymentInUse");
    }

    private async Task<ProcessPaymentResult> ErrorAsync(string key)
    {
        return new ProcessPaymentResult { Errors = [await localizationService.GetErrorTextAsync(key)] };
    }
}
