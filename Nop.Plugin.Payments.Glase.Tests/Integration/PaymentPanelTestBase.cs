using AngleSharp.Dom;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// An admin who looks at a payment's panel, over HTTP, with script off.
/// </summary>
public abstract class PaymentPanelTestBase : AdminShopTestBase
{
    private protected IElement Panel => _admin.Page.QuerySelector(".glase-payment-panel");

    private protected async Task<Order> BuyAsync()
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Pay(code.Reference);
        await _httpShopper.CompleteAsync(code);
        return await _fixture.OnlyOrderAsync();
    }

    private protected async Task RefundAsync(Order order, decimal amount)
    {
        await _admin.GoAsync($"Admin/Order/Edit/{order.Id}");
        await _admin.PressAsync(_admin.Page.QuerySelector("#partialrefundorder"),
            ("amount", amount.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
