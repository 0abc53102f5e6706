using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Sandbox.Shop.Models;
using INopLogger = Nop.Services.Logging.ILogger;

namespace Sandbox.Shop.Controllers;

[IgnoreAntiforgeryToken]
public class ErrorController : Controller
{
    [Route("/error")]
    public async Task<IActionResult> Failed()
    {
        var exception = HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (exception is not null)
            await HttpContext.RequestServices.GetRequiredService<INopLogger>().ErrorAsync(exception.Message, exception);
        return View("Error", new ErrorModel { Title = "Something went wrong", Text = exception?.ToString() });
    }

    [Route("/error/{status:int}")]
    public IActionResult Status(int status)
    {
        return View("Error", status == StatusCodes.Status404NotFound
            ? new ErrorModel { Title = "There is no such page" }
            : new ErrorModel { Title = $"That did not work ({status})" });
    }
}
