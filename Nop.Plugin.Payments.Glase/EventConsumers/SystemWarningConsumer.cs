using Nop.Plugin.Payments.Glase.Factories;
using Nop.Services.Events;
using Nop.Web.Areas.Admin.Models.Common;

namespace Nop.Plugin.Payments.Glase.EventConsumers;

/// <summary>
/// Adds what the plugin has to say to the admin's page of warnings.
/// </summary>
public class SystemWarningConsumer(SystemWarningFactory warningFactory) : IConsumer<SystemWarningCreatedEvent>
{
    /// <inheritdoc />
    public async Task HandleEventAsync(SystemWarningCreatedEvent eventMessage)
    {
        foreach (var warning in await warningFactory.PrepareAsync())
            eventMessage.SystemWarnings.Add(warning);
    }
}
