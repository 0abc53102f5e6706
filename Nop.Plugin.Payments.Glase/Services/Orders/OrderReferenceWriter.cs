using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Services.Customers;
using Nop.Services.Localization;
using Nop.Services.Orders;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Writes Glase's payment reference to the order, where nopCommerce shows it on pages, in e-mails and in print.
/// </summary>
public class OrderReferenceWriter(ICustomerService customerService, ILocalizationService localizationService)
{
    /// <summary>
    /// Writes it onto an order that the caller will save.
    /// </summary>
    public async Task WriteAsync(Order order, string ersReference)
    {
        var values = new CustomValues();
        values.FillByXml(order.CustomValuesXml);
        values[await LabelAsync(order.CustomerLanguageId)] = ersReference;
        order.CustomValuesXml = values.SerializeToXml();
    }

    /// <summary>
    /// Writes it onto the request of an order that is about to be placed.
    /// </summary>
    public async Task WriteAsync(ProcessPaymentRequest request, string ersReference)
    {
        var customer = await customerService.GetCustomerByIdAsync(request.CustomerId);
        request.CustomValues[await LabelAsync(customer?.LanguageId)] = ersReference;
    }

    private Task<string> LabelAsync(int? languageId)
    {
        return localizationService.GetShopperTextAsync(GlaseDefaults.ResourcePrefix + ".Reference", languageId);
    }
}
