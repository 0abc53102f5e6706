using Sandbox.Data;
using Sandbox.Hosting;
using Shop.Benchmarks.Common;

namespace Shop.Benchmarks.Day;

/// <summary>
/// Where the nodes of the day's shop have what they share.
/// </summary>
/// <param name="Database">The kind of its database</param>
/// <param name="ConnectionString">How to reach a server's database; null for SQLite</param>
/// <param name="DataFile">SQLite's file; null for a server, and for a file that goes with the shop</param>
/// <param name="Redis">How to reach Redis; null for a shop without</param>
internal sealed record DayPlace(DatabaseKind Database, string ConnectionString, string DataFile, string Redis)
{
    // The day shows no page, and a node starts again after each crash.
    public SandboxOptions Options(Uri glase, TimeProvider clock) => new()
    {
        GlaseServiceUrl = glase,
        TimeProvider = clock,
        Database = Database,
        ConnectionString = ConnectionString,
        DataFile = DataFile,
        Redis = Redis,
        ConfigureServices = ShopRole.RemoveWarmUp
    };
}
