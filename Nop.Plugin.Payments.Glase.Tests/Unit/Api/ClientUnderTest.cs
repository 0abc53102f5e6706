using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

/// <summary>
/// A client on a recorded network and a clock that the test moves.
/// </summary>
internal sealed class ClientUnderTest : IDisposable
{
    private readonly HttpMessageInvoker _network;

    public ClientUnderTest(Action<GlaseClientOptions> configure = null)
    {
        configure?.Invoke(Options);
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        Resilience = new(options, Time);
        _network = new(Network);
        Client = new(() => new(_network, options), Resilience, TestMetrics.Calls, Time);
    }

    public FakeTimeProvider Time { get; } = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public RecordingHandler Network { get; } = new();

    public GlaseClientOptions Options { get; } = new();

    public GlaseResilience Resilience { get; }

    public GlaseClient Client { get; }

    /// <summary>
    /// Lets the time pass until the call has its outcome.
    /// </summary>
    public async Task<T> PassTimeAsync<T>(Task<T> call)
    {
        await PassTimeAsync((Task)call);
        return await call;
    }

    public async Task PassTimeAsync(Task call)
    {
        while (!call.IsCompleted)
        {
            await Task.WhenAny(call, Task.Delay(1));
            Time.Advance(TimeSpan.FromMilliseconds(50));
        }

        await call;
    }

    /// <summary>
    /// The exception of a call that has to fail.
    /// </summary>
    public async Task<GlaseApiException> FailureAsync(GlaseOperation operation, GlaseConnection connection = null)
    {
        try
        {
            await PassTimeAsync(Client.MakeAsync(operation, connection));
        }
        catch (GlaseApiException exception)
        {
            return exception;
        }

        throw new AssertionException($"{operation} did not fail.");
    }

    public void Dispose()
    {
        _network.Dispose();
    }
}
