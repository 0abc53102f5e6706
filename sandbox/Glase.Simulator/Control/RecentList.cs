namespace Glase.Simulator.Control;

/// <summary>The latest entries up to a limit, oldest first.</summary>
internal sealed class RecentList<T>(int limit)
{
    private readonly Lock _lock = new();
    private readonly Queue<T> _entries = new();

    public void Add(T entry)
    {
        lock (_lock)
        {
            _entries.Enqueue(entry);
            if (_entries.Count > limit)
                _entries.Dequeue();
        }
    }

    public IReadOnlyList<T> ToList()
    {
        lock (_lock)
            return new List<T>(_entries);
    }

    public void Clear()
    {
        lock (_lock)
            _entries.Clear();
    }
}
