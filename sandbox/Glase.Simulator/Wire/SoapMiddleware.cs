using System.Buffers;
using Glase.Simulator.Control;
using Glase.Simulator.Rules;

namespace Glase.Simulator.Wire;

/// <summary>
/// Stands before the SOAP endpoint: lets through only what the schema allows, answers the rest with a fault that says what
/// is wrong, and records every call.
/// </summary>
internal sealed class SoapMiddleware(RequestDelegate next, CallLog calls, ViolationLog violations, SimulatorLog log, TimeProvider time)
{
    private const int BodyLimit = 1024 * 1024;

    public async Task InvokeAsync(HttpContext context, CurrentCall current)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "POST";
            return;
        }

        // What was received is carried out, though the caller may hang up before the answer.
        var hungUp = context.RequestAborted;
        context.RequestAborted = CancellationToken.None;
        using var body = new MemoryStream((int)Math.Clamp(context.Request.ContentLength ?? 0, 0, BodyLimit));
        current.HungUp = hungUp;
        var facts = await ReadAsync(context.Request, body);
        current.Record = new CallRecord(facts, time.GetUtcNow(), body.GetBuffer().AsMemory(0, (int)body.Length));
        calls.Add(current.Record);
        if (facts.Problem == null)
        {
            body.Position = 0;
            context.Request.Body = body;
            await next(context);
        }
        else
        {
            violations.Add(ViolationKind.RefusedBySchema, current.Record, facts.Problem);
            await SoapFault.WriteAsync(context, "Client", facts.Problem);
        }

        if (!hungUp.IsCancellationRequested)
            current.Record.HttpStatus = context.Response.StatusCode;
        Tell(current.Record, facts.Problem);
    }

    private static async Task<RequestInspection> ReadAsync(HttpRequest request, MemoryStream body)
    {
        var problem = RequestHeaders.Problem(request);
        if (problem == null && !await FitsAsync(request.Body, body))
            problem = "The request is larger than 1 MB.";
        if (problem != null)
            return new RequestInspection { Problem = problem };
        body.Position = 0;
        return RequestSchema.Check(body);
    }

    private static async Task<bool> FitsAsync(Stream source, MemoryStream target)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int read;
            while ((read = await source.ReadAsync(buffer)) > 0)
            {
                if (target.Length + read > BodyLimit)
                    return false;
                target.Write(buffer, 0, read);
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Tell(CallRecord call, string problem)
    {
        var what = call.Subject == null ? call.Operation : $"{call.Operation} {call.Subject}";
        if (problem != null)
            log.Write($"{what ?? "call"} refused: {problem}");
        else if (call.Fault != null)
            log.Write($"{what} → fault {call.Fault}");
        else if (call.Operation != GlaseOperation.GetPaymentStatus || call.ResultCode != 0)
            log.Write($"{what} → {call.ResultDescription}");
    }
}
