using System.Data.Common;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Sandbox.Data;
using Sandbox.Hosting;

namespace Shop.Benchmarks.Servers;

/// <summary>
/// A database server for tests and benchmarks, started by the first that asks for it, on a free port and with a data folder that
/// goes with it. Each test has databases of its own on it.
/// </summary>
internal abstract class DatabaseServer : IDisposable
{
    private const string Seed = "seed";
    private const long RoomInMemory = 2L << 30;

    // Runs the server until it ends, or until the pipe that the tests hold is closed: by them, or because their process is gone.
    // Told to terminate, it shuts the server down and keeps its data.
    private const string UntilTheTestsEnd = """
        exec 3<&0
        "$@" > "$LOG" 2>&1 < /dev/null 3<&- &
        server=$!
        (cat <&3 > /dev/null; kill -9 $server; sleep 0.2; rm -rf "$FOLDER" "$LOG") &
        guard=$!
        trap 'kill -9 $guard; kill -$SHUTDOWN $server; wait $server' TERM
        exec 3<&-
        wait $server
        [ $? = 137 ] || kill -9 $guard 2> /dev/null
        """;

    private static readonly TimeSpan _startTime = TimeSpan.FromSeconds(60);
    private static readonly Lazy<DatabaseServer> _postgreSql = new(() => Begin(new PostgreSqlServer(isDurable: false)));
    private static readonly Lazy<DatabaseServer> _mariaDb = new(() => Begin(new MariaDbServer(isDurable: false)));

    private readonly Lazy<Task> _seed;
    private Process _process;
    private int _databases;

    /// <param name="isDurable">
    /// Whether what was committed is there after the server was killed; without it, which is faster, only after a shutdown
    /// </param>
    protected DatabaseServer(bool isDurable)
    {
        IsDurable = isDurable;
        Folder = Path.Combine(DataRoot(), $"glase-{GetType().Name}-{Guid.NewGuid():N}");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _seed = new Lazy<Task>(SeedAsync);
    }

    public abstract DatabaseKind Kind { get; }

    protected bool IsDurable { get; }

    protected string Folder { get; }

    protected int Port { get; }

    protected static bool IsRoot => Environment.UserName == "root";

    private string LogFile => Folder + ".log";

    /// <summary>
    /// The run's server of a kind.
    /// </summary>
    public static DatabaseServer Of(DatabaseKind kind)
    {
        return kind switch
        {
            DatabaseKind.PostgreSql => _postgreSql.Value,
            DatabaseKind.MySql => _mariaDb.Value,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "It needs no server.")
        };
    }

    /// <summary>
    /// Starts a server for a test that stops it: what was committed is there after the next <see cref="Start"/>. The test disposes it.
    /// </summary>
    public static DatabaseServer StartDurable(DatabaseKind kind)
    {
        return kind switch
        {
            DatabaseKind.PostgreSql => Begin(new PostgreSqlServer(isDurable: true)),
            DatabaseKind.MySql => Begin(new MariaDbServer(isDurable: true)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "It needs no server.")
        };
    }

    /// <summary>
    /// Ends the run's servers.
    /// </summary>
    public static void StopAll()
    {
        foreach (var server in new[] { _postgreSql, _mariaDb }.Where(server => server.IsValueCreated))
            server.Value.Dispose();
    }

    /// <summary>
    /// Makes an empty database.
    /// </summary>
    public TestDatabase NewDatabase() => new(this, Create(NextName(), characterSet: null));

    /// <summary>
    /// Makes a database with a shop in it, without the plugin: a copy of the first one.
    /// </summary>
    public async Task<TestDatabase> NewShopDatabaseAsync()
    {
        await _seed.Value;
        return new TestDatabase(this, Copy(Seed, NextName()));
    }

    /// <summary>
    /// Removes a database, also while clients are connected to it.
    /// </summary>
    public abstract void Drop(ShopDatabase database);

    /// <summary>
    /// The statement that tidies a table up as the server does by itself now and then; null for none.
    /// </summary>
    public virtual string Vacuum(string table) => null;

    /// <summary>
    /// Ends the server's processes at once (kill -9).
    /// </summary>
    public void Kill()
    {
        _process?.Kill(entireProcessTree: true);
        Forget();
    }

    /// <summary>
    /// Shuts the server down, as an administrator does: it ends its clients' sessions and stores everything.
    /// </summary>
    public void ShutDown()
    {
        RunToEnd("kill", "-TERM", $"{_process.Id}");
        Forget();
    }

    /// <summary>
    /// Starts the server.
    /// </summary>
    public void Start()
    {
        _process = Run();
        var started = TimeProvider.System.GetTimestamp();
        while (!IsReady())
        {
            if (TimeProvider.System.GetElapsedTime(started) > _startTime)
                throw new InvalidOperationException($"{GetType().Name} did not start: {File.ReadAllText(LogFile)}");
            // What is left of one that was killed may keep the next one from starting for a moment.
            if (_process.HasExited)
            {
                Forget();
                _process = Run();
            }

            Thread.Sleep(50);
        }
    }

    public void Dispose()
    {
        Kill();
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
        File.Delete(LogFile);
    }

    /// <summary>
    /// Connects to the server without naming a test's database.
    /// </summary>
    protected abstract DbConnection Connect();

    /// <summary>
    /// Makes the data folder.
    /// </summary>
    protected abstract void Initialize();

    /// <summary>
    /// The program and its arguments.
    /// </summary>
    protected abstract IReadOnlyList<string> Command { get; }

    /// <summary>
    /// The signal that shuts the server down without waiting for its clients.
    /// </summary>
    protected abstract string ShutdownSignal { get; }

    /// <summary>
    /// Makes an empty database.
    /// </summary>
    /// <param name="name">Its name</param>
    /// <param name="characterSet">What its columns are in unless they say something else; null for the server's own</param>
    protected abstract ShopDatabase Create(string name, string characterSet);

    protected abstract ShopDatabase Copy(string template, string name);

    protected string NextName() => $"shop{Interlocked.Increment(ref _databases)}";

    protected void Execute(string sql)
    {
        using var connection = Connect();
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    protected static void RunToEnd(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$0\" \"$@\" > /dev/null 2>&1", file, .. arguments]));
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    private static DatabaseServer Begin(DatabaseServer server)
    {
        try
        {
            server.Initialize();
            server.Start();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    private static string DataRoot()
    {
        const string memory = "/dev/shm";
        return Directory.Exists(memory) && new DriveInfo(memory).AvailableFreeSpace > RoomInMemory ? memory : Path.GetTempPath();
    }

    private Process Run()
    {
        var start = new ProcessStartInfo("sh", ["-c", UntilTheTestsEnd, "sh", .. Command]) { RedirectStandardInput = true };
        start.Environment["FOLDER"] = Folder;
        start.Environment["LOG"] = LogFile;
        start.Environment["SHUTDOWN"] = ShutdownSignal;
        return Process.Start(start);
    }

    private void Forget()
    {
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    private async Task SeedAsync()
    {
        var database = Create(Seed, characterSet: null);
        var options = new SandboxOptions { Database = Kind, ConnectionString = database.ConnectionString, InstallGlase = false };
        await (await SandboxShop.StartAsync(options)).DisposeAsync();
    }

    private bool IsReady()
    {
        try
        {
            // The pool may still hold a connection to the process that ended.
            Execute("SELECT 1");
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }
}
