using LinqToDB.Data;
using Sandbox.Data;

namespace Sandbox.Seed;

/// <summary>
/// The data file of a shop that has just opened, kept in memory: the next shop of the process that needs a new one gets a copy
/// instead of filling its own. The rows' creation times are then those of the first shop's clock.
/// </summary>
internal static class SeededFile
{
    private static byte[] _content;

    /// <returns>False when no shop of this process was filled yet.</returns>
    public static bool TryWrite(string file)
    {
        if (Volatile.Read(ref _content) is not { } content)
            return false;

        File.WriteAllBytes(file, content);
        return true;
    }

    public static void Remember(SqliteDatabase database)
    {
        using (var connection = database.Connect())
            connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        Interlocked.CompareExchange(ref _content, File.ReadAllBytes(database.File), null);
    }
}
