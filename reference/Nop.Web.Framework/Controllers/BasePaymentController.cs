namespace Nop.Web.Framework.Controllers;

public abstract class BasePaymentController : BasePluginController
{
}
