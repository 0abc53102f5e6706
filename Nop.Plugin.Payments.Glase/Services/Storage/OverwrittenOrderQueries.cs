using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Finds payments whose orders may not show any more what Glase did, because an older copy of the order was saved.
/// </summary>
public class OverwrittenOrderQueries(IRepository<GlasePayment> payments, IRepository<GlaseRefund> refunds, IRepository<Order> orders)
{
    /// <summary>
    /// Gets payments that were applied to an order which is unpaid, or has no reference, nevertheless, in no order.
    /// </summary>
    /// <param name="appliedAfterUtc">Only those applied after (UTC)</param>
    public Task<IList<GlasePayment>> GetAppliedToUnpaidOrderAsync(DateTime appliedAfterUtc)
    {
        const int paid = (int)GlasePaymentStatus.Paid;
        int[] unpaid = [(int)PaymentStatus.Pending, (int)PaymentStatus.Authorized];
        return payments.GetAllAsync(query =>
            from payment in query
            join order in orders.Table on payment.OrderId equals order.Id
            where payment.StatusId == paid && payment.AppliedOnUtc > appliedAfterUtc
                && (unpaid.Contains(order.PaymentStatusId) || order.CaptureTransactionId == null || order.CaptureTransactionId == "")
            select payment);
    }

    /// <summary>
    /// Gets reservations that were applied to an order which is neither authorized nor paid nevertheless, in no order.
    /// </summary>
    /// <param name="authorizedAfterUtc">Only those applied after (UTC)</param>
    public Task<IList<GlasePayment>> GetReservedForPendingOrderAsync(DateTime authorizedAfterUtc)
    {
        const int reserved = (int)GlasePaymentStatus.Reserved;
        const int pending = (int)PaymentStatus.Pending;
        return payments.GetAllAsync(query =>
            from payment in query
            join order in orders.Table on payment.OrderId equals order.Id
            where payment.StatusId == reserved && payment.AuthorizedOnUtc > authorizedAfterUtc
                && order.PaymentStatusId == pending
            select payment);
    }

    /// <summary>
    /// Gets refunds that were seen on their order, where the order shows less than right after the refund, in no order.
    /// </summary>
    /// <param name="syncedAfterUtc">Only those seen there after (UTC)</param>
    public Task<IList<GlaseRefund>> GetSyncedToUnrefundedOrderAsync(DateTime syncedAfterUtc)
    {
        const int succeeded = (int)GlaseRefundStatus.Succeeded;
        return refunds.GetAllAsync(query =>
            from refund in query
            join payment in payments.Table on refund.PaymentId equals payment.Id
            join order in orders.Table on payment.OrderId equals order.Id
            where refund.StatusId == succeeded && refund.SyncedToOrderOnUtc > syncedAfterUtc
                && order.RefundedAmount < (refund.OrderRefundedBefore ?? 0) + (refund.OrderAmount ?? refund.Amount)
            select refund);
    }
}
