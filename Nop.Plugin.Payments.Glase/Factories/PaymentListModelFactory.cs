using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Customers;
using Nop.Services.Helpers;
using Nop.Services.Localization;
using Nop.Services.Orders;
using Nop.Services.Security;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares the admin's list of payments.
/// </summary>
public class PaymentListModelFactory(AdminTexts texts, ICustomerService customerService, IDateTimeHelper dateTimeHelper,
    ILocalizationService localizationService, IOrderService orderService, IPermissionService permissionService,
    IRepository<Address> addresses, PaymentSearch search)
{
    private const int PageSize = 50;
    private readonly IRepository<Address> _addresses = addresses;

    /// <summary>
    /// Gets what a search means: days are those of the admin's time zone.
    /// </summary>
    public async Task<PaymentFilter> PrepareFilterAsync(PaymentListModel model)
    {
        var timeZone = await dateTimeHelper.GetCurrentTimeZoneAsync();
        DateTime? Utc(DateOnly? day) => day is { } date
            ? dateTimeHelper.ConvertToUtcTime(date.ToDateTime(TimeOnly.MinValue), timeZone)
            : null;

        return new PaymentFilter
        {
            OrderNumber = model.OrderNumber,
            Reference = model.Reference,
            Email = model.Email,
            Status = model.StatusId is { } status && Enum.IsDefined((GlasePaymentStatus)status) ? (GlasePaymentStatus)status : null,
            WithoutOrder = model.WithoutOrder,
            FromUtc = Utc(model.From),
            BeforeUtc = Utc(model.To is { } to && to < DateOnly.MaxValue ? to.AddDays(1) : null)
        };
    }

    /// <summary>
    /// Fills in what was found.
    /// </summary>
    public async Task<PaymentListModel> PrepareAsync(PaymentListModel model)
    {
        var filter = await PrepareFilterAsync(model);
        var found = await search.SearchAsync(filter, Math.Clamp(model.PageNumber, 1, int.MaxValue / PageSize) - 1, PageSize);
        if (found.Count == 0 && found.TotalPages > 0)
            found = await search.SearchAsync(filter, found.TotalPages - 1, PageSize);
        model.PageNumber = found.PageIndex + 1;
        model.PageCount = found.TotalPages;
        model.Total = found.TotalCount;
        model.CanExport = await permissionService.AuthorizeAsync(StandardPermission.Orders.ORDERS_IMPORT_EXPORT);
        AddSearch(model);
        await AddStatusesAsync(model);

        var orderIds = found.Select(payment => payment.OrderId).OfType<int>().Distinct();
        var orders = (await orderService.GetOrdersByIdsAsync([.. orderIds])).ToDictionary(order => order.Id);
        var customerIds = found.Select(payment => payment.CustomerId).Distinct();
        var customers = (await customerService.GetCustomersByIdsAsync([.. customerIds])).ToDictionary(customer => customer.Id);
        var addresses = await AddressesAsync(orders.Values, customers.Values);
        foreach (var payment in found)
        {
            var order = payment.OrderId is { } orderId ? orders.GetValueOrDefault(orderId) : null;
            var customer = customers.GetValueOrDefault(payment.CustomerId);
            var addressId = order?.BillingAddressId ?? customer?.BillingAddressId ?? 0;
            model.Payments.Add(await PrepareAsync(payment, order, customer?.Email ?? addresses.GetValueOrDefault(addressId)));
        }

        return model;
    }

    // Guests have no e-mail address of their own, but their billing address has one.
    private async Task<Dictionary<int, string>> AddressesAsync(IEnumerable<Order> orders, IEnumerable<Customer> customers)
    {
        var ids = customers.Where(customer => customer.Email is null).Select(customer => customer.BillingAddressId).OfType<int>()
            .Concat(orders.Select(order => order.BillingAddressId)).Distinct().ToList();
        return (await _addresses.GetByIdsAsync(ids)).ToDictionary(address => address.Id, address => address.Email);
    }

    private async Task<PaymentListItemModel> PrepareAsync(GlasePayment payment, Order order, string email)
    {
        var time = await dateTimeHelper.ConvertToUserTimeAsync(payment.CreatedOnUtc, DateTimeKind.Utc);
        return new PaymentListItemModel
        {
            PaymentId = payment.Id,
            Time = time.ToString(CultureInfo.CurrentCulture),
            State = await texts.StateAsync(payment),
            StateStyle = PaymentPanelModelFactory.StyleOf(payment),
            Amount = PaymentPanelModelFactory.Text(payment.Amount, payment.CurrencyCode),
            Reference = payment.ErsReference ?? payment.InvoiceReference,
            OrderId = payment.OrderId,
            OrderNumber = order?.CustomOrderNumber,
            CustomerId = payment.CustomerId,
            Email = email
        };
    }

    private async Task AddStatusesAsync(PaymentListModel model)
    {
        model.Statuses.Add(new SelectListItem(await localizationService.GetResourceAsync("Admin.Common.All"), ""));
        foreach (var status in Enum.GetValues<GlasePaymentStatus>())
        {
            var number = ((int)status).ToString(CultureInfo.InvariantCulture);
            model.Statuses.Add(new SelectListItem(await localizationService.GetLocalizedEnumAsync(status), number,
                model.StatusId == (int)status));
        }
    }

    private static void AddSearch(PaymentListModel model)
    {
        void Add(string name, object value)
        {
            if (Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text)
                model.Search[name] = text;
        }

        Add(nameof(PaymentListModel.OrderNumber), model.OrderNumber);
        Add(nameof(PaymentListModel.Reference), model.Reference);
        Add(nameof(PaymentListModel.Email), model.Email);
        Add(nameof(PaymentListModel.StatusId), model.StatusId);
        Add(nameof(PaymentListModel.From), model.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add(nameof(PaymentListModel.To), model.To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add(nameof(PaymentListModel.WithoutOrder), model.WithoutOrder ? "true" : null);
    }
}
