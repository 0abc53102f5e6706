using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Sandbox.Shop.Controllers;

namespace Sandbox.Shop;

/// <summary>Gives both checkouts the one name under which routes, views and filters know nopCommerce's.</summary>
internal sealed class OneCheckoutConvention : IControllerModelConvention
{
    public void Apply(ControllerModel controller)
    {
        if (controller.ControllerType == typeof(OnePageCheckoutController))
            controller.ControllerName = "Checkout";
    }
}
