using Nop.Web.Framework.Models;

namespace Sandbox.Admin.Models;

public record DashboardModel : BaseNopModel
{
    public int Orders { get; set; }

    public int Pending { get; set; }

    public string Paid { get; set; }

    public int Errors { get; set; }
}
