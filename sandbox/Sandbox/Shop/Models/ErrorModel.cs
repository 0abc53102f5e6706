using Nop.Web.Framework.Models;

namespace Sandbox.Shop.Models;

public record ErrorModel : BaseNopModel
{
    public string Title { get; set; }

    public string Text { get; set; }
}
