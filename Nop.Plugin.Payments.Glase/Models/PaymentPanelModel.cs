using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// One payment as admins see it: on its order's page, or on a page of its own. All texts are for the admin's language, all
/// times in the admin's time zone, all amounts with their currency.
/// </summary>
public record PaymentPanelModel : BaseNopModel
{
    /// <summary>
    /// Gets or sets the payment's id.
    /// </summary>
    public int PaymentId { get; set; }

    /// <summary>
    /// Gets or sets whether the payment is shown on a page of its own, to which its buttons return.
    /// </summary>
    public bool OnOwnPage { get; set; }

    /// <summary>
    /// Gets or sets whether the admin may change orders, and so press the buttons.
    /// </summary>
    public bool CanManage { get; set; }

    /// <summary>
    /// Gets or sets the status of the payment, in words.
    /// </summary>
    public string Status { get; set; }

    /// <summary>
    /// Gets or sets the colour of the status, as nopCommerce's order list names it.
    /// </summary>
    public string StatusColor { get; set; }

    /// <summary>
    /// Gets what an admin has to do, one or two sentences each.
    /// </summary>
    public IList<string> Tasks { get; } = [];

    /// <summary>
    /// Gets or sets Glase's reference of the invoice; null when Glase never accepted it.
    /// </summary>
    public string InvoiceReference { get; set; }

    /// <summary>
    /// Gets or sets Glase's reference of the payment; null when it was not paid.
    /// </summary>
    public string PaymentReference { get; set; }

    /// <summary>
    /// Gets or sets the id of the payment's order; null when there is none.
    /// </summary>
    public int? OrderId { get; set; }

    /// <summary>
    /// Gets or sets the shopper's id.
    /// </summary>
    public int CustomerId { get; set; }

    /// <summary>
    /// Gets or sets the name of the store.
    /// </summary>
    public string StoreName { get; set; }

    /// <summary>
    /// Gets or sets the amount of the invoice.
    /// </summary>
    public string InvoiceAmount { get; set; }

    /// <summary>
    /// Gets or sets the amount that Glase holds for the shop; null when there is no reservation.
    /// </summary>
    public string ReservedAmount { get; set; }

    /// <summary>
    /// Gets or sets until when Glase holds it, or that this is unknown; null when there is no reservation.
    /// </summary>
    public string ReservedUntil { get; set; }

    /// <summary>
    /// Gets or sets the amount that was paid; null when none was.
    /// </summary>
    public string Paid { get; set; }

    /// <summary>
    /// Gets or sets the amount that was refunded; null when nothing was paid.
    /// </summary>
    public string Refunded { get; set; }

    /// <summary>
    /// Gets or sets the amount that can still be refunded; null when nothing was paid.
    /// </summary>
    public string RefundableAmount { get; set; }

    /// <summary>
    /// Gets or sets the last error; null when there was none.
    /// </summary>
    public string LastError { get; set; }

    /// <summary>
    /// Gets or sets the status of the receipt, in a sentence or two; null when there is none.
    /// </summary>
    public string Receipt { get; set; }

    /// <summary>
    /// Gets or sets whether a period's report may show the outcome of a refund that is unknown.
    /// </summary>
    public bool CanLoadReports { get; set; }

    /// <summary>
    /// Gets the refunds, the oldest first.
    /// </summary>
    public IList<RefundPanelModel> Refunds { get; } = [];

    /// <summary>
    /// Gets the events of the payment, the oldest first.
    /// </summary>
    public IList<(string Time, string Event)> Timeline { get; } = [];

    /// <summary>
    /// Gets the payments that were meant for the same order.
    /// </summary>
    public IList<(int PaymentId, string Name)> OtherPayments { get; } = [];

    /// <summary>
    /// Gets or sets whether Glase can be polled for the status.
    /// </summary>
    public bool CanRefreshStatus { get; set; }

    /// <summary>
    /// Gets or sets whether the invoice can be cancelled.
    /// </summary>
    public bool CanCancelInvoice { get; set; }

    /// <summary>
    /// Gets or sets whether an admin can have the order placed, or else the payment refunded, now.
    /// </summary>
    public bool CanCompleteOrRefund { get; set; }

    /// <summary>
    /// Gets or sets whether an admin decides about a payment that the shop could not refund, which may be refunded outside Glase.
    /// </summary>
    public bool CanMarkRefundedOutsideGlase { get; set; }

    /// <summary>
    /// Gets or sets whether the payment is a reservation, which an admin may close if Glase does not know it.
    /// </summary>
    public bool CanCloseReservation { get; set; }

    /// <summary>
    /// Gets or sets whether the order shows less than what Glase refunded.
    /// </summary>
    public bool CanSyncRefunds => UnsyncedRefund is not null;

    /// <summary>
    /// Gets or sets what Glase refunded and the order does not show; null when there is nothing.
    /// </summary>
    public string UnsyncedRefund { get; set; }

    /// <summary>
    /// Gets or sets whether an admin has to decide what becomes of the payment.
    /// </summary>
    public bool AwaitsDecision { get; set; }

    /// <summary>
    /// Gets or sets whether Glase can be asked to refund a payment that awaits a decision.
    /// </summary>
    public bool CanRefundPayment { get; set; }

    /// <summary>
    /// Gets or sets whether the order of the payment's cart can be placed.
    /// </summary>
    public bool CanPlaceOrder { get; set; }

    /// <summary>
    /// Gets or sets whether the payment can be applied to its order.
    /// </summary>
    public bool CanApply { get; set; }

    /// <summary>
    /// Gets or sets how much can be refunded here, because the order's own buttons do not refund it; null for nothing.
    /// </summary>
    public string Overpayment { get; set; }

    /// <summary>
    /// Gets or sets the same as a number, for the field; and the most that may be entered there.
    /// </summary>
    public string OverpaymentValue { get; set; }

    /// <summary>
    /// Gets or sets what was refunded when the page was made, as a number: sent with the form, so that it refunds once.
    /// </summary>
    public string RefundedValue { get; set; }

    /// <summary>
    /// Gets or sets whether the reservation can be released here, because nopCommerce does not offer to void the order.
    /// </summary>
    public bool CanReleaseReservation { get; set; }

    /// <summary>
    /// Gets or sets the link by which the order can be paid; null when it cannot, and on a payment's own page.
    /// </summary>
    public OrderLinkPanelModel Link { get; set; }
}
