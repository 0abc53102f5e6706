using Microsoft.AspNetCore.Mvc;
using Nop.Core;
using Nop.Core.Http;
using Nop.Services.Directory;
using Nop.Services.Localization;
using Nop.Web.Framework.Mvc.Filters;

namespace Sandbox.Shop.Controllers;

public class CommonController : ShopController
{
    private readonly IWorkContext _workContext;

    public CommonController(IWorkContext workContext)
    {
        _workContext = workContext;
    }

    [HttpGet]
    public async Task<IActionResult> SetLanguage(int langid, string returnUrl)
    {
        if (await Service<ILanguageService>().GetLanguageByIdAsync(langid) is { Published: true } language)
            await _workContext.SetWorkingLanguageAsync(language);
        return Back(returnUrl);
    }

    [HttpGet]
    public async Task<IActionResult> SetCurrency(int customercurrency, string returnUrl)
    {
        if (await Service<ICurrencyService>().GetCurrencyByIdAsync(customercurrency) is { Published: true } currency)
            await _workContext.SetWorkingCurrencyAsync(currency);
        return Back(returnUrl);
    }

    [HttpGet]
    [CheckAccessClosedStore(ignore: true)]
    public IActionResult StoreClosed() => View("StoreClosed");

    private IActionResult Back(string returnUrl)
    {
        return Url.IsLocalUrl(returnUrl) ? Redirect(returnUrl) : RedirectToRoute(NopRouteNames.General.HOMEPAGE);
    }
}
