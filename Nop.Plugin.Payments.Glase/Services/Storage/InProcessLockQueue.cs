namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Queues the callers of one process for a lock in memory, in order, so that only one of them competes in the database.
/// </summary>
public class InProcessLockQueue
{
    private readonly Dictionary<string, Entry> _lines = [];

    /// <summary>
    /// Waits until it is this caller's turn.
    /// </summary>
    /// <param name="name">What is locked</param>
    /// <param name="timeout">How long to wait at the most</param>
    /// <param name="cancellationToken">Ends the wait</param>
    /// <returns>To be disposed when done; null when others took longer than <paramref name="timeout"/></returns>
    public async Task<IDisposable> EnterAsync(string name, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var entry = Join(name);
        var entered = false;
        try
        {
            entered = await entry.Semaphore.WaitAsync(timeout, cancellationToken);
            return entered ? new Handle(this, name, entry) : null;
        }
        finally
        {
            if (!entered)
                Leave(name, entry);
        }
    }

    private Entry Join(string name)
    {
        lock (_lines)
        {
            if (!_lines.TryGetValue(name, out var entry))
                _lines.Add(name, entry = new Entry());
            entry.Waiters++;
            return entry;
        }
    }

    private void Leave(string name, Entry entry)
    {
        lock (_lines)
        {
            if (--entry.Waiters == 0)
                _lines.Remove(name);
        }
    }

    private sealed class Entry
    {
        public SemaphoreSlim Semaphore { get; } = new(1, 1);

        public int Waiters { get; set; }
    }

    private sealed class Handle(InProcessLockQueue queue, string name, Entry entry) : IDisposable
    {
        public void Dispose()
        {
            entry.Semaphore.Release();
            queue.Leave(name, entry);
        }
    }
}
