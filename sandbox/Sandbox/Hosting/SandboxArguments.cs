using System.CommandLine;
using Microsoft.AspNetCore.Http;
using MySqlConnector;
using Npgsql;
using Sandbox.Data;

namespace Sandbox.Hosting;

/// <summary>The program's arguments.</summary>
internal sealed class SandboxArguments
{
    private const string SolutionName = "Nop.Plugin.Payments.Glase.sln";
    private const string PostgreSqlExample = "Host=localhost;Port=5432;Database=shop;Username=shop;Password=...";
    private const string MySqlExample = "Server=localhost;Port=3306;Database=shop;User ID=shop;Password=...";
    private const string UrlsExample = "http://localhost:5050";

    private static readonly Option<string> _urls = new("--urls")
    {
        Description = "Where the shop listens; several addresses with semicolons between them.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ASPNETCORE_URLS") ?? UrlsExample
    };

    private static readonly Option<string> _simulatorUrls = new("--simulator-urls")
    {
        Description = "Where Glase and its phones listen.",
        DefaultValueFactory = _ => "http://localhost:5055"
    };

    private static readonly Option<string> _glase = new("--glase")
    {
        Description = "The service of a Glase that runs already, such as another sandbox's simulator: no simulator is started."
    };

    private static readonly Option<string> _database = new("--database")
    {
        Description = "What the shop's data is in: sqlite, postgres, or mysql (also for MariaDB).",
        DefaultValueFactory = _ => "sqlite"
    };

    private static readonly Option<string> _connection = new("--connection")
    {
        Description = "How to reach the server's database. It is made where it is missing, and kept."
    };

    private static readonly Option<string> _data = new("--data")
    {
        Description = "SQLite's data file; a second start goes on with it. By default sandbox-data/shop.db in the repository."
    };

    private static readonly Option<string> _redis = new("--redis")
    {
        Description = "The connection string of a Redis for the nodes of one shop."
    };

    private static readonly Option<bool?> _onePage = new("--one-page")
    {
        Description = "Whether the checkout is on one page, true or false. By default as it was left."
    };

    /// <summary>What the program understands.</summary>
    public static RootCommand Command { get; } = new("Starts a small shop with payments by Glase, and a Glase to pay at.")
    {
        _urls, _simulatorUrls, _glase, _database, _connection, _data, _redis, _onePage
    };

    public string Urls { get; private init; }

    public string SimulatorUrls { get; private init; }

    /// <summary>The service of a Glase that runs elsewhere; null for a simulator of the program's own.</summary>
    public Uri Glase { get; private init; }

    public DatabaseKind Database { get; private init; }

    /// <summary>Null on <see cref="DatabaseKind.Sqlite"/>.</summary>
    public string ConnectionString { get; private init; }

    /// <summary>Null on a server.</summary>
    public string DataFile { get; private init; }

    /// <summary>Where the simulator keeps its invoices.</summary>
    public string SimulatorFile { get; private init; }

    /// <summary>Null: a shop without Redis.</summary>
    public string Redis { get; private init; }

    /// <summary>Null: as it was set last.</summary>
    public bool? OnePageCheckout { get; private init; }

    /// <exception cref="SandboxArgumentException">One of them cannot be used</exception>
    public static SandboxArguments Parse(string[] args)
    {
        var parsed = Command.Parse(args);
        if (parsed.Errors.Count > 0)
            throw new SandboxArgumentException($"{string.Join(' ', parsed.Errors.Select(error => error.Message))} All options: --help");

        var database = Kind(parsed.GetValue(_database));
        var connection = parsed.GetValue(_connection);
        var data = parsed.GetValue(_data);
        Check(database, connection, data);
        var dataFile = DataFileIn(data ?? Path.Combine(Home(), "sandbox-data", "shop.db"));
        var urls = UrlsIn(_urls, parsed);
        var simulatorUrls = UrlsIn(_simulatorUrls, parsed);
        return new SandboxArguments
        {
            Urls = urls,
            SimulatorUrls = simulatorUrls,
            Glase = GlaseIn(parsed),
            Database = database,
            ConnectionString = connection,
            DataFile = database == DatabaseKind.Sqlite ? dataFile : null,
            SimulatorFile = SimulatorFileFor(database, dataFile, simulatorUrls),
            Redis = parsed.GetValue(_redis),
            OnePageCheckout = parsed.GetValue(_onePage)
        };
    }

    // Each node of a shop has a simulator of its own, at an address of its own.
    private static string SimulatorFileFor(DatabaseKind database, string dataFile, string urls)
    {
        var place = database == DatabaseKind.Sqlite ? dataFile : Path.Combine(Path.GetDirectoryName(dataFile), database.ToString());
        return $"{place}.glase-{BindingAddress.Parse(urls.Split(';')[0]).Port}.json";
    }

    private static Uri GlaseIn(ParseResult parsed)
    {
        if (parsed.GetValue(_glase) is not { } glase)
            return null;
        return Uri.TryCreate(glase, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new SandboxArgumentException($"--glase {glase}: write its address, such as http://localhost:5055/soap/merchant/cashregister-2");
    }

    private static string UrlsIn(Option<string> option, ParseResult parsed)
    {
        var urls = parsed.GetValue(option);
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            try
            {
                if (BindingAddress.Parse(url) is { Scheme: "http" or "https", PathBase: "", Port: >= 0 and <= ushort.MaxValue })
                    continue;
            }
            catch (FormatException)
            {
                // The message below says what to write.
            }

            throw new SandboxArgumentException($"{option.Name} {url}: write an address such as {UrlsExample}");
        }

        return urls;
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
        if (Directory.Exists(file))
            throw new SandboxArgumentException($"--data {path} is a folder: name a file in it, such as --data {Path.Combine(path, "shop.db")}");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file));
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SandboxArgumentException($"--data {path}: its folder cannot be made. {exception.Message}", exception);
        }
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
