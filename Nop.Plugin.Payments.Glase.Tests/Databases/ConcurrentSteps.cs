using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Services.Recovery;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// Has each step of the scheduled task wait until all runs of the task have come to it.
/// </summary>
internal sealed class ConcurrentSteps
{
    private static readonly TimeSpan _timeout = TimeSpan.FromMinutes(2);

    private ConcurrentDictionary<string, Meeting> _meetings;
    private int _runs;

    /// <summary>
    /// Puts the waiting before the steps of a node.
    /// </summary>
    public void AddTo(IServiceCollection services)
    {
        for (var index = 0; index < services.Count; index++)
        {
            if (services[index] is { } step && step.ServiceType == typeof(IRecoveryStep))
                services[index] = new ServiceDescriptor(step.ServiceType,
                    provider => new Step(this, (IRecoveryStep)step.ImplementationFactory(provider)), step.Lifetime);
        }
    }

    /// <summary>
    /// From now on the steps wait until as many runs have come to them.
    /// </summary>
    public void Begin(int runs)
    {
        _runs = runs;
        _meetings = [];
    }

    /// <summary>
    /// From now on no step waits.
    /// </summary>
    /// <returns>How many steps all runs have come to</returns>
    public int End()
    {
        var met = _meetings.Values.Count(meeting => meeting.IsComplete);
        _meetings = null;
        return met;
    }

    private Task ArriveAsync(string name)
    {
        return _meetings?.GetOrAdd(name, _ => new Meeting(_runs)).ArriveAsync() ?? Task.CompletedTask;
    }

    private sealed class Meeting(int expected)
    {
        private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _arrived;

        public bool IsComplete => _complete.Task.IsCompletedSuccessfully;

        public Task ArriveAsync()
        {
            if (Interlocked.Increment(ref _arrived) == expected)
                _complete.SetResult();
            return _complete.Task.WaitAsync(_timeout);
        }
    }

    private sealed class Step(ConcurrentSteps steps, IRecoveryStep inner) : IRecoveryStep
    {
        public string Name => inner.Name;

        // The waiting is no part of it.
        public TimeSpan TimeBudget => inner.TimeBudget + _timeout;

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            await steps.ArriveAsync(Name);
            await inner.RunAsync(cancellationToken);
        }
    }
}
