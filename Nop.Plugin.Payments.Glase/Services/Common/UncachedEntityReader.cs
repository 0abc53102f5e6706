using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Data;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// Reads orders and customers from the database, bypassing nopCommerce's per-request cache.
/// </summary>
/// <remarks>
/// nopCommerce's own services answer from a cache of the request: a second read returns what the first read, whatever another request
/// has stored since. Code that decides while holding a lock, or that writes an order, reads it here immediately before.
/// </remarks>
public class UncachedEntityReader(IRepository<Customer> customers, IRepository<Order> orders)
{
    /// <summary>
    /// Gets an order, also a deleted one; null when there is none.
    /// </summary>
    public Task<Order> GetOrderAsync(int orderId)
    {
        return orders.GetByIdAsync(orderId);
    }

    /// <summary>
    /// Gets an order, also a deleted one; null when there is none, or no number.
    /// </summary>
    public Task<Order> GetOrderAsync(int? orderId)
    {
        return orderId is { } id ? GetOrderAsync(id) : Task.FromResult<Order>(null);
    }

    /// <summary>
    /// Gets a customer, also a deleted one; null when there is none.
    /// </summary>
    public Task<Customer> GetCustomerAsync(int customerId)
    {
        return customers.GetByIdAsync(customerId);
    }
}
