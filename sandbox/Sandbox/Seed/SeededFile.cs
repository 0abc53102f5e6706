using LinqToDB.Data;
using Sandbox.Data;

namespace Sandbox.Seed;

/// <summary>
/// The data file of a shop that has just opened, kept in memory: the next shop of the process that needs a new one gets a copy
/// instead of filling its own. The rows' creation times, and what was chosen by chance, are then those of the first shop.
/// </summary>
internal sealed class SeededFile
{
    private byte[] _content;

    /// <summary>Of a shop without plugins.</summary>
    public static SeededFile WithoutGlase { get; } = new();

    /// <summary>Of a shop where Glase was just installed and made active, with nothing set.</summary>
    public static SeededFile WithGlase { get; } = new();

    /// <returns>False when no such shop of this process was filled yet.</returns>
    public bool TryWrite(string file)
    {
        if (Volatile.Read(ref _content) is not { } content)
            return false;

        File.WriteAllBytes(file, content);
        return true;
    }

    public void Remember(SqliteDatabase database)
    {
        using (var connection = database.Connect())
        {
            // While somebody else reads, the file alone is not all.
            if (connection.Execute<int>("PRAGMA wal_checkpoint(TRUNCATE)") != 0)
                return;
        }

        Interlocked.CompareExchange(ref _content, File.ReadAllBytes(database.File), null);
    }
}
