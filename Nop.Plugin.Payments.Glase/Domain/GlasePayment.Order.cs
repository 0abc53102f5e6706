using Nop.Core.Domain.Orders;

namespace Nop.Plugin.Payments.Glase.Domain;

/// <content>
/// What changes a payment as its order is placed and paid. See <c>GlasePayment.Transitions.cs</c>.
/// </content>
public partial class GlasePayment
{
    /// <summary>
    /// Sets the GUID that its order will have.
    /// </summary>
    public void ReserveOrderGuid(Guid orderGuid)
    {
        Require(OrderId is null, "it has an order");
        OrderGuid = orderGuid;
    }

    /// <summary>
    /// Ties it to an order, whose one open payment it is from now on unless it has ended.
    /// </summary>
    /// <param name="orderId">The order</param>
    /// <param name="orderGuid">The order's GUID</param>
    /// <param name="customerId">
    /// The order's customer: another one than the cart's when the shopper logged in, and the cart was moved, while the order was being saved
    /// </param>
    public void BindToOrder(int orderId, Guid orderGuid, int customerId)
    {
        Require(OrderId is null || OrderId == orderId, "it has another order");
        OrderId = orderId;
        OrderGuid = orderGuid;
        CustomerId = customerId;
        if (!IsClosed)
            CheckoutKey = CheckoutKeys.ForOrder(orderId);
    }

    /// <summary>
    /// Gets whether <see cref="BindToOrder"/> would change nothing.
    /// </summary>
    public bool IsBoundTo(Order order)
    {
        return OrderId == order.Id && OrderGuid == order.OrderGuid && CustomerId == order.CustomerId
            && (IsClosed || CheckoutKey == CheckoutKeys.ForOrder(order.Id));
    }

    /// <summary>
    /// Moves it, with the cart that it is for, to another customer.
    /// </summary>
    public void MoveToCustomer(int customerId)
    {
        Require(OrderId is null && !IsClosed, "it is not the open payment of a cart");
        CustomerId = customerId;
        CheckoutKey = CheckoutKeys.ForCart(customerId, StoreId);
    }

    /// <summary>
    /// Records that nopCommerce saved its order in part only, which is still to be completed.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void ScheduleOrderCompletion(DateTime nowUtc)
    {
        OrderCompletionDueOnUtc ??= nowUtc;
    }

    /// <summary>
    /// Records that its order is completed.
    /// </summary>
    public void RecordOrderCompleted()
    {
        OrderCompletionDueOnUtc = null;
    }

    /// <summary>
    /// Records that the plugin begins to mark the order as paid, or to complete what nopCommerce had left undone.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    /// <returns>Whether it begins now; not when it began before</returns>
    public bool TryBeginApplying(DateTime nowUtc)
    {
        if (ApplyingOnUtc is not null)
            return false;

        ApplyingOnUtc = nowUtc;
        return true;
    }

    /// <summary>
    /// Records that its order is paid with it, or authorized by its reservation.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void RecordApplied(DateTime nowUtc)
    {
        Require(IsPaidOrReserved && OrderId is not null, "only what is paid or reserved is applied, to an order");
        if (Status == GlasePaymentStatus.Paid)
            AppliedOnUtc = nowUtc;
        else
            (AuthorizedOnUtc, ReleaseRequestedOnUtc) = (nowUtc, null);
        LastError = null;
        NextPlacementAttemptOnUtc = null;
        ShopperError = null;
        // What a shopper entered is with the order, and not needed here any more.
        Costs = null;
    }

    /// <summary>
    /// Records that an attempt to place its order failed.
    /// </summary>
    /// <param name="isTransient">Whether the reason may pass: only such attempts count</param>
    /// <param name="nextAttemptOnUtc">When it is tried again (UTC); null when it is not</param>
    /// <param name="error">Why, in words for the store owner</param>
    /// <param name="shopperError">Why, in words for the shopper; null when it is not the shopper's business</param>
    public void RecordPlacementFailure(bool isTransient, DateTime? nextAttemptOnUtc, string error, string shopperError)
    {
        Require(OrderId is null, "it has an order");
        if (isTransient)
            FailedPlacementAttempts++;
        NextPlacementAttemptOnUtc = nextAttemptOnUtc;
        LastError = error;
        ShopperError = shopperError;
    }

    /// <summary>
    /// Records that no order could be placed with it because the order would come to something else than was paid.
    /// </summary>
    /// <param name="error">Why, in words for the store owner; kept only where nothing went wrong before</param>
    /// <param name="shopperError">Why, in words for the shopper; null when it is not the shopper's business</param>
    public void RecordMismatch(string error, string shopperError)
    {
        Require(OrderId is null, "it has an order");
        LastError ??= error;
        ShopperError = shopperError;
    }

    /// <summary>
    /// Records what went wrong last.
    /// </summary>
    /// <param name="error">What went wrong, in words for the store owner; null when nothing is wrong any more</param>
    public void RecordError(string error)
    {
        LastError = error;
    }

    /// <summary>
    /// Has an admin decide what becomes of the money. What was decided before does not count any more. A cart whose payment it was may be
    /// paid in another way meanwhile.
    /// </summary>
    /// <param name="orderId">The order that it was meant for; null when there is none</param>
    /// <param name="reason">Why no order can be paid with it, in words for the store owner</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void RequestDecision(int? orderId, string reason, DateTime nowUtc)
    {
        Require(Status == GlasePaymentStatus.Paid && AppliedOnUtc is null, "only what is paid and not applied is decided on");
        if (!AwaitsDecision)
        {
            DecisionRequestedOnUtc = nowUtc;
            (Decision, DecidedOnUtc, DecidedBy) = (PaymentDecision.None, null, null);
        }

        OrderId ??= orderId;
        LastError = reason;
        if (OrderId is null)
            CheckoutKey = Token;
    }

    /// <summary>
    /// Records what an admin decided about the money. A capture may have taken less than was reserved: what is applied to the order is
    /// what was paid. Where the order is still to be placed, the payment is the open one of its cart again.
    /// </summary>
    /// <param name="decision">What was decided</param>
    /// <param name="decidedBy">The admin's email address</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void Decide(PaymentDecision decision, string decidedBy, DateTime nowUtc)
    {
        Require(AwaitsDecision, "there is nothing to decide");
        (Decision, DecidedOnUtc, DecidedBy) = (decision, nowUtc, decidedBy);
        if (decision != PaymentDecision.ApplyToOrder)
            return;

        Amount = PaidAmount ?? throw new InvalidOperationException("Glase has not said how much was paid.");
        if (OrderId is null)
            CheckoutKey = CheckoutKeys.ForCart(CustomerId, StoreId);
    }

    /// <summary>
    /// Records that all of the money was refunded because no order could be paid with it.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void MarkRefunded(DateTime nowUtc)
    {
        Require(Status == GlasePaymentStatus.Paid, "only what is paid is refunded");
        ReversedOnUtc = nowUtc;
        Costs = null;
        EndWith(GlasePaymentStatus.Refunded);
    }
}
