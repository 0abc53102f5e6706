using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Filters;
using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Services.Common;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// Runs before the steps of nopCommerce's checkout that choose a payment method or place the order. Where that is another method than
/// Glase, the cart's code is cancelled first, and a shopper who has paid with it is led to the payment instead.
/// </summary>
public class SecondPaymentFilter(OtherMethodGuard guard, PaymentUrls urls, IGenericAttributeService genericAttributeService,
    IWorkContext workContext, IStoreContext storeContext) : IAsyncActionFilter
{
    // The names that nopCommerce's actions have, in the checkout on several pages and on one.
    private const string Choose = "PaymentMethod";
    private const string ChooseOnOnePage = "OpcSavePaymentMethod";
    private const string Confirm = "Confirm";
    private const string ConfirmOnOnePage = "OpcConfirmOrder";
    private const string Parameter = "paymentmethod";

    /// <inheritdoc />
    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var action = (context.ActionDescriptor as ControllerActionDescriptor)?.ActionName;
        if (HttpMethods.IsPost(context.HttpContext.Request.Method) && await IsOtherMethodAsync(context, action)
            && await guard.CancelOrFindPaidAsync() is { } payment)
        {
            var url = urls.Pay(payment.Token);
            // The checkout on one page goes where the answer says.
            context.Result = action is ChooseOnOnePage or ConfirmOnOnePage
                ? new JsonResult(new { redirect = url })
                : new LocalRedirectResult(url);
            return;
        }

        await next();
    }

    private async Task<bool> IsOtherMethodAsync(ActionExecutingContext context, string action)
    {
        return action switch
        {
            Choose or ChooseOnOnePage => context.ActionArguments.TryGetValue(Parameter, out var chosen)
                && chosen is string { Length: > 0 } and not GlaseDefaults.SystemName,
            Confirm or ConfirmOnOnePage => await GetChosenAsync() != GlaseDefaults.SystemName,
            _ => false
        };
    }

    private async Task<string> GetChosenAsync()
    {
        return await genericAttributeService.GetAttributeAsync<string>(await workContext.GetCurrentCustomerAsync(),
            NopCustomerDefaults.SelectedPaymentMethodAttribute, (await storeContext.GetCurrentStoreAsync()).Id);
    }
}
