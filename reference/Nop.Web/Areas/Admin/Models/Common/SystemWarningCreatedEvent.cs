namespace Nop.Web.Areas.Admin.Models.Common;

public class SystemWarningCreatedEvent
{
    public SystemWarningCreatedEvent()
    {
    }

    public IList<SystemWarningModel> SystemWarnings { get; } = [];
}
