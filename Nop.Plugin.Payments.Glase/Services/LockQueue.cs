namespace Nop.Plugin.Payments.Glase.Services;

/// <summary>
/// Lets the callers of one process wait for a lock in memory, in turn, instead of all of them asking the database.
/// </summary>
public class LockQueue
{
    private readonly Dictionary<string, Line> _lines = [];

    /// <summary>
    /// Waits until it is this caller's turn.
    /// </summary>
    /// <param name="name">What is locked</param>
    /// <param name="patience">How long to wait at the most</param>
    /// <param name="cancellationToken">Ends the wait</param>
    /// <returns>To be disposed when done; null when others took longer than <paramref name="patience"/></returns>
    public async Task<IDisposable> EnterAsync(string name, TimeSpan patience, CancellationToken cancellationToken)
    {
        var line = Join(name);
        var entered = false;
        try
        {
            entered = await line.Turn.WaitAsync(patience, cancellationToken);
            return entered ? new Place(this, name, line) : null;
        }
        finally
        {
            if (!entered)
                Leave(name, line);
        }
    }

    private Line Join(string name)
    {
        lock (_lines)
        {
            if (!_lines.TryGetValue(name, out var line))
                _lines.Add(name, line = new Line());
            line.Members++;
            return line;
        }
    }

    private void Leave(string name, Line line)
    {
        lock (_lines)
        {
            if (--line.Members == 0)
                _lines.Remove(name);
        }
    }

    private sealed class Line
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public int Members { get; set; }
    }

    private sealed class Place(LockQueue queue, string name, Line line) : IDisposable
    {
        public void Dispose()
        {
            line.Turn.Release();
            queue.Leave(name, line);
        }
    }
}
