using Nop.Core.Domain.Common;
using Nop.Core.Infrastructure;

namespace Nop.Web.Framework.Models;

public abstract record BaseSearchModel : BaseNopModel, IPagingRequestModel
{
    public int Page => 1 + Start / Length;

    public int PageSize => Length;

    public string AvailablePageSizes { get; set; }

    public string Draw { get; set; }

    public int Start { get; set; }

    public int Length { get; set; } = 10;

    public virtual void SetGridPageSize()
    {
        var settings = EngineContext.Current.Resolve<AdminAreaSettings>();
        SetGridPageSize(settings?.DefaultGridPageSize ?? 0, settings?.GridPageSizes);
    }

    public virtual void SetGridPageSize(int pageSize, string availablePageSizes = null)
    {
        (Start, Length, AvailablePageSizes) = (0, pageSize, availablePageSizes);
    }
}
