using Sandbox.Data;

namespace Shop.Benchmarks.Common;

/// <summary>
/// The kinds of databases by the names that the command line has for them.
/// </summary>
internal static class DatabaseNames
{
    private static readonly Dictionary<string, DatabaseKind> _kinds = new()
    {
        ["sqlite"] = DatabaseKind.Sqlite,
        ["postgres"] = DatabaseKind.PostgreSql,
        ["mysql"] = DatabaseKind.MySql
    };

    /// <exception cref="ArgumentException">There is no such kind</exception>
    public static DatabaseKind Parse(string name)
    {
        return _kinds.TryGetValue(name, out var kind) ? kind : throw new ArgumentException($"--database {name}: write {string.Join(", ", _kinds.Keys)}.");
    }
}
