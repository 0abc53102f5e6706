using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Security;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Says which actions on a payment an admin is offered.
/// </summary>
public class PaymentActionsFactory(IPermissionService permissionService, OrderCurrency orderCurrency, PaymentStore paymentStore)
{
    /// <summary>
    /// Fills the actions into a payment's panel.
    /// </summary>
    /// <param name="model">The panel</param>
    /// <param name="payment">The payment</param>
    /// <param name="refunds">Its refunds</param>
    /// <param name="order">Its order; null when it has none</param>
    public async Task AddAsync(PaymentPanelModel model, GlasePayment payment, IList<GlaseRefund> refunds, Order order)
    {
        model.CanManage = await permissionService.AuthorizeAsync(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE);
        model.CanRefreshStatus = payment.InvoiceReference is not null && !payment.IsFinal;
        model.CanCancelInvoice = payment.IsOpen;
        model.CanCompleteOrRefund = payment is { IsUnapplied: true, AwaitsDecision: false } && !refunds.Any(refund => refund.IsOutcomeUnknown);
        model.CanMarkRefundedOutsideGlase = ExternalRefundResolution.CanMarkRefundedOutsideGlase(payment, refunds, order);
        model.CanCloseReservation = payment.Status == GlasePaymentStatus.Reserved;
        model.CanReleaseReservation = payment.Status == GlasePaymentStatus.Reserved
            && order is { OrderTotal: 0, PaymentStatus: PaymentStatus.Authorized };
        model.CanRefundPayment = payment is { AwaitsDecision: true, ErsReference: not null, PaidAmount: not null };
        model.CanPlaceOrder = PaymentDecisionPolicy.CanPlaceOrder(payment)
            && await paymentStore.GetOpenAsync(CheckoutKeys.ForCart(payment.CustomerId, payment.StoreId)) is null;
        model.CanApply = payment.AwaitsDecision && order is not null
            && PaymentDecisionPolicy.CanApplyToOrder(payment, order, await orderCurrency.GetCodeAsync(order));
    }
}
