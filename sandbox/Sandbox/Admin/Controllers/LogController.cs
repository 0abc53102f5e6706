using Microsoft.AspNetCore.Mvc;
using Nop.Services.Security;
using Nop.Web.Framework.Mvc.Filters;
using INopLogger = Nop.Services.Logging.ILogger;

namespace Sandbox.Admin.Controllers;

public class LogController : AdminController
{
    [HttpGet]
    [CheckPermission(StandardPermission.System.MANAGE_SYSTEM_LOG)]
    public async Task<IActionResult> List() => View(await Service<INopLogger>().GetAllLogsAsync(pageSize: 200));
}
