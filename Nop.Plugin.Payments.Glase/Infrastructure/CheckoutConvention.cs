using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// Adds <see cref="SecondPaymentFilter"/> to nopCommerce's checkout, and to one that another plugin puts in its place under the same name.
/// No other request of the shop is slower for it.
/// </summary>
public class CheckoutConvention : IControllerModelConvention
{
    private const string Checkout = "Checkout";

    /// <inheritdoc />
    public void Apply(ControllerModel controller)
    {
        if (controller.ControllerName == Checkout)
            controller.Filters.Add(new ServiceFilterAttribute<SecondPaymentFilter>());
    }
}
