using Nop.Core;
using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Searching;

/// <summary>
/// Finds payments for admins, the newest first, a page at a time.
/// </summary>
public class PaymentSearch
{
    private const int LongestTerm = 1000;

    private readonly IRepository<Address> _addresses;
    private readonly IRepository<Customer> _customers;
    private readonly IRepository<GlaseInvoice> _invoices;
    private readonly IRepository<GlaseRefund> _refunds;
    private readonly IRepository<Order> _orders;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public PaymentSearch(IRepository<Address> addresses, IRepository<Customer> customers, IRepository<GlaseInvoice> invoices,
        IRepository<GlaseRefund> refunds, IRepository<Order> orders)
    {
        _addresses = addresses;
        _customers = customers;
        _invoices = invoices;
        _refunds = refunds;
        _orders = orders;
    }

    /// <summary>
    /// Gets one page of what fits, and how many there are.
    /// </summary>
    public Task<IPagedList<GlaseInvoice>> SearchAsync(PaymentFilter filter, int pageIndex, int pageSize)
    {
        return _invoices.GetAllPagedAsync(query => Apply(query, filter).OrderByDescending(invoice => invoice.Id), pageIndex, pageSize);
    }

    /// <summary>
    /// Gets all that fits, in batches that the memory holds.
    /// </summary>
    public async IAsyncEnumerable<IList<GlaseInvoice>> ReadAllAsync(PaymentFilter filter, int batchSize)
    {
        var below = int.MaxValue;
        IList<GlaseInvoice> batch;
        do
        {
            var start = below;
            batch = await _invoices.GetAllAsync(query => Apply(query, filter)
                .Where(invoice => invoice.Id < start)
                .OrderByDescending(invoice => invoice.Id)
                .Take(batchSize));
            if (batch.Count == 0)
                yield break;

            yield return batch;
            below = batch[^1].Id;
        }
        while (batch.Count == batchSize);
    }

    private IQueryable<GlaseInvoice> Apply(IQueryable<GlaseInvoice> query, PaymentFilter filter)
    {
        if (filter.Status is { } status)
            query = query.Where(invoice => invoice.StatusId == (int)status);
        if (filter.FromUtc is { } from)
            query = query.Where(invoice => invoice.CreatedOnUtc >= from);
        if (filter.BeforeUtc is { } before)
            query = query.Where(invoice => invoice.CreatedOnUtc < before);
        if (filter.WithoutOrder)
            query = query.Where(invoice => invoice.OrderId == null && (invoice.PaidOnUtc != null || invoice.ReservedOnUtc != null));
        string number = filter.OrderNumber?.Trim(), reference = filter.Reference?.Trim(), email = filter.Email?.Trim();
        if (!CanBeFound(number, LongestTerm) || !CanBeFound(reference, TextLengths.Reference) || !CanBeFound(email, TextLengths.Email))
            return query.Where(invoice => false);

        if (!string.IsNullOrEmpty(number))
            query = OfOrder(query, number);
        if (!string.IsNullOrEmpty(reference))
            query = OfReference(query, reference);
        return string.IsNullOrEmpty(email) ? query : OfShopper(query, email);
    }

    // Asked for a text that its columns cannot hold (too long, a control character, on MySQL a character of four bytes, such as an
    // emoji), a database may fail instead of finding nothing.
    private static bool CanBeFound(string term, int longest)
    {
        return term is null || term.Length <= longest && !term.Any(character => char.IsSurrogate(character) || char.IsControl(character));
    }

    private IQueryable<GlaseInvoice> OfOrder(IQueryable<GlaseInvoice> query, string number)
    {
        var orderIds = _orders.Table.Where(order => order.CustomOrderNumber == number).Select(order => (int?)order.Id).ToList();
        return query.Where(invoice => orderIds.Contains(invoice.OrderId));
    }

    private IQueryable<GlaseInvoice> OfReference(IQueryable<GlaseInvoice> query, string reference)
    {
        var refunded = _refunds.Table.Where(refund => refund.ErsReference == reference).Select(refund => refund.InvoiceId).ToList();
        return query.Where(invoice => invoice.InvoiceReference == reference || invoice.ErsReference == reference
            || refunded.Contains(invoice.Id));
    }

    private IQueryable<GlaseInvoice> OfShopper(IQueryable<GlaseInvoice> query, string email)
    {
        var addresses = _addresses.Table.Where(address => address.Email.Contains(email));
        var customers = _customers.Table.Where(customer => customer.Email.Contains(email)
            || addresses.Any(address => address.Id == customer.BillingAddressId));
        var orders = _orders.Table.Where(order => addresses.Any(address => address.Id == order.BillingAddressId));
        return query.Where(invoice => customers.Any(customer => customer.Id == invoice.CustomerId)
            || orders.Any(order => order.Id == invoice.OrderId));
    }
}
