using Microsoft.AspNetCore.Mvc;
using Nop.Web.Framework.Components;

namespace Sandbox.Shop.Components;

/// <summary>What the payment step says about checks.</summary>
public class CheckPaymentInfoViewComponent : NopViewComponent
{
    public IViewComponentResult Invoke() => base.View();
}
