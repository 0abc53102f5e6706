using System.Data.Common;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LinqToDB;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// A database server of its own for the tests, on a free port and with a data folder that goes with it. A machine without the
/// server's programs skips the tests and says why; with GLASE_REQUIRE_DATABASES=1 they fail.
/// </summary>
internal abstract class DatabaseServer : IDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);
    private Process _process;

    protected DatabaseServer()
    {
        Folder = Path.Combine(Path.GetTempPath(), $"glase-{GetType().Name}-{Guid.NewGuid():N}");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    protected string Folder { get; }

    protected int Port { get; }

    public abstract string ConnectionString { get; }

    /// <summary>
    /// The database as linq2db reaches it.
    /// </summary>
    public abstract DataOptions Options { get; }

    /// <summary>
    /// Makes the plugin's tables that are in use here, with the columns that nopCommerce's migrations give them.
    /// </summary>
    public abstract string CreateTables { get; }

    /// <summary>
    /// The statement that tidies a table up as the server does by itself now and then; null for none.
    /// </summary>
    public virtual string Vacuum => null;

    protected static bool IsRoot => Environment.UserName == "root";

    /// <summary>
    /// Starts the server. Where its programs are missing the running test is ignored.
    /// </summary>
    public void Start()
    {
        Initialize();
        _process = Begin();
        var started = TimeProvider.System.GetTimestamp();
        while (!IsReady())
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(started) > StartTime)
                throw new InvalidOperationException($"{GetType().Name} did not start.");
            Thread.Sleep(50);
        }

        Execute(CreateTables);
        AfterTablesAreMade();
    }

    /// <summary>
    /// Ends the server as a machine that loses its power does; what was committed is there after the next start.
    /// </summary>
    public void Stop()
    {
        _process?.Kill(entireProcessTree: true);
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    public void Execute(string sql)
    {
        using var connection = Connect();
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        Stop();
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    /// <summary>
    /// Ends the running test: ignored, or failed where the machine must have the server.
    /// </summary>
    protected static void Miss(string reason)
    {
        if (Environment.GetEnvironmentVariable("GLASE_REQUIRE_DATABASES") == "1")
            Assert.Fail(reason);
        Assert.Ignore(reason);
    }

    protected virtual void AfterTablesAreMade()
    {
    }

    protected abstract DbConnection Connect();

    protected abstract void Initialize();

    protected abstract Process Begin();

    protected static Process Run(string file, params string[] arguments)
    {
        // What it has to say goes nowhere, but must not fill a pipe either.
        return Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$0\" \"$@\" > /dev/null 2>&1", file, .. arguments]));
    }

    protected static void RunToEnd(string file, params string[] arguments)
    {
        using var process = Run(file, arguments);
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, $"{file} {string.Join(' ', arguments)}");
    }

    private bool IsReady()
    {
        try
        {
            using var connection = Connect();
            connection.Open();
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }
}
