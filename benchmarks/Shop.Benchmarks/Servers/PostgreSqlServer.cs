using System.Data.Common;
using Npgsql;
using Sandbox.Data;

namespace Shop.Benchmarks.Servers;

/// <summary>
/// PostgreSQL as Debian packages it.
/// </summary>
internal sealed class PostgreSqlServer(bool isDurable) : DatabaseServer(isDurable)
{
    // Runs the server as this user where the tests run as root, which it refuses.
    private const string User = "postgres";
    private const string Versions = "/usr/lib/postgresql";

    public override DatabaseKind Kind => DatabaseKind.PostgreSql;

    protected override IReadOnlyList<string> Command => AsUser("postgres", "-D", Folder, "-p", $"{Port}", "-k", Folder,
        "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=500", "-c", "fsync=off", "-c", $"synchronous_commit={(IsDurable ? "on" : "off")}",
        "-c", "full_page_writes=off", "-c", "log_min_messages=panic");

    protected override string ShutdownSignal => "INT";

    public override string Vacuum(string table) => $"VACUUM ANALYZE {table}";

    public override void Drop(ShopDatabase database)
    {
        Execute($"DROP DATABASE {new NpgsqlConnectionStringBuilder(database.ConnectionString).Database} WITH (FORCE)");
    }

    protected override DbConnection Connect() => new NpgsqlConnection(ConnectionString("postgres"));

    protected override void Initialize()
    {
        if (!Directory.Exists(Versions))
            throw MissingServer.Because($"There is no PostgreSQL in {Versions}; on Debian: apt-get install postgresql.");

        Directory.CreateDirectory(Folder);
        if (IsRoot)
            RunToEnd("chown", User, Folder);
        var command = AsUser("initdb", "-D", Folder, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions");
        RunToEnd(command[0], [.. command.Skip(1)]);
    }

    protected override ShopDatabase Create(string name, string characterSet)
    {
        Execute($"CREATE DATABASE {name}");
        var database = new PostgreSqlDatabase(ConnectionString(name));
        database.CreateIfMissing();
        return database;
    }

    protected override ShopDatabase Copy(string template, string name)
    {
        // A shop that has ended may have left a session, and PostgreSQL copies no database that others use.
        Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{template}'");
        Execute($"CREATE DATABASE {name} TEMPLATE {template}");
        return new PostgreSqlDatabase(ConnectionString(name));
    }

    private static string[] AsUser(string program, params string[] arguments)
    {
        var folder = Directory.EnumerateDirectories(Versions).OrderDescending(StringComparer.Ordinal).First();
        string[] command = [Path.Combine(folder, "bin", program), .. arguments];
        return IsRoot ? ["setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups", .. command] : command;
    }

    private string ConnectionString(string database)
    {
        return $"Host=127.0.0.1;Port={Port};Database={database};Username={User};Maximum Pool Size=50;Include Error Detail=true";
    }
}
