using System.Globalization;
using Nop.Core;
using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Customers;
using Nop.Services.Orders;
using Nop.Web.Framework.Models.Extensions;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares the admin's list of payments.
/// </summary>
public class PaymentListModelFactory(AdminAmounts amounts, AdminTexts texts, ICustomerService customerService,
    IOrderService orderService, IRepository<Address> addresses, PaymentFilterFactory filterFactory, PaymentSearch search)
{
    private readonly IRepository<Address> _addresses = addresses;

    /// <summary>
    /// Prepares one page of what was searched for.
    /// </summary>
    public async Task<PaymentListModel> PrepareListAsync(PaymentSearchModel searchModel)
    {
        var filter = await filterFactory.PrepareAsync(searchModel);
        var sort = searchModel.SortedBy switch
        {
            nameof(PaymentListItemModel.Status) => PaymentSort.Status,
            nameof(PaymentListItemModel.Amount) => PaymentSort.Amount,
            nameof(PaymentListItemModel.OrderNumber) => PaymentSort.Order,
            _ => PaymentSort.Created
        };
        var descending = searchModel.SortedBy is null || searchModel.IsDescending;
        var found = await search.SearchAsync(filter, searchModel.PageIndex, searchModel.RowCount, sort, descending);
        return await new PaymentListModel().PrepareToGridAsync(searchModel, found, () => PrepareAsync(found));
    }

    private async IAsyncEnumerable<PaymentListItemModel> PrepareAsync(IPagedList<GlasePayment> found)
    {
        var orderIds = found.Select(payment => payment.OrderId).OfType<int>().Distinct();
        var orders = (await orderService.GetOrdersByIdsAsync([.. orderIds])).ToDictionary(order => order.Id);
        var customerIds = found.Select(payment => payment.CustomerId).Distinct();
        var customers = (await customerService.GetCustomersByIdsAsync([.. customerIds])).ToDictionary(customer => customer.Id);
        var addresses = await AddressesAsync(orders.Values, customers.Values);
        var guest = await texts.ListAsync("Guest");
        foreach (var payment in found)
        {
            var order = payment.OrderId is { } orderId ? orders.GetValueOrDefault(orderId) : null;
            var customer = customers.GetValueOrDefault(payment.CustomerId);
            var addressId = order?.BillingAddressId ?? customer?.BillingAddressId ?? 0;
            yield return await PrepareAsync(payment, order, customer?.Email ?? addresses.GetValueOrDefault(addressId) ?? guest);
        }
    }

    // Guests have no email address of their own, but their billing address has one.
    private async Task<Dictionary<int, string>> AddressesAsync(IEnumerable<Order> orders, IEnumerable<Customer> customers)
    {
        var ids = customers.Where(customer => customer.Email is null).Select(customer => customer.BillingAddressId).OfType<int>()
            .Concat(orders.Select(order => order.BillingAddressId)).Distinct().ToList();
        return (await _addresses.GetByIdsAsync(ids)).ToDictionary(address => address.Id, address => address.Email);
    }

    private async Task<PaymentListItemModel> PrepareAsync(GlasePayment payment, Order order, string customer)
    {
        return new PaymentListItemModel
        {
            Id = payment.Id,
            CreatedOn = await texts.TimeAsync(payment.CreatedOnUtc),
            Status = await texts.StatusAsync(payment),
            StatusColor = PaymentPanelModelFactory.ColorOf(payment),
            Amount = await amounts.WriteAsync(payment.Amount, payment.CurrencyCode),
            Arrived = await ArrivedAsync(payment),
            Reference = payment.ErsReference ?? payment.InvoiceReference,
            OrderId = payment.OrderId,
            OrderNumber = order?.CustomOrderNumber ?? payment.OrderId?.ToString(CultureInfo.InvariantCulture),
            CustomerId = payment.CustomerId,
            Customer = customer
        };
    }

    private async Task<string> ArrivedAsync(GlasePayment payment)
    {
        return payment.PaidAmount is { } paid && (paid != payment.Amount || payment.PaidCurrencyCode is { } currency && currency != payment.CurrencyCode)
            ? await texts.ListAsync("Arrived", await amounts.WriteAsync(paid, payment.PaidCurrencyCode))
            : null;
    }
}
