using Nop.Core.Domain.Orders;
using Nop.Services.Localization;
using Nop.Services.Orders;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services;

/// <summary>
/// Writes Glase's reference of the payment onto orders, from where nopCommerce shows it on pages, in e-mails and in print.
/// </summary>
public class OrderReference
{
    private readonly ILocalizationService _localizationService;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public OrderReference(ILocalizationService localizationService)
    {
        _localizationService = localizationService;
    }

    /// <summary>
    /// Writes it onto an order that the caller will save.
    /// </summary>
    public async Task WriteAsync(Order order, string ersReference)
    {
        var values = new CustomValues();
        values.FillByXml(order.CustomValuesXml);
        values[await LabelAsync()] = ersReference;
        order.CustomValuesXml = values.SerializeToXml();
    }

    /// <summary>
    /// Writes it onto the request of an order that is about to be placed.
    /// </summary>
    public async Task WriteAsync(ProcessPaymentRequest request, string ersReference)
    {
        request.CustomValues[await LabelAsync()] = ersReference;
    }

    private Task<string> LabelAsync()
    {
        return _localizationService.GetResourceAsync(GlaseDefaults.ResourcePrefix + ".Reference");
    }
}
