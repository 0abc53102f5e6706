using System.Globalization;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Writes what is recorded of a payment for admins: status, references, amounts, receipt.
/// </summary>
public class PaymentDetailsFactory(AdminAmounts amounts, AdminTexts texts, IStoreService storeService)
{
    /// <summary>
    /// Prepares the panel of a payment with its details.
    /// </summary>
    /// <param name="payment">The payment</param>
    /// <param name="refunds">Its refunds</param>
    /// <param name="order">Its order; null when it has none</param>
    public async Task<PaymentPanelModel> PrepareAsync(GlasePayment payment, IList<GlaseRefund> refunds, Order order)
    {
        var totals = RefundTotals.From(payment, refunds);
        var beyondOrder = refunds.Any(refund => refund.IsOutcomeUnknown) ? 0 : totals.GetOverpayment(order);
        var paidCurrency = payment.EffectiveCurrencyCode;
        var isReserved = payment.Status == GlasePaymentStatus.Reserved;
        return new PaymentPanelModel
        {
            PaymentId = payment.Id,
            Status = await texts.StatusAsync(payment),
            StatusColor = PaymentPanelModelFactory.ColorOf(payment),
            InvoiceReference = payment.InvoiceReference,
            PaymentReference = payment.ErsReference,
            OrderId = order?.Id,
            CustomerId = payment.CustomerId,
            StoreName = (await storeService.GetStoreByIdAsync(payment.StoreId))?.Name,
            InvoiceAmount = await amounts.WriteAsync(payment.Amount, payment.CurrencyCode),
            ReservedAmount = isReserved && payment.ReservedAmount is { } held ? await amounts.WriteAsync(held, payment.CurrencyCode) : null,
            ReservedUntil = isReserved ? await ReservedUntilAsync(payment) : null,
            Paid = payment.PaidAmount is { } paid ? await amounts.WriteAsync(paid, payment.PaidCurrencyCode) : null,
            Refunded = payment.PaidAmount is not null ? await amounts.WriteAsync(totals.Refunded, paidCurrency) : null,
            RefundableAmount = payment.PaidAmount is not null ? await amounts.WriteAsync(totals.Refundable, paidCurrency) : null,
            LastError = payment.LastError,
            Receipt = await ReceiptAsync(payment),
            UnsyncedRefund = totals.GetUnsyncedAmount(order) is > 0 and var missing ? await amounts.WriteAsync(missing, paidCurrency) : null,
            AwaitsDecision = payment.AwaitsDecision,
            Overpayment = beyondOrder > 0 ? await amounts.WriteAsync(beyondOrder, paidCurrency) : null,
            OverpaymentValue = beyondOrder.ToString("0.##", CultureInfo.InvariantCulture),
            RefundedValue = totals.Refunded.ToString("0.##", CultureInfo.InvariantCulture)
        };
    }

    private Task<string> ReservedUntilAsync(GlasePayment payment)
    {
        return payment.ReservationEndsOnUtc is { } end ? texts.WriteAsync(end) : texts.PanelAsync("ReservedUntil.Unknown");
    }

    private async Task<string> ReceiptAsync(GlasePayment payment)
    {
        return payment switch
        {
            { ReceiptSubmittedOnUtc: { } submitted } => await texts.PanelAsync("Receipt.Submitted", await texts.WriteAsync(submitted)),
            { ReceiptDueOnUtc: not null, ReceiptError: null } => await texts.PanelAsync("Receipt.Pending"),
            { ReceiptDueOnUtc: { } due } => await texts.PanelAsync("Receipt.Retrying", payment.ReceiptError, await texts.WriteAsync(due)),
            { ReceiptError: not null } => await texts.PanelAsync("Receipt.Failed", payment.ReceiptError),
            _ => null
        };
    }
}
