using LinqToDB.Data;
using Sandbox.Data;
using Sandbox.Hosting;

namespace Shop.Benchmarks.Servers;

/// <summary>
/// A database that goes with the test or the benchmark it was made for.
/// </summary>
internal sealed class TestDatabase : IDisposable
{
    private readonly DatabaseServer _server;

    public TestDatabase(DatabaseServer server, ShopDatabase database)
    {
        _server = server;
        Database = database;
    }

    public ShopDatabase Database { get; }

    /// <summary>
    /// An empty database of a kind.
    /// </summary>
    public static TestDatabase New(DatabaseKind kind)
    {
        if (kind != DatabaseKind.Sqlite)
            return DatabaseServer.Of(kind).NewDatabase();

        var folder = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        var file = Path.Combine(folder, $"glase-test-{Guid.NewGuid():N}.db");
        return new TestDatabase(server: null, new SqliteDatabase(file, durable: false));
    }

    /// <summary>
    /// Lets a shop have its data here.
    /// </summary>
    public void Configure(SandboxOptions options)
    {
        options.Database = Database.Kind;
        options.ConnectionString = Database.ConnectionString;
    }

    public void Execute(string sql)
    {
        using var connection = Database.Connect();
        connection.Execute(sql);
    }

    /// <summary>
    /// Tidies a table up as the server does by itself now and then.
    /// </summary>
    public void Vacuum(string table)
    {
        if (_server?.Vacuum(Database.Quote(table)) is { } statement)
            Execute(statement);
    }

    public void Dispose()
    {
        Database.Release();
        if (_server is null)
            ((SqliteDatabase)Database).Delete();
        else
            _server.Drop(Database);
    }
}
