using Nop.Web.Framework.Models;

namespace Sandbox.Admin.Models;

public record CustomerModel : BaseNopEntityModel
{
    public string Email { get; set; }
}
