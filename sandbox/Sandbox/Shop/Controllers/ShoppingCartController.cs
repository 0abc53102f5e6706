using Microsoft.AspNetCore.Mvc;
using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Http;
using Nop.Services.Catalog;
using Nop.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Discounts;
using Nop.Services.Orders;
using Sandbox.Services.Attributes;
using Sandbox.Services.Catalog;

namespace Sandbox.Shop.Controllers;

public class ShoppingCartController : ShopController
{
    private readonly IShoppingCartService _carts;
    private readonly IProductService _products;
    private readonly ICustomerService _customers;
    private readonly IGenericAttributeService _attributes;
    private readonly IStoreContext _storeContext;
    private readonly IWorkContext _workContext;

    public ShoppingCartController(
        IShoppingCartService carts, IProductService products, ICustomerService customers, IGenericAttributeService attributes,
        IStoreContext storeContext, IWorkContext workContext)
    {
        _carts = carts;
        _products = products;
        _customers = customers;
        _attributes = attributes;
        _storeContext = storeContext;
        _workContext = workContext;
    }

    [HttpGet]
    public async Task<IActionResult> Cart() => await CartViewAsync([]);

    [HttpPost]
    public async Task<IActionResult> Add(int productId, int quantity = 1)
    {
        var product = await _products.GetProductByIdAsync(productId);
        if (product is null)
            return NotFound();

        var store = await _storeContext.GetCurrentStoreAsync();
        var customer = await _workContext.GetCurrentCustomerAsync();
        var warnings = await _carts.AddToCartAsync(
            customer, product, ShoppingCartType.ShoppingCart, store.Id, ChosenOptions(productId), quantity: quantity);
        if (warnings.Count == 0)
            return RedirectToRoute(NopRouteNames.General.CART);

        var model = await Service<ProductModelFactory>().PrepareAsync(product);
        model.Warnings = warnings;
        return View("~/Shop/Views/Product/Details.cshtml", model);
    }

    [HttpPost]
    public async Task<IActionResult> Update()
    {
        var store = await _storeContext.GetCurrentStoreAsync();
        var customer = await _workContext.GetCurrentCustomerAsync();
        var warnings = new List<string>();
        foreach (var item in (await _carts.GetShoppingCartAsync(customer, ShoppingCartType.ShoppingCart, store.Id)).ToList())
        {
            var isRemoved = Request.Form["remove"] == $"{item.Id}";
            if (isRemoved || int.TryParse(Request.Form[$"quantity{item.Id}"], out var quantity) && quantity <= 0)
                await _carts.DeleteShoppingCartItemAsync(item);
            else if (int.TryParse(Request.Form[$"quantity{item.Id}"], out quantity) && quantity != item.Quantity)
                warnings.AddRange(await _carts.UpdateShoppingCartItemAsync(
                    customer, item.Id, item.AttributesXml, 0, quantity: quantity));
        }

        await SaveCheckoutAttributesAsync(customer, store.Id);
        if (warnings.Count > 0)
            return await CartViewAsync(warnings);
        return Request.Form.ContainsKey("checkout")
            ? RedirectToRoute(NopRouteNames.Standard.CHECKOUT)
            : RedirectToRoute(NopRouteNames.General.CART);
    }

    [HttpPost]
    public async Task<IActionResult> ApplyDiscount(string code)
    {
        var discounts = string.IsNullOrWhiteSpace(code)
            ? []
            : await Service<IDiscountService>().GetAllDiscountsAsync(couponCode: code.Trim());
        return discounts.Count == 0
            ? await CartViewAsync(["There is no such coupon."])
            : await AddCodeAsync(customer => _customers.ApplyDiscountCouponCodeAsync(customer, discounts[0].CouponCode));
    }

    [HttpPost]
    public async Task<IActionResult> ApplyGiftCard(string code)
    {
        var service = Service<IGiftCardService>();
        var cards = string.IsNullOrWhiteSpace(code)
            ? []
            : (await service.GetAllGiftCardsAsync(giftCardCouponCode: code.Trim())).ToList();
        return cards.Count == 0 || !await service.IsGiftCardValidAsync(cards[0])
            ? await CartViewAsync(["There is nothing on that gift card."])
            : await AddCodeAsync(customer => _customers.ApplyGiftCardCouponCodeAsync(customer, cards[0].GiftCardCouponCode));
    }

    [HttpPost]
    public async Task<IActionResult> RemoveCodes()
    {
        var customer = await _workContext.GetCurrentCustomerAsync();
        await _attributes.SaveAttributeAsync<string>(customer, NopCustomerDefaults.DiscountCouponCodeAttribute, null);
        await _attributes.SaveAttributeAsync<string>(customer, NopCustomerDefaults.GiftCardCouponCodesAttribute, null);
        return RedirectToRoute(NopRouteNames.General.CART);
    }

    private async Task<IActionResult> CartViewAsync(IList<string> warnings)
    {
        var model = await Service<CartModelFactory>().PrepareAsync(isEditable: true);
        model.Warnings = warnings;
        return View("Cart", model);
    }

    private async Task<IActionResult> AddCodeAsync(Func<Customer, Task> add)
    {
        await add(await _workContext.GetCurrentCustomerAsync());
        return RedirectToRoute(NopRouteNames.General.CART);
    }

    private string ChosenOptions(int productId)
    {
        var chosen = new List<(int, int)>();
        foreach (var option in Service<ProductOptions>().OptionsOf(productId))
        {
            if (int.TryParse(Request.Form[$"option{option.Id}"], out var value))
                chosen.Add((option.Id, value));
        }

        return AttributesXml.Write(ProductOptions.Element, chosen);
    }

    private async Task SaveCheckoutAttributesAsync(Customer customer, int storeId)
    {
        var chosen = new List<(int, int)>();
        foreach (var attribute in await Service<CheckoutAttributes>().GetAllAttributesAsync())
        {
            if (int.TryParse(Request.Form[$"attribute{attribute.Id}"], out var value))
                chosen.Add((attribute.Id, value));
        }

        await _attributes.SaveAttributeAsync(
            customer, NopCustomerDefaults.CheckoutAttributes, AttributesXml.Write(CheckoutAttributes.Element, chosen), storeId);
    }
}
