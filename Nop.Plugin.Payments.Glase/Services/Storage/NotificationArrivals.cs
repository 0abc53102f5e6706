using System.Collections.Concurrent;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// When a notification of Glase last came to this node, for each store.
/// </summary>
public class NotificationArrivals
{
    private readonly ConcurrentDictionary<int, DateTime> _last = new();
    private readonly ConcurrentDictionary<int, DateTime> _unsaved = new();

    /// <summary>
    /// Records that a notification of one of a store's payments arrived.
    /// </summary>
    /// <param name="storeId">The store</param>
    /// <param name="nowUtc">The time now (UTC)</param>
    public void Record(int storeId, DateTime nowUtc)
    {
        _last[storeId] = _unsaved[storeId] = nowUtc;
    }

    /// <summary>
    /// Gets when the last one came to this node (UTC); null for none.
    /// </summary>
    public DateTime? GetLast(int storeId)
    {
        return _last.TryGetValue(storeId, out var last) ? last : null;
    }

    /// <summary>
    /// Takes what is not saved yet: the caller saves it.
    /// </summary>
    /// <returns>Stores, and when the last notification of each came (UTC)</returns>
    public IReadOnlyDictionary<int, DateTime> TakeUnsaved()
    {
        var taken = new Dictionary<int, DateTime>();
        foreach (var storeId in _unsaved.Keys)
        {
            if (_unsaved.TryRemove(storeId, out var last))
                taken[storeId] = last;
        }

        return taken;
    }

    /// <summary>
    /// Returns what was taken and could not be saved, unless a later one came meanwhile.
    /// </summary>
    public void PutBack(int storeId, DateTime arrivedOnUtc)
    {
        _unsaved.TryAdd(storeId, arrivedOnUtc);
    }

    /// <summary>
    /// Forgets all.
    /// </summary>
    public void Clear()
    {
        _last.Clear();
        _unsaved.Clear();
    }
}
