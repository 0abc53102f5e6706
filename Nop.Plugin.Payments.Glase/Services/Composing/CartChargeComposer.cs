using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Services.Orders;
using Nop.Services.Payments;
using Nop.Services.Tax;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// Composes the invoice lines of a cart's shipping and of the fee for the payment method.
/// </summary>
public class CartChargeComposer(IOrderTotalCalculationService orderTotals, IPaymentService paymentService, ITaxService taxService,
    InvoiceTexts texts)
{
    /// <summary>
    /// Composes the lines, including tax; none for what costs nothing.
    /// </summary>
    public async Task<IList<InvoiceLine>> ComposeAsync(IList<ShoppingCartItem> cart, Customer customer)
    {
        var lines = new List<InvoiceLine>();
        await AddShippingAsync(lines, cart);
        await AddFeeAsync(lines, cart, customer);
        return lines;
    }

    private async Task AddShippingAsync(List<InvoiceLine> lines, IList<ShoppingCartItem> cart)
    {
        var (shipping, taxRate, _) = await orderTotals.GetShoppingCartShippingTotalAsync(cart, true);
        if (shipping is > 0)
            lines.Add(new InvoiceLine(await texts.ShippingAsync(), 1, shipping.Value, shipping, taxRate, Kind: CostKind.Shipping));
    }

    private async Task AddFeeAsync(List<InvoiceLine> lines, IList<ShoppingCartItem> cart, Customer customer)
    {
        var fee = await paymentService.GetAdditionalHandlingFeeAsync(cart, GlaseDefaults.SystemName);
        if (fee == 0)
            return;

        var (price, taxRate) = await taxService.GetPaymentMethodAdditionalFeeAsync(fee, true, customer);
        lines.Add(new InvoiceLine(await texts.FeeAsync(), 1, price, price, taxRate, Kind: CostKind.Fee));
    }
}
