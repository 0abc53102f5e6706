using Glase.Simulator.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// The clock of a client's timeouts. It runs no faster than real time, so that a slow machine lets no attempt end before its
/// request has arrived; and once Glase holds a request back, it can advance by
/// the timeout of an attempt.
/// </summary>
internal sealed class CallClock : IAsyncDisposable
{
    /// <summary>
    /// How long an attempt takes at most on this clock.
    /// </summary>
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _disposing = new();
    private readonly Task _running;
    private FaultPlan _faults;
    private int _ended;

    public CallClock()
    {
        _running = Task.Run(RunAsync);
    }

    /// <summary>
    /// Lets calls time out from now on as soon as these faults hold them back.
    /// </summary>
    public void EndCallsHeldBy(FaultPlan faults)
    {
        _ended = faults.HeldCalls;
        Volatile.Write(ref _faults, faults);
    }

    /// <summary>
    /// Gives a call that is held back as long as any other.
    /// </summary>
    public void EndNoHeldCalls() => Volatile.Write(ref _faults, null);

    /// <summary>
    /// Lets the client of these services live by this clock. The rest of the shop keeps its own.
    /// </summary>
    public void Register(IServiceCollection services)
    {
        services.AddSingleton(provider => new GlaseResilience(provider.GetRequiredService<IOptions<GlaseClientOptions>>(), _time));
    }

    public async ValueTask DisposeAsync()
    {
        await _disposing.CancelAsync();
        await _running;
        _disposing.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_disposing.IsCancellationRequested)
        {
            await Task.Delay(_tick, CancellationToken.None);
            var held = Volatile.Read(ref _faults)?.HeldCalls ?? 0;
            _time.Advance(held > _ended ? AttemptTimeout : _tick);
            _ended = Math.Max(_ended, held);
        }
    }
}
