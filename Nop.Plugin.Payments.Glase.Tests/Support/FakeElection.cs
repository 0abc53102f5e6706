using System.Collections.Concurrent;
using Nop.Plugin.Payments.Glase.Services.Live;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// An election whose outcome the test says.
/// </summary>
internal sealed class FakeElection : IPollerElection
{
    /// <summary>One that this node always wins: the only node of its shop.</summary>
    public static FakeElection Won => new();

    public bool IsWon { get; set; } = true;

    public ConcurrentQueue<int> Released { get; } = [];

    public Task<bool> TryAcquireAsync(int paymentId) => Task.FromResult(IsWon);

    public Task ReleaseAsync(int paymentId)
    {
        Released.Enqueue(paymentId);
        return Task.CompletedTask;
    }
}
