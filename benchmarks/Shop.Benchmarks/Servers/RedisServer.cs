using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace Shop.Benchmarks.Servers;

/// <summary>
/// A Redis server for a test or a benchmark, as Debian packages it, on a free port and with a data folder that goes with it.
/// </summary>
internal sealed class RedisServer : IDisposable
{
    private const string Program = "/usr/bin/redis-server";
    private static readonly TimeSpan _startTime = TimeSpan.FromSeconds(60);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"glase-redis-{Guid.NewGuid():N}");
    private readonly int _port;
    private Process _process;

    public RedisServer()
    {
        if (!File.Exists(Program))
            throw MissingServer.Because($"There is no {Program}; on Debian: apt-get install redis-server.");

        Directory.CreateDirectory(_folder);
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            _port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        Start();
    }

    public string ConnectionString => $"127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)},ssl=False";

    public void Start()
    {
        string[] arguments =
        [
            "--port", _port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", _folder, "--save", "", "--appendonly", "no"
        ];
        // What it has to say goes nowhere, but must not fill a pipe either.
        _process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$0\" \"$@\" > /dev/null 2>&1", Program, .. arguments]));
        var started = TimeProvider.System.GetTimestamp();
        while (!IsReady())
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(started) > _startTime)
                throw new InvalidOperationException("Redis did not start.");
            Thread.Sleep(50);
        }
    }

    /// <summary>
    /// Ends the server as a machine that loses its power does. Nothing of what it held is there after the next start.
    /// </summary>
    public void Stop()
    {
        _process?.Kill(entireProcessTree: true);
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        Stop();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private bool IsReady()
    {
        try
        {
            using var connection = ConnectionMultiplexer.Connect(ConnectionString);
            return connection.IsConnected;
        }
        catch (RedisConnectionException)
        {
            return false;
        }
    }
}
