using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Live;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// Describes the state of a payment to the browser of an event stream, and applies what is paid.
/// </summary>
/// <remarks>
/// Most of the shop's services are needed only when there is a change to send, so that each change gets a scope of its own.
/// </remarks>
internal sealed class PaymentEventDescriber(IServiceScopeFactory scopeFactory, IActionContextAccessor actionContextAccessor,
    LogDeduplicator logDeduplicator, SafeLog log)
{
    /// <summary>
    /// Describes a state. It never throws.
    /// </summary>
    /// <returns>The state as JSON; null when it could not be described</returns>
    public async Task<string> TryDescribeAsync(HttpContext context, PaymentSnapshot snapshot)
    {
        try
        {
            // nopCommerce makes links by it, as those in the emails about an order that is paid.
            actionContextAccessor.ActionContext = new ActionContext(context, context.GetRouteData(), new ActionDescriptor());
            await using var scope = scopeFactory.CreateAsyncScope();
            var result = await scope.ServiceProvider.GetRequiredService<PaymentProgress>().AdvanceAsync(snapshot);
            return await scope.ServiceProvider.GetRequiredService<PaymentStatusSerializer>().SerializeAsync(result);
        }
        catch (Exception exception)
        {
            if (logDeduplicator.TryRecord($"stream {snapshot.Payment.Id}", exception))
                await log.WarningAsync($"{PaymentLabels.For(snapshot.Payment)}: its status could not be sent to a waiting page. " +
                    exception.Message, exception);
            return null;
        }
    }
}
