using MySqlConnector;
using Npgsql;
using Sandbox.Data;

namespace Sandbox.Hosting;

/// <summary>The program's arguments: --urls, --simulator-urls, --database, --connection, --data, --redis, --one-page.</summary>
internal sealed class SandboxArguments
{
    private const string SolutionName = "Nop.Plugin.Payments.Glase.sln";
    private const string PostgreSqlExample = "Host=localhost;Port=5432;Database=shop;Username=shop;Password=...";
    private const string MySqlExample = "Server=localhost;Port=3306;Database=shop;User ID=shop;Password=...";

    public string Urls { get; private init; }

    public string SimulatorUrls { get; private init; }

    public DatabaseKind Database { get; private init; }

    /// <summary>Null on <see cref="DatabaseKind.Sqlite"/>.</summary>
    public string ConnectionString { get; private init; }

    /// <summary>Null on a server.</summary>
    public string DataFile { get; private init; }

    /// <summary>Null: a shop without Redis.</summary>
    public string Redis { get; private init; }

    /// <summary>Null: as it was set last.</summary>
    public bool? OnePageCheckout { get; private init; }

    /// <exception cref="SandboxArgumentException">One of them cannot be used</exception>
    public static SandboxArguments Parse(string[] args)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables("ASPNETCORE_").AddCommandLine(args).Build();
        var database = Kind(configuration["database"]);
        var connection = configuration["connection"];
        var data = configuration["data"];
        Check(database, connection, data);
        return new SandboxArguments
        {
            Urls = configuration["urls"] ?? "http://localhost:5050",
            SimulatorUrls = configuration["simulator-urls"] ?? "http://localhost:5055",
            Database = database,
            ConnectionString = connection,
            DataFile = database == DatabaseKind.Sqlite ? DataFileIn(data ?? Path.Combine(Home(), "sandbox-data", "shop.db")) : null,
            Redis = configuration["redis"],
            OnePageCheckout = configuration["one-page"] is { } onePage ? bool.Parse(onePage) : null
        };
    }

    private static DatabaseKind Kind(string name)
    {
        return name?.ToLowerInvariant() switch
        {
            null or "sqlite" => DatabaseKind.Sqlite,
            "postgres" => DatabaseKind.PostgreSql,
            "mysql" => DatabaseKind.MySql,
            _ => throw new SandboxArgumentException($"--database {name}: write postgres, mysql (also for MariaDB) or sqlite.")
        };
    }

    private static void Check(DatabaseKind database, string connection, string data)
    {
        if (database == DatabaseKind.Sqlite)
        {
            if (connection is not null)
                throw new SandboxArgumentException("--connection is for a server: add --database postgres or --database mysql.");
            return;
        }

        var (name, example) = database == DatabaseKind.PostgreSql ? ("postgres", PostgreSqlExample) : ("mysql", MySqlExample);
        if (data is not null)
            throw new SandboxArgumentException($"--data is for SQLite: leave it out, --database {name} has its data on the server.");
        if (string.IsNullOrWhiteSpace(connection))
            throw new SandboxArgumentException($"--database {name} needs a connection string: --connection \"{example}\"");
        if (string.IsNullOrEmpty(DatabaseName(database, connection, example)))
            throw new SandboxArgumentException($"--connection names no database: --connection \"{example}\"");
    }

    private static string DatabaseName(DatabaseKind database, string connection, string example)
    {
        try
        {
            return database == DatabaseKind.PostgreSql
                ? new NpgsqlConnectionStringBuilder(connection).Database
                : new MySqlConnectionStringBuilder(connection).Database;
        }
        // The driver's message may quote a part of the string, a password for one.
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new SandboxArgumentException($"--connection cannot be read. It looks like this: --connection \"{example}\"", exception);
        }
    }

    private static string DataFileIn(string path)
    {
        var file = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file));
        return file;
    }

    /// <summary>The repository the program was built in; elsewhere the current folder.</summary>
    private static string Home()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, SolutionName)))
            folder = folder.Parent;
        return folder?.FullName ?? Environment.CurrentDirectory;
    }
}
