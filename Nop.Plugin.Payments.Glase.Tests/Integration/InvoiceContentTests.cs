using Glase.Simulator.Wire;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Tax;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// What the payer reads on the invoice, and that it is what the order then costs.
/// </summary>
public class InvoiceContentTests : ShopTestBase
{
    [Test]
    public async Task Prices_with_and_without_tax_and_every_reduction_add_up(
        [Values] bool pricesIncludeTax, [Values] TaxDisplayType display, [Values(true, false)] bool rounded)
    {
        await _fixture.Shop.ChangeSettingsAsync<TaxSettings>(settings =>
        {
            settings.PricesIncludeTax = pricesIncludeTax;
            settings.TaxDisplayType = display;
        });
        await _fixture.Shop.ChangeSettingsAsync<ShoppingCartSettings>(settings => settings.RoundPricesDuringCalculation = rounded);
        await _fixture.ChangeAsync(settings => (settings.AdditionalFee, settings.AdditionalFeePercentage) = (2.5m, true));
        await FillCartAsync();

        await PayAndCheckAsync();
    }

    [Test]
    public async Task A_shopper_who_looks_at_another_currency_pays_in_that_of_the_shop()
    {
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.GoAsync("changecurrency/2");

        var invoice = await PayAndCheckAsync();

        Assert.That(invoice.TotalAmount.Currency, Is.EqualTo("EUR"));
    }

    [Test]
    public async Task An_item_stands_on_the_invoice_with_its_numbers_and_its_tax()
    {
        await _httpShopper.PutIntoCartAsync();

        var row = (await PayAndCheckAsync()).InvoiceRows[0];

        Assert.Multiple(() =>
        {
            Assert.That(row.ItemDescription, Is.EqualTo("Forest roast coffee"));
            Assert.That(row.ItemSku, Is.EqualTo("NL-COFFEE"));
            Assert.That(row.ItemEan, Is.EqualTo("7350012340017"));
            Assert.That(row.ItemQuantity, Is.EqualTo(1));
            Assert.That(row.ItemTaxRate, Is.EqualTo(12));
            Assert.That(row.ItemUnitPrice.Value, Is.EqualTo(5.55m));
            Assert.That(row.ItemTotalAmount.Value, Is.EqualTo(5.55m));
        });
    }

    [Test]
    public async Task Owners_may_send_one_row_with_the_total()
    {
        await _fixture.ChangeAsync(settings => settings.SendInvoiceRows = false);
        await FillCartAsync();

        Assert.That((await PayAndCheckAsync()).InvoiceRows, Has.Length.EqualTo(1));
    }

    private async Task FillCartAsync()
    {
        foreach (var article in new[] { 0, 0, 1, 2, 2, 2, 3 })
            await _httpShopper.PutIntoCartAsync(article);
        foreach (var (field, code) in new[]
        {
            ("#discountcouponcode", "AUTUMN10"), ("#discountcouponcode", "FIVEOFF"), ("#giftcardcouponcode", "GIFT-25")
        })
        {
            await _httpShopper.GoAsync("cart");
            await _httpShopper.PressAsync(_httpShopper.Page.QuerySelector(field).Closest("form").QuerySelector("button"), ("code", code));
        }

        await _httpShopper.GoAsync("cart");
        var wrapping = _httpShopper.Page.QuerySelector("select[name^=attribute]");
        await _httpShopper.PressAsync(_httpShopper.Page.QuerySelector("[name=updatecart]"),
            (wrapping.GetAttribute("name"), wrapping.QuerySelectorAll("option")[1].GetAttribute("value")));
    }

    private async Task<InvoiceContent> PayAndCheckAsync()
    {
        var code = await _httpShopper.CheckOutAsync();
        Assert.That(code.HasCode, Is.True, _httpShopper.Page.Body.TextContent);
        var invoice = _fixture.Glase.Invoice(code.Reference).Content;

        _fixture.Glase.Pay(code.Reference);
        await _httpShopper.CompleteAsync(code);

        var order = await _fixture.OnlyOrderAsync();
        Assert.Multiple(() =>
        {
            Assert.That(invoice.TotalAmount.Value, Is.EqualTo(Math.Round(order.OrderTotal, 2, MidpointRounding.AwayFromZero)));
            Assert.That(invoice.InvoiceRows.Sum(row => row.ItemTotalAmount.Value), Is.EqualTo(invoice.TotalAmount.Value));
            Assert.That(order.PaymentStatus, Is.EqualTo(Nop.Core.Domain.Payments.PaymentStatus.Paid));
            Assert.That(_fixture.Glase.Violations, Is.Empty);
        });
        return invoice;
    }
}
