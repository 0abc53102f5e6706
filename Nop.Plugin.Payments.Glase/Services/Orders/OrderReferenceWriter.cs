using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Localization;
using Nop.Services.Orders;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Writes Glase's payment reference to the order, or as long as there is none its payment link, where nopCommerce shows it on pages, in
/// emails, in print and in the PDF invoice.
/// </summary>
public class OrderReferenceWriter(ICustomerService customerService, ILocalizationService localizationService, OrderLinks links)
{
    /// <summary>
    /// Writes it onto an order that the caller will save.
    /// </summary>
    public async Task WriteAsync(Order order, string ersReference)
    {
        var values = new CustomValues();
        values.FillByXml(order.CustomValuesXml);
        values.Remove(await LinkLabelAsync(order.CustomerLanguageId));
        values[await LabelAsync(order.CustomerLanguageId)] = ersReference;
        order.CustomValuesXml = values.SerializeToXml();
    }

    /// <summary>
    /// Writes it onto the request of an order that is about to be placed.
    /// </summary>
    public async Task WriteAsync(ProcessPaymentRequest request, string ersReference)
    {
        var customer = await customerService.GetCustomerByIdAsync(request.CustomerId);
        request.CustomValues.Remove(await LinkLabelAsync(customer?.LanguageId));
        request.CustomValues[await LabelAsync(customer?.LanguageId)] = ersReference;
    }

    /// <summary>
    /// Writes the payment link onto the request of an order that is about to be placed unpaid.
    /// </summary>
    public async Task WriteLinkAsync(ProcessPaymentRequest request)
    {
        if (await links.GetUrlAsync(request.OrderGuid, request.StoreId) is not { } url)
            return;

        var customer = await customerService.GetCustomerByIdAsync(request.CustomerId);
        request.CustomValues[await LinkLabelAsync(customer?.LanguageId)] = url;
    }

    private Task<string> LinkLabelAsync(int? languageId)
    {
        return localizationService.GetShopperTextAsync(GlaseDefaults.ResourcePrefix + ".Payment.Label", languageId);
    }

    private Task<string> LabelAsync(int? languageId)
    {
        return localizationService.GetShopperTextAsync(GlaseDefaults.ResourcePrefix + ".Reference", languageId);
    }
}
