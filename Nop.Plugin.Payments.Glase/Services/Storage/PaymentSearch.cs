using Nop.Core;
using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Finds payments for admins: one sorted page at a time, or all of them, the newest first.
/// </summary>
public class PaymentSearch(IRepository<Address> addresses, IRepository<Customer> customers, IRepository<GlasePayment> payments,
    IRepository<GlaseRefund> refunds, IRepository<Order> orders)
{
    private const int MaxTermLength = 1000;

    private readonly IRepository<Address> _addresses = addresses;
    private readonly IRepository<Customer> _customers = customers;
    private readonly IRepository<Order> _orders = orders;

    /// <summary>
    /// Gets one page of what fits, and how many there are.
    /// </summary>
    /// <param name="filter">Which payments</param>
    /// <param name="pageIndex">The page, from 0</param>
    /// <param name="pageSize">How many stand on a page</param>
    /// <param name="sort">What they are sorted by</param>
    /// <param name="descending">Whether the highest value, or the newest, comes first</param>
    public Task<IPagedList<GlasePayment>> SearchAsync(PaymentFilter filter, int pageIndex, int pageSize,
        PaymentSort sort = PaymentSort.Created, bool descending = true)
    {
        return payments.GetAllPagedAsync(query => Sort(Apply(query, filter), sort, descending), pageIndex, pageSize);
    }

    /// <summary>
    /// Gets all that fits, in batches that the memory holds.
    /// </summary>
    public async IAsyncEnumerable<IList<GlasePayment>> ReadAllAsync(PaymentFilter filter, int batchSize)
    {
        var below = int.MaxValue;
        IList<GlasePayment> batch;
        do
        {
            var start = below;
            batch = await payments.GetAllAsync(query => Apply(query, filter)
                .Where(payment => payment.Id < start)
                .OrderByDescending(payment => payment.Id)
                .Take(batchSize));
            if (batch.Count == 0)
                yield break;

            yield return batch;
            below = batch[^1].Id;
        }
        while (batch.Count == batchSize);
    }

    // Payments that are equal by what they are sorted by stand the newest first, so that no page repeats or leaves out one.
    private static IQueryable<GlasePayment> Sort(IQueryable<GlasePayment> query, PaymentSort sort, bool descending)
    {
        return (sort, descending) switch
        {
            (PaymentSort.Status, false) => query.OrderBy(payment => payment.StatusId).ThenByDescending(payment => payment.Id),
            (PaymentSort.Status, true) => query.OrderByDescending(payment => payment.StatusId).ThenByDescending(payment => payment.Id),
            (PaymentSort.Amount, false) => query.OrderBy(payment => payment.Amount).ThenByDescending(payment => payment.Id),
            (PaymentSort.Amount, true) => query.OrderByDescending(payment => payment.Amount).ThenByDescending(payment => payment.Id),
            (PaymentSort.Order, false) => query.OrderBy(payment => payment.OrderId).ThenByDescending(payment => payment.Id),
            (PaymentSort.Order, true) => query.OrderByDescending(payment => payment.OrderId).ThenByDescending(payment => payment.Id),
            (_, false) => query.OrderBy(payment => payment.Id),
            _ => query.OrderByDescending(payment => payment.Id)
        };
    }

    private IQueryable<GlasePayment> Apply(IQueryable<GlasePayment> query, PaymentFilter filter)
    {
        if (filter.Status is { } status)
            query = query.Where(payment => payment.StatusId == (int)status);
        if (filter.FromUtc is { } from)
            query = query.Where(payment => payment.CreatedOnUtc >= from);
        if (filter.BeforeUtc is { } before)
            query = query.Where(payment => payment.CreatedOnUtc < before);
        if (filter.WithoutOrder)
            query = query.Where(payment => payment.OrderId == null && (payment.PaidOnUtc != null || payment.ReservedOnUtc != null));
        if (filter.CustomerId is { } customerId)
            query = query.Where(payment => payment.CustomerId == customerId);
        if (filter.NeedsAttentionAtUtc is { } now)
            query = NeedingAttention(query, now);
        query = OfMoney(query, filter);
        string number = filter.OrderNumber?.Trim(), reference = filter.Reference?.Trim(), email = filter.Email?.Trim();
        if (!IsSearchable(number, MaxTermLength) || !IsSearchable(reference, ColumnLengths.Reference) || !IsSearchable(email, ColumnLengths.Email))
            return query.Where(payment => false);

        if (!string.IsNullOrEmpty(number))
            query = OfOrder(query, number);
        if (!string.IsNullOrEmpty(reference))
            query = OfReference(query, reference);
        return string.IsNullOrEmpty(email) ? query : OfShopper(query, email);
    }

    private IQueryable<GlasePayment> OfMoney(IQueryable<GlasePayment> query, PaymentFilter filter)
    {
        if (filter.WaitingAtUtc is { } now)
            query = PaymentStatistics.WaitingOf(query, now);
        if (filter.PaidFromUtc is { } paidFrom)
            query = query.Where(payment => payment.PaidOnUtc >= paidFrom);
        if (filter.PaidBeforeUtc is { } paidBefore)
            query = query.Where(payment => payment.PaidOnUtc < paidBefore);
        if (filter.Refunded is not { } refunded)
            return query;

        var paymentIds = PaymentStatistics.MadeWithin(refunds.Table, refunded.FromUtc, refunded.BeforeUtc)
            .Select(refund => refund.PaymentId).Distinct().ToList();
        return query.Where(payment => paymentIds.Contains(payment.Id));
    }

    // Asked for a text that its columns cannot hold (too long, a control character, on MySQL a character of four bytes, such as an
    // emoji), a database may fail instead of finding nothing.
    private static bool IsSearchable(string term, int maxLength)
    {
        return term is null || term.Length <= maxLength && !term.Any(character => char.IsSurrogate(character) || char.IsControl(character));
    }

    private IQueryable<GlasePayment> NeedingAttention(IQueryable<GlasePayment> query, DateTime nowUtc)
    {
        const int paid = (int)GlasePaymentStatus.Paid;
        const int unknown = (int)GlaseRefundStatus.Unknown;
        const int requested = (int)GlaseRefundStatus.Requested;
        var requestedBefore = nowUtc - GlaseDefaults.RefundResponseGracePeriod;
        var undecided = refunds.Table
            .Where(refund => refund.StatusId == unknown || refund.StatusId == requested && refund.CreatedOnUtc < requestedBefore)
            .Select(refund => refund.PaymentId)
            .ToList();
        return query.Where(payment => undecided.Contains(payment.Id)
            || payment.StatusId == paid && payment.AppliedOnUtc == null && payment.DecisionRequestedOnUtc != null && payment.DecisionId == null);
    }

    private IQueryable<GlasePayment> OfOrder(IQueryable<GlasePayment> query, string number)
    {
        var orderIds = _orders.Table.Where(order => order.CustomOrderNumber == number).Select(order => (int?)order.Id).ToList();
        return query.Where(payment => orderIds.Contains(payment.OrderId));
    }

    private IQueryable<GlasePayment> OfReference(IQueryable<GlasePayment> query, string reference)
    {
        var refunded = refunds.Table.Where(refund => refund.ErsReference == reference).Select(refund => refund.PaymentId).ToList();
        return query.Where(payment => payment.InvoiceReference == reference || payment.ErsReference == reference
            || refunded.Contains(payment.Id));
    }

    private IQueryable<GlasePayment> OfShopper(IQueryable<GlasePayment> query, string email)
    {
        var addresses = _addresses.Table.Where(address => address.Email.Contains(email));
        var customers = _customers.Table.Where(customer => customer.Email.Contains(email)
            || addresses.Any(address => address.Id == customer.BillingAddressId));
        var orders = _orders.Table.Where(order => addresses.Any(address => address.Id == order.BillingAddressId));
        return query.Where(payment => customers.Any(customer => customer.Id == payment.CustomerId)
            || orders.Any(order => order.Id == payment.OrderId));
    }
}
