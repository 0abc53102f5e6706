using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shop.Benchmarks.Common;

namespace Shop.Benchmarks.Waiting;

/// <summary>
/// An ASP.NET Core application whose only page is an event stream that tells one state and then waits: what a waiting browser costs
/// whatever the application does.
/// </summary>
internal static class BareStreams
{
    public const string Name = "bare-streams";

    private static readonly byte[] _state = "event: state\ndata: {\"state\":\"waiting\",\"secondsLeft\":600}\n\n"u8.ToArray();

    public static Task<ChildProcess> StartAsync() => ChildProcess.StartAsync(Name);

    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var application = builder.Build();
        application.MapGet("/glase/{token}/events", WaitAsync);
        await application.StartAsync();
        await new ChildCommandLoop().RunAsync(application.Urls.First());
    }

    private static async Task WaitAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.BodyWriter.WriteAsync(_state, context.RequestAborted);
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = context.RequestAborted.UnsafeRegister(static left => ((TaskCompletionSource)left).TrySetResult(), left);
        await left.Task;
    }
}
