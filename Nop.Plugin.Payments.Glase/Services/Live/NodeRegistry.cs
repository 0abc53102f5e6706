using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// Tells the nodes of a shop without Redis of one another: each has a row from its first second, where the plugin is installed, which it
/// writes again and again until it ends.
/// </summary>
/// <remarks>
/// How often it is written depends on who needs to know: each second by a node that has leases which another node may want, every three
/// seconds by one that has leases and is alone, and every 30 seconds by one that nobody waits on.
/// </remarks>
public sealed class NodeRegistry(IServiceScopeFactory scopeFactory, TimeProvider timeProvider) : IDisposable
{
    /// <summary>
    /// How often a node writes whose payments other nodes may want to poll for.
    /// </summary>
    public static readonly TimeSpan ActiveInterval = GlaseDefaults.PollInterval;

    /// <summary>
    /// How often a node writes, and looks for others, that polls for payments and knows of no other node.
    /// </summary>
    public static readonly TimeSpan SingleNodeInterval = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How often a node writes that watches no payments.
    /// </summary>
    public static readonly TimeSpan IdleInterval = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a node that stopped writing is taken to be there, unless it has a lease.
    /// </summary>
    public static readonly TimeSpan PresenceDuration = IdleInterval * 2.5;

    private readonly OtherNodes _others = new(timeProvider);
    private readonly SemaphoreSlim _lock = new(1, 1);
    private volatile GlaseLock _row;
    private volatile bool _isAlone;
    private volatile bool _isInUse;
    private long _written;

    /// <summary>
    /// Gets the name of this node, which it has until its process ends.
    /// </summary>
    public string Name { get; } = Guid.NewGuid().ToString("N");

    /// <summary>
    /// Gets whether no other node of the shop runs; false also before that is known, and where the nodes have no rows.
    /// </summary>
    public bool IsAlone => _isAlone;

    /// <summary>
    /// Gets whether the plugin is known to be installed: otherwise there is no table for this node's row.
    /// </summary>
    public bool IsInUse => _isInUse;

    /// <summary>
    /// Records that the plugin is installed, which it also is where this node saves or watches a payment.
    /// </summary>
    public void Use()
    {
        _isInUse = true;
    }

    /// <summary>
    /// Gets whether a node that has a lease has ended, as far as is known since <see cref="ReadAsync"/>.
    /// </summary>
    public bool IsDead(string node)
    {
        return node != Name && _others.IsDead(node);
    }

    /// <summary>
    /// Writes this node's row, unless it was written within the last half second.
    /// </summary>
    public async Task WriteAsync()
    {
        Use();
        if (IsWritten())
            return;

        await _lock.WaitAsync();
        try
        {
            if (IsWritten())
                return;

            if (_row is { } row)
                await scopeFactory.RunAsync((PollerLeaseStore store) => store.RecordHeartbeatAsync(row));
            else
                _row = await scopeFactory.RunAsync((PollerLeaseStore store) => store.AddNodeAsync(Name));
            Interlocked.Exchange(ref _written, timeProvider.GetTimestamp());
        }
        finally
        {
            _lock.Release();
        }
    }

    /// <summary>
    /// Reads which other nodes there are.
    /// </summary>
    public async Task ReadAsync()
    {
        var written = new Dictionary<string, DateTime>(await scopeFactory.RunAsync((PollerLeaseStore store) => store.GetNodesAsync()));
        var hasRow = written.Remove(Name);
        _others.Update(written);
        // Somebody who deleted this node's row may have taken its leases too.
        _isAlone = hasRow && !_others.AreRunning();
        if (hasRow)
            return;

        _row = null;
        Interlocked.Exchange(ref _written, 0);
    }

    /// <summary>
    /// Deletes this node's row, if it has one, because it stops.
    /// </summary>
    public async Task RemoveAsync()
    {
        if (_isInUse)
            await scopeFactory.RunAsync((PollerLeaseStore store) => store.RemoveNodeAsync(Name));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _lock.Dispose();
    }

    private bool IsWritten()
    {
        return Interlocked.Read(ref _written) is var written and not 0 && timeProvider.GetElapsedTime(written) < ActiveInterval / 2;
    }
}
