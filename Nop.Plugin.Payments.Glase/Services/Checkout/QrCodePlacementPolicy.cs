using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Security;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Customers;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Decides whether a shopper is shown the code in the payment step or after the order.
/// </summary>
public class QrCodePlacementPolicy(CaptchaSettings captchaSettings, GlaseConnectionProvider connections,
    ICustomerService customerService, OrderSettings orderSettings)
{
    /// <summary>
    /// Gets whether the code comes after the order: where the owner wants it so, or the shop demands something of the shopper at the
    /// confirm step, which nobody would have given when the paid cart is ordered.
    /// </summary>
    public async Task<bool> IsAfterOrderAsync(Customer customer, int storeId)
    {
        var settings = await connections.GetSettingsAsync(storeId);
        return settings.QrCodePlacement == QrCodePlacement.AfterOrder
            || orderSettings.TermsOfServiceOnOrderConfirmPage
            || captchaSettings.Enabled && captchaSettings.ShowOnCheckoutPageForGuests && await customerService.IsGuestAsync(customer);
    }
}
