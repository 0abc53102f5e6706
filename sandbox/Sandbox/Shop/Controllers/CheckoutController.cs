using Microsoft.AspNetCore.Mvc;
using Nop.Core;
using Nop.Core.Domain.Orders;
using Nop.Core.Http;
using Nop.Services.Orders;
using Nop.Services.Payments;
using Nop.Web.Framework.Controllers;
using Sandbox.Shop.Models;
using INopLogger = Nop.Services.Logging.ILogger;

namespace Sandbox.Shop.Controllers;

/// <summary>The checkout page by page, its beginning and its end.</summary>
public class CheckoutController : ShopController
{
    private readonly IOrderProcessingService _processing;
    private readonly IShoppingCartService _carts;
    private readonly IWorkContext _workContext;
    private readonly OrderSettings _settings;

    public CheckoutController(
        IOrderProcessingService processing, IShoppingCartService carts, IWorkContext workContext, OrderSettings settings)
    {
        _processing = processing;
        _carts = carts;
        _workContext = workContext;
        _settings = settings;
    }

    private CheckoutChoices Choices => Service<CheckoutChoices>();

    private CheckoutModelFactory Models => Service<CheckoutModelFactory>();

    [HttpGet]
    public async Task<IActionResult> Index()
    {
        if (_settings.CheckoutDisabled || (await Choices.CartAsync()).Count == 0)
            return RedirectToRoute(NopRouteNames.General.CART);
        if (!await Choices.MayOrderAsync())
            return Challenge();

        await Choices.ForgetAsync();
        return RedirectToRoute(_settings.OnePageCheckoutEnabled
            ? NopRouteNames.Standard.CHECKOUT_ONE_PAGE
            : NopRouteNames.Standard.CHECKOUT_BILLING_ADDRESS);
    }

    [HttpGet]
    public async Task<IActionResult> BillingAddress()
    {
        return await GuardAsync() ?? View(await Models.PrepareAddressAsync());
    }

    [HttpPost]
    public async Task<IActionResult> BillingAddress(CheckoutAddressModel model)
    {
        if (await GuardAsync() is { } elsewhere)
            return elsewhere;
        if (model.AddressId == 0 && !ModelState.IsValid)
            return View(await Models.PrepareAddressAsync(model));

        await Choices.SaveAddressAsync(model);
        return RedirectToRoute(NopRouteNames.Standard.CHECKOUT_SHIPPING_METHOD);
    }

    [HttpGet]
    public async Task<IActionResult> ShippingMethod()
    {
        if (await GuardAsync() is { } elsewhere)
            return elsewhere;
        return await _carts.ShoppingCartRequiresShippingAsync(await Choices.CartAsync())
            ? View(await Models.PrepareShippingMethodsAsync())
            : RedirectToRoute(NopRouteNames.Standard.CHECKOUT_PAYMENT_METHOD);
    }

    [HttpPost]
    public async Task<IActionResult> ShippingMethod(string shippingoption)
    {
        if (await GuardAsync() is { } elsewhere)
            return elsewhere;
        return RedirectToRoute(await Choices.SaveShippingAsync(shippingoption)
            ? NopRouteNames.Standard.CHECKOUT_PAYMENT_METHOD
            : NopRouteNames.Standard.CHECKOUT_SHIPPING_METHOD);
    }

    [HttpGet]
    public async Task<IActionResult> PaymentMethod()
    {
        if (await GuardAsync() is { } elsewhere)
            return elsewhere;

        var cart = await Choices.CartAsync();
        if (await _processing.IsPaymentWorkflowRequiredAsync(cart, false))
            return View(await Models.PreparePaymentMethodsAsync(cart));

        await Choices.ForgetPaymentMethodAsync();
        return RedirectToRoute(NopRouteNames.Standard.CHECKOUT_PAYMENT_INFO);
    }

    [HttpPost, ActionName(nameof(PaymentMethod))]
    [FormValueRequired("nextstep")]
    public async Task<IActionResult> SelectPaymentMethod(string paymentmethod, bool useRewardPoints)
    {
        if (await GuardAsync() is { } elsewhere)
            return elsewhere;

        await Choices.UseRewardPointsAsync(useRewardPoints);
        if (!await _processing.IsPaymentWorkflowRequiredAsync(await Choices.CartAsync()))
        {
            await Choices.ForgetPaymentMethodAsync();
            return RedirectToRoute(NopRouteNames.Standard.CHECKOUT_PAYMENT_INFO);
        }

        return RedirectToRoute(await Choices.SavePaymentMethodAsync(paymentmethod ?? "") is null
            ? NopRouteNames.Standard.CHECKOUT_PAYMENT_METHOD
            : NopRouteNames.Standard.CHECKOUT_PAYMENT_INFO);
    }

    [HttpGet]
    public async Task<IActionResult> PaymentInfo()
    {
        if ((await GuardAsync() ?? await GuardPaymentAsync()) is { } elsewhere)
            return elsewhere;

        var method = await Choices.PaymentMethodAsync();
        if (!Choices.SkipsPaymentInfo(method))
            return View(Models.PreparePaymentInfo(method));

        await _processing.SetProcessPaymentRequestAsync(new ProcessPaymentRequest());
        return RedirectToRoute(NopRouteNames.Standard.CHECKOUT_CONFIRM);
    }

    [HttpPost, ActionName(nameof(PaymentInfo))]
    [FormValueRequired("nextstep")]
    public async Task<IActionResult> EnterPaymentInfo(IFormCollection form)
    {
        if ((await GuardAsync() ?? await GuardPaymentAsync()) is { } elsewhere)
            return elsewhere;

        var method = await Choices.PaymentMethodAsync();
        foreach (var warning in await method.ValidatePaymentFormAsync(form))
            ModelState.AddModelError("", warning);
        if (!ModelState.IsValid)
            return View(Models.PreparePaymentInfo(method));

        await _processing.SetProcessPaymentRequestAsync(await method.GetPaymentInfoAsync(form));
        return RedirectToRoute(NopRouteNames.Standard.CHECKOUT_CONFIRM);
    }

    [HttpGet]
    public async Task<IActionResult> Confirm()
    {
        return await GuardAsync() ?? View(await Models.PrepareConfirmAsync(await Choices.CartAsync()));
    }

    [HttpPost, ActionName(nameof(Confirm))]
    public async Task<IActionResult> ConfirmOrder()
    {
        if (await GuardAsync() is { } elsewhere)
            return elsewhere;

        var model = await Models.PrepareConfirmAsync(await Choices.CartAsync());
        try
        {
            var result = await Choices.PlaceOrderAsync();
            if (result.Success)
                return await AfterOrderAsync(result.PlacedOrder);
            foreach (var error in result.Errors)
                model.Warnings.Add(error);
        }
        catch (Exception exception)
        {
            await Service<INopLogger>().WarningAsync(exception.Message, exception);
            model.Warnings.Add(exception.Message);
        }

        return View(model);
    }

    [HttpGet]
    public async Task<IActionResult> Completed(int? orderId)
    {
        if (!await Choices.MayOrderAsync())
            return Challenge();

        var customer = await _workContext.GetCurrentCustomerAsync();
        var orders = Service<IOrderService>();
        var order = orderId.HasValue
            ? await orders.GetOrderByIdAsync(orderId.Value)
            : (await orders.SearchOrdersAsync(customerId: customer.Id, pageSize: 1)).FirstOrDefault();
        if (order is null || order.Deleted || order.CustomerId != customer.Id)
            return RedirectToRoute(NopRouteNames.General.HOMEPAGE);
        return _settings.DisableOrderCompletedPage
            ? RedirectToRoute(NopRouteNames.Standard.ORDER_DETAILS, new { orderId = order.Id })
            : View(Models.PrepareCompleted(order));
    }

    private async Task<IActionResult> AfterOrderAsync(Order order)
    {
        await Service<IPaymentService>().PostProcessPaymentAsync(new PostProcessPaymentRequest { Order = order });
        var web = Service<IWebHelper>();
        return web.IsRequestBeingRedirected || web.IsPostBeingDone
            ? new EmptyResult()
            : RedirectToRoute(NopRouteNames.Standard.CHECKOUT_COMPLETED, new { orderId = order.Id });
    }

    /// <summary>Where to go instead when this step cannot be shown; null when it can.</summary>
    private async Task<IActionResult> GuardAsync()
    {
        if (_settings.CheckoutDisabled || (await Choices.CartAsync()).Count == 0)
            return RedirectToRoute(NopRouteNames.General.CART);
        if (_settings.OnePageCheckoutEnabled)
            return RedirectToRoute(NopRouteNames.Standard.CHECKOUT_ONE_PAGE);
        return await Choices.MayOrderAsync() ? null : Challenge();
    }

    private async Task<IActionResult> GuardPaymentAsync()
    {
        if (!await _processing.IsPaymentWorkflowRequiredAsync(await Choices.CartAsync()))
            return RedirectToRoute(NopRouteNames.Standard.CHECKOUT_CONFIRM);
        return await Choices.PaymentMethodAsync() is null
            ? RedirectToRoute(NopRouteNames.Standard.CHECKOUT_PAYMENT_METHOD)
            : null;
    }
}
