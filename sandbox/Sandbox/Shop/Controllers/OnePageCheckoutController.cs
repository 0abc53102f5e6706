using Microsoft.AspNetCore.Mvc;
using Nop.Core;
using Nop.Core.Domain.Orders;
using Nop.Core.Http;
using Nop.Services.Orders;
using Nop.Services.Payments;
using Sandbox.Shop.Models;
using INopLogger = Nop.Services.Logging.ILogger;

namespace Sandbox.Shop.Controllers;

/// <summary>The checkout on one page: each step is fetched by script when the one before is done.</summary>
public class OnePageCheckoutController : ShopController
{
    private const int RedirectionMinutes = 3;

    private readonly IOrderProcessingService _processing;
    private readonly IShoppingCartService _carts;
    private readonly IPaymentService _payments;
    private readonly IWorkContext _workContext;
    private readonly IWebHelper _web;
    private readonly OrderSettings _settings;

    public OnePageCheckoutController(
        IOrderProcessingService processing, IShoppingCartService carts, IPaymentService payments, IWorkContext workContext,
        IWebHelper web, OrderSettings settings)
    {
        _processing = processing;
        _carts = carts;
        _payments = payments;
        _workContext = workContext;
        _web = web;
        _settings = settings;
    }

    private CheckoutChoices Choices => Service<CheckoutChoices>();

    private CheckoutModelFactory Models => Service<CheckoutModelFactory>();

    [HttpGet]
    public async Task<IActionResult> OnePageCheckout()
    {
        var cart = await Choices.CartAsync();
        if (_settings.CheckoutDisabled || cart.Count == 0)
            return RedirectToRoute(NopRouteNames.General.CART);
        if (!_settings.OnePageCheckoutEnabled)
            return RedirectToRoute(NopRouteNames.Standard.CHECKOUT);
        if (!await Choices.MayOrderAsync())
            return Challenge();

        ViewData["ShippingRequired"] = await _carts.ShoppingCartRequiresShippingAsync(cart);
        return View(await Models.PrepareAddressAsync());
    }

    [HttpPost]
    public Task<IActionResult> OpcSaveBilling(CheckoutAddressModel model) => StepAsync(async cart =>
    {
        if (model.AddressId == 0 && !ModelState.IsValid)
            return await StepJsonAsync("billing", "OpcBillingAddress", await Models.PrepareAddressAsync(model), null);

        await Choices.SaveAddressAsync(model);
        return await _carts.ShoppingCartRequiresShippingAsync(cart)
            ? await StepJsonAsync(
                "shipping-method", "OpcShippingMethods", await Models.PrepareShippingMethodsAsync(), "shipping_method")
            : await PaymentMethodStepAsync(cart);
    });

    [HttpPost]
    public Task<IActionResult> OpcSaveShippingMethod(string shippingoption) => StepAsync(async cart =>
    {
        if (!await Choices.SaveShippingAsync(shippingoption))
            throw new NopException("Please choose how the order is sent.");
        return await PaymentMethodStepAsync(cart);
    });

    [HttpPost]
    public Task<IActionResult> OpcSavePaymentMethod(string paymentmethod, bool useRewardPoints) => StepAsync(async cart =>
    {
        await Choices.UseRewardPointsAsync(useRewardPoints);
        if (!await _processing.IsPaymentWorkflowRequiredAsync(cart))
            return await UnpaidConfirmStepAsync(cart);

        var method = await Choices.SavePaymentMethodAsync(paymentmethod ?? "")
            ?? throw new NopException("Please choose a payment method.");
        if (!Choices.SkipsPaymentInfo(method))
            return await StepJsonAsync("payment-info", "OpcPaymentInfo", Models.PreparePaymentInfo(method), "payment_info");

        await _processing.SetProcessPaymentRequestAsync(new ProcessPaymentRequest());
        return await ConfirmStepAsync(cart);
    });

    [HttpPost]
    [IgnoreAntiforgeryToken]
    public Task<IActionResult> OpcSavePaymentInfo(IFormCollection form) => StepAsync(async cart =>
    {
        var method = await Choices.PaymentMethodAsync() ?? throw new NopException("Payment method is not selected");
        foreach (var warning in await method.ValidatePaymentFormAsync(form))
            ModelState.AddModelError("", warning);
        if (!ModelState.IsValid)
            return await StepJsonAsync("payment-info", "OpcPaymentInfo", Models.PreparePaymentInfo(method), null);

        await _processing.SetProcessPaymentRequestAsync(await method.GetPaymentInfoAsync(form));
        return await ConfirmStepAsync(cart);
    });

    [HttpPost]
    public Task<IActionResult> OpcConfirmOrder() => StepAsync(async cart =>
    {
        var result = await Choices.PlaceOrderAsync();
        if (!result.Success)
        {
            var model = await Models.PrepareConfirmAsync(cart);
            model.Warnings = result.Errors;
            return await StepJsonAsync("confirm-order", "OpcConfirmOrder", model, "confirm_order");
        }

        var methods = Service<IPaymentPluginManager>();
        var method = await methods.LoadPluginBySystemNameAsync(result.PlacedOrder.PaymentMethodSystemName ?? "");
        if (method is { PaymentMethodType: PaymentMethodType.Redirection })
            return Json(new { redirect = $"{_web.GetStoreLocation()}checkout/OpcCompleteRedirectionPayment" });
        if (method is not null)
            await _payments.PostProcessPaymentAsync(new PostProcessPaymentRequest { Order = result.PlacedOrder });
        return Json(new { success = 1 });
    });

    /// <summary>Scripts cannot follow a redirection to a payment page, so the browser comes here for it.</summary>
    [HttpGet]
    public async Task<IActionResult> OpcCompleteRedirectionPayment()
    {
        var order = await LastOrderAsync();
        var method = order is null
            ? null
            : await Service<IPaymentPluginManager>().LoadPluginBySystemNameAsync(order.PaymentMethodSystemName ?? "");
        if (!_settings.OnePageCheckoutEnabled
            || method is not { PaymentMethodType: PaymentMethodType.Redirection }
            || IsOld(order))
            return RedirectToRoute(NopRouteNames.General.HOMEPAGE);

        await _payments.PostProcessPaymentAsync(new PostProcessPaymentRequest { Order = order });
        return _web.IsRequestBeingRedirected || _web.IsPostBeingDone
            ? new EmptyResult()
            : RedirectToRoute(NopRouteNames.Standard.CHECKOUT_COMPLETED, new { orderId = order.Id });
    }

    private async Task<IActionResult> PaymentMethodStepAsync(IList<ShoppingCartItem> cart)
    {
        return await _processing.IsPaymentWorkflowRequiredAsync(cart, false)
            ? await StepJsonAsync(
                "payment-method", "OpcPaymentMethods", await Models.PreparePaymentMethodsAsync(cart), "payment_method")
            : await UnpaidConfirmStepAsync(cart);
    }

    private async Task<IActionResult> UnpaidConfirmStepAsync(IList<ShoppingCartItem> cart)
    {
        await Choices.ForgetPaymentMethodAsync();
        return await ConfirmStepAsync(cart);
    }

    private async Task<IActionResult> ConfirmStepAsync(IList<ShoppingCartItem> cart)
    {
        return await StepJsonAsync("confirm-order", "OpcConfirmOrder", await Models.PrepareConfirmAsync(cart), "confirm_order");
    }

    private async Task<IActionResult> StepJsonAsync(string name, string view, object model, string goTo)
    {
        var html = await Service<PartialRenderer>().RenderAsync(ControllerContext, view, model);
        return Json(new { update_section = new { name, html }, goto_section = goTo });
    }

    private async Task<IActionResult> StepAsync(Func<IList<ShoppingCartItem>, Task<IActionResult>> step)
    {
        try
        {
            var cart = await Choices.CartAsync();
            if (cart.Count == 0)
                throw new NopException("Your cart is empty");
            if (_settings.CheckoutDisabled || !_settings.OnePageCheckoutEnabled)
                throw new NopException("One page checkout is disabled");
            if (!await Choices.MayOrderAsync())
                throw new NopException("Anonymous checkout is not allowed");
            return await step(cart);
        }
        catch (Exception exception)
        {
            await Service<INopLogger>().WarningAsync(exception.Message, exception, await _workContext.GetCurrentCustomerAsync());
            return Json(new { error = 1, message = exception.Message });
        }
    }

    private async Task<Order> LastOrderAsync()
    {
        var customer = await _workContext.GetCurrentCustomerAsync();
        return (await Service<IOrderService>().SearchOrdersAsync(customerId: customer.Id, pageSize: 1)).FirstOrDefault();
    }

    private bool IsOld(Order order)
    {
        return (Service<TimeProvider>().GetUtcNow().UtcDateTime - order.CreatedOnUtc).TotalMinutes > RedirectionMinutes;
    }
}
