using System.Globalization;
using Nop.Core;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Common;
using Nop.Services.Orders;
using Nop.Services.Security;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares payments for admins, from what is recorded here: Glase is not asked.
/// </summary>
public class PaymentPanelModelFactory(AdminAmounts amounts, AdminTexts texts, PaymentStore paymentStore, RefundStore refundStore,
    IGenericAttributeService genericAttributeService, IOrderService orderService, IPermissionService permissionService,
    IStoreService storeService, IWorkContext workContext, OrderCurrency orderCurrency, PaymentTimeline timeline,
    ReportingAccountProvider accounts, TimeProvider timeProvider)
{
    /// <summary>
    /// The admin's own attribute that says whether the card on order pages is folded.
    /// </summary>
    public const string HideBlockAttribute = "OrderPage.HideGlaseBlock";

    /// <summary>
    /// Prepares the card of an order's page.
    /// </summary>
    /// <param name="orderId">The order</param>
    /// <param name="link">Its payment link; null when it has none</param>
    /// <returns>The card; null when the order has neither a Glase payment nor a payment link, or the account is a vendor's</returns>
    public async Task<OrderPaymentsModel> PrepareForOrderAsync(int orderId, OrderLinkPanelModel link = null)
    {
        if (await workContext.GetCurrentVendorAsync() is not null)
            return null;

        var payments = await paymentStore.GetAllByOrderIdAsync(orderId);
        if (payments.Count == 0 && link is null)
            return null;

        var panel = payments.Count > 0
            ? await PrepareAsync(payments.FirstOrDefault(payment => payment.AwaitsDecision) ?? payments[0], onOwnPage: false) with { Link = link }
            : null;
        var admin = await workContext.GetCurrentCustomerAsync();
        return new OrderPaymentsModel
        {
            Payment = panel,
            Link = link,
            IsFolded = panel is not { Tasks.Count: > 0 } && await genericAttributeService.GetAttributeAsync<bool>(admin, HideBlockAttribute)
        };
    }

    /// <summary>
    /// Prepares one payment.
    /// </summary>
    /// <param name="payment">The payment</param>
    /// <param name="onOwnPage">Whether it is shown on a page of its own</param>
    public async Task<PaymentPanelModel> PrepareAsync(GlasePayment payment, bool onOwnPage)
    {
        var refunds = await refundStore.GetByPaymentIdAsync(payment.Id);
        var order = payment.OrderId is { } orderId ? await orderService.GetOrderByIdAsync(orderId) : null;
        var totals = RefundTotals.From(payment, refunds);
        var beyondOrder = refunds.Any(refund => refund.IsOutcomeUnknown) ? 0 : totals.GetOverpayment(order);
        var isUnapplied = payment.IsUnapplied;
        var paidCurrency = payment.EffectiveCurrencyCode;
        var model = new PaymentPanelModel
        {
            PaymentId = payment.Id,
            OnOwnPage = onOwnPage,
            CanManage = await permissionService.AuthorizeAsync(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE),
            Status = await texts.StatusAsync(payment),
            StatusColor = ColorOf(payment),
            InvoiceReference = payment.InvoiceReference,
            PaymentReference = payment.ErsReference,
            OrderId = order?.Id,
            CustomerId = payment.CustomerId,
            StoreName = (await storeService.GetStoreByIdAsync(payment.StoreId))?.Name,
            InvoiceAmount = await amounts.WriteAsync(payment.Amount, payment.CurrencyCode),
            Paid = payment.PaidAmount is { } paid ? await amounts.WriteAsync(paid, payment.PaidCurrencyCode) : null,
            Refunded = payment.PaidAmount is not null ? await amounts.WriteAsync(totals.Refunded, paidCurrency) : null,
            RefundableAmount = payment.PaidAmount is not null ? await amounts.WriteAsync(totals.Refundable, paidCurrency) : null,
            LastError = payment.LastError,
            Receipt = await ReceiptAsync(payment),
            CanRefreshStatus = payment.InvoiceReference is not null && !payment.IsFinal,
            CanCancelInvoice = payment.IsOpen,
            CanCompleteOrRefund = isUnapplied && !payment.AwaitsDecision && !refunds.Any(refund => refund.IsOutcomeUnknown),
            CanMarkRefundedOutsideGlase = ExternalRefundResolution.CanMarkRefundedOutsideGlase(payment, refunds, order),
            CanCloseReservation = payment.Status == GlasePaymentStatus.Reserved,
            CanReleaseReservation = order is { OrderTotal: 0, PaymentStatus: PaymentStatus.Authorized } && payment.Status == GlasePaymentStatus.Reserved,
            UnsyncedRefund = totals.GetUnsyncedAmount(order) is > 0 and var missing ? await amounts.WriteAsync(missing, paidCurrency) : null,
            AwaitsDecision = payment.AwaitsDecision,
            CanRefundPayment = payment is { AwaitsDecision: true, ErsReference: not null, PaidAmount: not null },
            CanPlaceOrder = PaymentDecisionPolicy.CanPlaceOrder(payment)
                && await paymentStore.GetOpenAsync(CheckoutKeys.ForCart(payment.CustomerId, payment.StoreId)) is null,
            CanApply = payment.AwaitsDecision && order is not null && PaymentDecisionPolicy.CanApplyToOrder(payment, order, await orderCurrency.GetCodeAsync(order)),
            Overpayment = beyondOrder > 0 ? await amounts.WriteAsync(beyondOrder, paidCurrency) : null,
            OverpaymentValue = beyondOrder.ToString("0.##", CultureInfo.InvariantCulture),
            RefundedValue = totals.Refunded.ToString("0.##", CultureInfo.InvariantCulture)
        };

        if (payment.Status == GlasePaymentStatus.Reserved)
        {
            model.ReservedAmount = payment.ReservedAmount is { } held ? await amounts.WriteAsync(held, payment.CurrencyCode) : null;
            model.ReservedUntil = payment.ReservationEndsOnUtc is { } end
                ? await texts.WriteAsync(end)
                : await texts.PanelAsync("ReservedUntil.Unknown");
        }

        foreach (var refund in refunds)
            model.Refunds.Add(await PrepareAsync(refund, payment));
        await AddTasksAsync(model, payment, order);
        await timeline.AddAsync(model, payment, refunds);
        await AddOthersAsync(model, payment);
        return model;
    }

    private async Task<RefundPanelModel> PrepareAsync(GlaseRefund refund, GlasePayment payment)
    {
        var isUndecided = refund.IsUnresolved(timeProvider.GetUtcNow().UtcDateTime);
        var amount = await amounts.WriteAsync(refund.Amount, payment.EffectiveCurrencyCode);
        var time = await texts.WriteAsync(refund.CreatedOnUtc);
        return new RefundPanelModel
        {
            RefundId = refund.Id,
            Time = time,
            Amount = amount,
            Status = await texts.EnumAsync(isUndecided ? GlaseRefundStatus.Unknown : refund.Status),
            StatusColor = refund.Status switch
            {
                GlaseRefundStatus.Succeeded => "green",
                GlaseRefundStatus.Refused => "",
                _ => "yellow"
            },
            Reference = refund.ErsReference,
            Remark = refund.DecidedOnUtc is { } decided
                ? await texts.PanelAsync("DecidedBy", refund.DecidedBy, await texts.WriteAsync(decided))
                : isUndecided ? null : refund.Error,
            Instruction = isUndecided ? await texts.PanelAsync("UnknownRefund.Instruction", payment.ErsReference, amount, time) : null,
            Proposal = isUndecided && refund.ProposedReference is not null
                ? await texts.PanelAsync("UnknownRefund.Proposal", refund.ProposedReference, amount)
                : null,
            ProposedReference = isUndecided ? refund.ProposedReference : null
        };
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

    private async Task AddTasksAsync(PaymentPanelModel model, GlasePayment payment, Order order)
    {
        if (model.Refunds.Any(refund => refund.Instruction is not null))
            await AddDecisionAsync(model, payment);
        else if (model.CanMarkRefundedOutsideGlase)
            model.Tasks.Add(await texts.PanelAsync(payment.IsIncomplete ? "Task.Incomplete"
                : model.Refunds.Count > 0 ? "Task.RefundRefused" : "Task.CompleteLate"));
        else if (model.AwaitsDecision)
            model.Tasks.Add(await texts.PanelAsync("Task.PaymentDecision"));
        else if (model.CanCompleteOrRefund)
            model.Tasks.Add(await texts.PanelAsync("Task.Unapplied"));
        if (payment.Status == GlasePaymentStatus.Reserved && order is not null && ReservationReleasePolicy.GetReleaseReason(order) is not null)
            model.Tasks.Add(await texts.PanelAsync("Task.ReservationNotReleased"));
        else if (payment.IsExpiring(timeProvider.GetUtcNow().UtcDateTime))
            model.Tasks.Add(await texts.PanelAsync("Task.ReservationExpiring", model.ReservedUntil));
        if (model.UnsyncedRefund is { } missing)
            model.Tasks.Add(await texts.PanelAsync("Task.UnsyncedRefund", missing));
    }

    private async Task AddDecisionAsync(PaymentPanelModel model, GlasePayment payment)
    {
        model.Tasks.Add(await texts.PanelAsync("Task.UnknownRefund"));
        model.CanLoadReports = await accounts.GetByStoreAsync(payment.StoreId) is { IsComplete: true };
    }

    private async Task AddOthersAsync(PaymentPanelModel model, GlasePayment payment)
    {
        if (payment.OrderId is not { } orderId)
            return;

        foreach (var other in await paymentStore.GetAllByOrderIdAsync(orderId))
        {
            if (other.Id != payment.Id)
                model.OtherPayments.Add((other.Id, await texts.PanelAsync("OtherPayment", await texts.WriteAsync(other.CreatedOnUtc),
                    await texts.StatusAsync(other))));
        }
    }

    internal static string ColorOf(GlasePayment payment)
    {
        return payment.Status switch
        {
            GlasePaymentStatus.Paid or GlasePaymentStatus.Reserved => payment.IsApplied ? "green" : "yellow",
            GlasePaymentStatus.Failed => "red",
            _ => payment.IsClosed ? "" : "blue"
        };
    }
}
