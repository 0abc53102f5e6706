using Glase.Simulator.Wire;

namespace Glase.Simulator.Faults;

/// <summary>Spoils the calls that the plan names, between the gate, which knows the operation, and the operation.</summary>
internal sealed class FaultMiddleware(RequestDelegate next, FaultPlan plan)
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
                await Task.Delay(fault.DelayMilliseconds);
                await next(context);
                break;
            case FaultKind.ResetBefore:
                context.Abort();
                break;
            default:
                await SpoilAsync(context, fault);
                break;
        }
    }

    private async Task SpoilAsync(HttpContext context, Fault fault)
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

        await SpoiledAnswer.WriteAsync(context, fault, answer);
    }

    private static bool AlwaysActs(FaultKind kind) =>
        kind is FaultKind.DelayAfter or FaultKind.ResetAfter or FaultKind.Truncated or FaultKind.CutOff;
}
