using System.Data.Common;
using LinqToDB.Interceptors;

namespace Shop.Benchmarks.Statements;

/// <summary>
/// Records the SQL statements of a shop.
/// </summary>
internal sealed class StatementRecorder : CommandInterceptor
{
    private static readonly TimeSpan _quiet = TimeSpan.FromMilliseconds(300);
    private readonly Lock _lock = new();
    private List<string> _statements = [];

    public override DbCommand CommandInitialized(CommandEventData eventData, DbCommand command)
    {
        lock (_lock)
            _statements.Add(command.CommandText);
        return command;
    }

    /// <summary>Waits until what goes on beside the pages has ended, and hands out what was sent since the last time.</summary>
    public async Task<IReadOnlyList<string>> TakeAsync()
    {
        for (var before = -1; before != Count; await Task.Delay(_quiet))
            before = Count;
        lock (_lock)
        {
            var taken = _statements;
            _statements = [];
            return taken;
        }
    }

    private int Count
    {
        get
        {
            lock (_lock)
                return _statements.Count;
        }
    }
}
