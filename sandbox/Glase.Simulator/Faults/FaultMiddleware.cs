using Glase.Simulator.Wire;

namespace Glase.Simulator.Faults;

/// <summary>Spoils the calls that the plan names, between the gate, which knows the operation, and the operation.</summary>
internal sealed class FaultMiddleware(RequestDelegate next, FaultPlan plan, IHostApplicationLifetime lifetime)
{
    public async Task InvokeAsync(HttpContext context, CurrentCall current)
    {
        var fault = plan.Take(current.Record);
        current.Fault = fault;
        current.Record.Fault = fault;
        switch (fault?.Kind)
        {
            case null or FaultKind.Result:
                await next(context);
                break;
            case FaultKind.Delay:
                await plan.DelayAsync(fault, lifetime.ApplicationStopping);
                await next(context);
                break;
            case FaultKind.ResetBefore:
                context.Abort();
                break;
            default:
                await SpoilAsync(context, current, fault);
                break;
        }
    }

    private async Task SpoilAsync(HttpContext context, CurrentCall current, Fault fault)
    {
        var connection = context.Response.Body;
        using var answer = new MemoryStream();
        if (fault.Acts || AlwaysActs(fault.Kind))
        {
            context.Response.Body = answer;
            await next(context);
            await context.Response.BodyWriter.FlushAsync();
            context.Response.Body = connection;
        }

        if (fault.Kind == FaultKind.DelayAfter)
            await plan.DelayAsync(fault, lifetime.ApplicationStopping);
        await FaultResponseWriter.WriteAsync(context, current, fault, answer);
        if (fault.Kind != FaultKind.Stalled)
            return;

        await context.Response.Body.FlushAsync();
        await plan.DelayAsync(fault, lifetime.ApplicationStopping);
        context.Abort();
    }

    private static bool AlwaysActs(FaultKind kind) =>
        kind is FaultKind.DelayAfter or FaultKind.ResetAfter or FaultKind.Truncated or FaultKind.CutOff
            or FaultKind.Stalled;
}
