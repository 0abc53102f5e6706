using System.Globalization;
using System.Net;
using Nop.Core;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Common;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Services.Orders;

namespace Sandbox.Services.Orders;

internal sealed class OrderService : IOrderService
{
    private readonly IRepository<Order> _orders;
    private readonly IRepository<OrderItem> _items;
    private readonly IRepository<OrderNote> _notes;
    private readonly IRepository<Product> _products;
    private readonly IRepository<Address> _addresses;

    public OrderService(
        IRepository<Order> orders, IRepository<OrderItem> items, IRepository<OrderNote> notes, IRepository<Product> products,
        IRepository<Address> addresses)
    {
        _orders = orders;
        _items = items;
        _notes = notes;
        _products = products;
        _addresses = addresses;
    }

    public Task<Order> GetOrderByIdAsync(int orderId) => _orders.GetByIdAsync(orderId, _ => default, useShortTermCache: true);

    public Task<Order> GetOrderByCustomOrderNumberAsync(string customOrderNumber)
    {
        return Task.FromResult(_orders.Table.FirstOrDefault(order => order.CustomOrderNumber == customOrderNumber));
    }

    public Task<IList<Order>> GetOrdersByIdsAsync(int[] orderIds) => _orders.GetByIdsAsync(orderIds, includeDeleted: false);

    public Task<IList<Order>> GetOrdersByGuidsAsync(Guid[] orderGuids)
    {
        return _orders.GetAllAsync(query => query.Where(order => orderGuids.Contains(order.OrderGuid)));
    }

    public Task<Order> GetOrderByGuidAsync(Guid orderGuid)
    {
        return Task.FromResult(
            orderGuid == Guid.Empty ? null : _orders.Table.FirstOrDefault(order => order.OrderGuid == orderGuid));
    }

    public Task<IPagedList<Order>> SearchOrdersAsync(
        int storeId = 0, int vendorId = 0, int customerId = 0, int productId = 0, int affiliateId = 0, int warehouseId = 0,
        int billingCountryId = 0, string paymentMethodSystemName = null, DateTime? createdFromUtc = null,
        DateTime? createdToUtc = null, List<int> osIds = null, List<int> psIds = null, List<int> ssIds = null,
        string billingPhone = null, string billingEmail = null, string billingLastName = "", string orderNotes = null,
        int pageIndex = 0, int pageSize = int.MaxValue, bool getOnlyTotalCount = false)
    {
        return _orders.GetAllPagedAsync(
            query =>
            {
                query = query.Where(order => !order.Deleted);
                if (storeId > 0)
                    query = query.Where(order => order.StoreId == storeId);
                if (customerId > 0)
                    query = query.Where(order => order.CustomerId == customerId);
                if (affiliateId > 0)
                    query = query.Where(order => order.AffiliateId == affiliateId);
                if (productId > 0)
                    query = query.Where(
                        order => _items.Table.Any(item => item.OrderId == order.Id && item.ProductId == productId));
                if (!string.IsNullOrEmpty(paymentMethodSystemName))
                    query = query.Where(order => order.PaymentMethodSystemName == paymentMethodSystemName);
                if (createdFromUtc.HasValue)
                    query = query.Where(order => order.CreatedOnUtc >= createdFromUtc.Value);
                if (createdToUtc.HasValue)
                    query = query.Where(order => order.CreatedOnUtc <= createdToUtc.Value);
                if (osIds is { Count: > 0 })
                    query = query.Where(order => osIds.Contains(order.OrderStatusId));
                if (psIds is { Count: > 0 })
                    query = query.Where(order => psIds.Contains(order.PaymentStatusId));
                if (ssIds is { Count: > 0 })
                    query = query.Where(order => ssIds.Contains(order.ShippingStatusId));
                if (!string.IsNullOrEmpty(orderNotes))
                    query = query.Where(
                        order => _notes.Table.Any(note => note.OrderId == order.Id && note.Note.Contains(orderNotes)));
                query = ByBillingAddress(query, billingCountryId, billingPhone, billingEmail, billingLastName);
                return query.OrderByDescending(order => order.CreatedOnUtc).ThenByDescending(order => order.Id);
            },
            pageIndex, pageSize, getOnlyTotalCount);
    }

    public Task DeleteOrderAsync(Order order) => _orders.DeleteAsync(order);

    public Task InsertOrderAsync(Order order) => _orders.InsertAsync(order);

    public Task UpdateOrderAsync(Order order) => _orders.UpdateAsync(order);

    /// <summary>Rates and taxes as an order keeps them: "25:4.98;   ".</summary>
    public SortedDictionary<decimal, decimal> ParseTaxRates(Order order, string taxRatesStr)
    {
        var rates = new SortedDictionary<decimal, decimal>();
        foreach (var line in (taxRatesStr ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = line.Split(':');
            rates[Number(parts[0])] = Number(parts[1]);
        }

        if (rates.Count == 0)
            rates.Add(decimal.Zero, decimal.Zero);
        return rates;
    }

    public Task<OrderItem> GetOrderItemByIdAsync(int orderItemId)
    {
        return _items.GetByIdAsync(orderItemId, _ => default, useShortTermCache: true);
    }

    public async Task<Product> GetProductByOrderItemIdAsync(int orderItemId)
    {
        return await GetOrderItemByIdAsync(orderItemId) is { } item ? await _products.GetByIdAsync(item.ProductId) : null;
    }

    public Task<IList<OrderItem>> GetOrderItemsAsync(
        int orderId, bool? isNotReturnable = null, bool? isShipEnabled = null, int vendorId = 0)
    {
        return _items.GetAllAsync(query => query.Where(item => item.OrderId == orderId).OrderBy(item => item.Id));
    }

    public Task InsertOrderItemAsync(OrderItem orderItem) => _items.InsertAsync(orderItem);

    public Task<IList<OrderNote>> GetOrderNotesByOrderIdAsync(int orderId, bool? displayToCustomer = null)
    {
        return _notes.GetAllAsync(query => query
            .Where(note => note.OrderId == orderId && (displayToCustomer == null || note.DisplayToCustomer == displayToCustomer))
            .OrderBy(note => note.Id));
    }

    public string FormatOrderNoteText(OrderNote orderNote)
    {
        return WebUtility.HtmlEncode(orderNote.Note ?? "").ReplaceLineEndings("<br />");
    }

    public Task InsertOrderNoteAsync(OrderNote orderNote) => _notes.InsertAsync(orderNote);

    private IQueryable<Order> ByBillingAddress(
        IQueryable<Order> query, int countryId, string phone, string email, string lastName)
    {
        if (countryId == 0 && string.IsNullOrEmpty(phone) && string.IsNullOrEmpty(email) && string.IsNullOrEmpty(lastName))
            return query;

        return from order in query
               join address in _addresses.Table on order.BillingAddressId equals address.Id
               where (countryId == 0 || address.CountryId == countryId)
                   && (string.IsNullOrEmpty(phone) || address.PhoneNumber.Contains(phone))
                   && (string.IsNullOrEmpty(email) || address.Email.Contains(email))
                   && (string.IsNullOrEmpty(lastName) || address.LastName.Contains(lastName))
               select order;
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
