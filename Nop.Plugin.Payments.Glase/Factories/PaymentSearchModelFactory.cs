using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Services.Customers;
using Nop.Services.Localization;
using Nop.Services.Security;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares the page on which an admin searches for payments.
/// </summary>
public class PaymentSearchModelFactory(AdminDays days, AdminPreferences preferences, AdminTexts texts, ICustomerService customerService,
    ILocalizationService localizationService, IPermissionService permissionService)
{
    /// <summary>
    /// Fills in what there is to choose from.
    /// </summary>
    /// <param name="searchModel">What the page's address says</param>
    public async Task<PaymentSearchModel> PrepareAsync(PaymentSearchModel searchModel)
    {
        searchModel.CanExport = await permissionService.AuthorizeAsync(StandardPermission.Orders.ORDERS_IMPORT_EXPORT);
        searchModel.HideSearchBlock = await preferences.IsFoldedAsync(AdminPreferences.HidePaymentSearchAttribute);
        searchModel.CustomerName = await NameAsync(searchModel.CustomerId);
        searchModel.AvailableStatuses.Add(new SelectListItem(await localizationService.GetResourceAsync("Admin.Common.All"), ""));
        foreach (var status in Enum.GetValues<GlasePaymentStatus>())
        {
            var number = ((int)status).ToString(CultureInfo.InvariantCulture);
            searchModel.AvailableStatuses.Add(new SelectListItem(await texts.EnumAsync(status), number, searchModel.StatusId == (int)status));
        }

        foreach (var range in await days.GetRangesAsync())
            searchModel.AvailableRanges.Add(range);
        searchModel.SetGridPageSize();
        return searchModel;
    }

    private async Task<string> NameAsync(int? customerId)
    {
        if (customerId is not > 0)
            return null;

        var customer = await customerService.GetCustomerByIdAsync(customerId.Value);
        return string.IsNullOrEmpty(customer?.Email) ? customerId.Value.ToString(CultureInfo.InvariantCulture) : customer.Email;
    }
}
