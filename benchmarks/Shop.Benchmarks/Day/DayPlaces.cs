using Sandbox.Data;
using Sandbox.Hosting;
using Shop.Benchmarks.Servers;

namespace Shop.Benchmarks.Day;

/// <summary>
/// The servers that the nodes of the day's shop share, and its database with the plugin installed. They go with it.
/// </summary>
internal sealed class DayPlaces : IDisposable
{
    private readonly RedisServer _redis;
    private readonly TestDatabase _database;

    private DayPlaces(DatabaseServer server, TestDatabase database, ShopDatabase shopDatabase, RedisServer redis)
    {
        Server = server;
        Database = shopDatabase;
        _database = database;
        _redis = redis;
    }

    /// <summary>
    /// The database server that was started; null where none was.
    /// </summary>
    public DatabaseServer Server { get; }

    public ShopDatabase Database { get; }

    public DayPlace Place => new(Database.Kind, Database.Kind == DatabaseKind.Sqlite ? null : Database.ConnectionString,
        (Database as SqliteDatabase)?.File, _redis?.ConnectionString);

    /// <summary>
    /// Starts what is needed, and a shop once, so that its tables are there.
    /// </summary>
    public static async Task<DayPlaces> OpenAsync(DayOptions options, Uri glase)
    {
        var server = options.Database == DatabaseKind.Sqlite || options.ConnectionString is not null ? null : DatabaseServer.StartDurable(options.Database);
        var database = server is not null ? server.NewDatabase() : options.ConnectionString is null ? TestDatabase.New(DatabaseKind.Sqlite) : null;
        var places = new DayPlaces(server, database, database?.Database ?? Existing(options), options.HasRedis ? new RedisServer() : null);
        try
        {
            await (await SandboxShop.StartAsync(places.Place.Options(glase, TimeProvider.System))).DisposeAsync();
            return places;
        }
        catch
        {
            places.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _redis?.Dispose();
        if (Server is null)
            _database?.Dispose();
        else
            Server.Dispose();
    }

    private static ShopDatabase Existing(DayOptions options)
    {
        return options.Database == DatabaseKind.PostgreSql
            ? new PostgreSqlDatabase(options.ConnectionString)
            : new MySqlDatabase(options.ConnectionString);
    }
}
