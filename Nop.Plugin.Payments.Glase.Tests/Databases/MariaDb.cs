using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MySqlConnector;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// A MariaDB server for all tests in this folder: on a free port, with a data folder of its own, stopped with the run. Without
/// mariadbd on the machine the tests are skipped; with GLASE_REQUIRE_DATABASES=1 they fail.
/// </summary>
[SetUpFixture]
public sealed class MariaDb
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(60);

    private static string _folder;
    private static int _lastDatabase;
    private static int _port;
    private static Process _server;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        if (Find("mariadbd") is not { } server || Find("mariadb-install-db") is not { } installer)
        {
            const string reason = "There is no MariaDB server on this machine: neither mariadbd nor mariadb-install-db is found.";
            if (Environment.GetEnvironmentVariable("GLASE_REQUIRE_DATABASES") == "1")
                Assert.Fail(reason);
            Assert.Ignore(reason);
            return;
        }

        _folder = Directory.CreateTempSubdirectory("glase-mariadb-").FullName;
        var data = Path.Combine(_folder, "data");
        using var install = Start(installer, "--no-defaults", $"--datadir={data}", $"--user={Environment.UserName}",
            "--auth-root-authentication-method=normal", "--skip-test-db");
        await install.WaitForExitAsync();
        Assert.That(install.ExitCode, Is.Zero, "mariadb-install-db");

        _port = FreePort();
        _server = Start(server, "--no-defaults", $"--datadir={data}", $"--user={Environment.UserName}",
            string.Create(CultureInfo.InvariantCulture, $"--port={_port}"), "--bind-address=127.0.0.1", "--skip-name-resolve",
            $"--socket={Path.Combine(_folder, "socket")}", "--skip-log-bin", "--innodb-flush-log-at-trx-commit=0");
        await AnswersAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_server is not null)
        {
            _server.Kill();
            await _server.WaitForExitAsync();
            _server.Dispose();
        }

        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }

    /// <summary>
    /// Makes an empty database, as nopCommerce does.
    /// </summary>
    /// <param name="characterSet">What its columns are in unless they say something else; null for the server's own</param>
    /// <returns>How to connect to it</returns>
    internal static async Task<string> NewDatabaseAsync(string characterSet = null)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"shop{Interlocked.Increment(ref _lastDatabase)}");
        await using var connection = new MySqlConnection(ConnectionString(null));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name}" + (characterSet is null ? "" : $" CHARACTER SET {characterSet}");
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    private static string ConnectionString(string database)
    {
        return new MySqlConnectionStringBuilder
        {
            Server = "127.0.0.1",
            Port = (uint)_port,
            UserID = "root",
            Database = database,
            AllowUserVariables = true
        }.ConnectionString;
    }

    private static async Task AnswersAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = new MySqlConnection(ConnectionString(null));
                await connection.OpenAsync();
                return;
            }
            catch (MySqlException) when (!_server.HasExited && TimeProvider.System.GetElapsedTime(started) < _timeout)
            {
                await Task.Delay(100);
            }
        }
    }

    private static Process Start(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        var process = Process.Start(start);
        // What nobody reads would hold the process up.
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Find(string name)
    {
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(["/usr/sbin", "/usr/libexec"])
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}
