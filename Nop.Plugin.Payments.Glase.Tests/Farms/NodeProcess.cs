using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Sandbox.Data;
using Sandbox.Hosting;

namespace Nop.Plugin.Payments.Glase.Tests.Farms;

/// <summary>
/// A node in a process of its own, which can be ended as a machine ends that loses its power.
/// </summary>
internal sealed class NodeProcess : IDisposable
{
    // Runs the node until it ends, or until the pipe that the tests hold is closed: by them, or because their process is gone.
    private const string UntilTheTestsEnd = """
        exec 3<&0
        "$@" > /dev/null 2>&1 < /dev/null 3<&- &
        node=$!
        (cat <&3 > /dev/null; kill -9 $node) &
        exec 3<&-
        wait $node
        """;

    private readonly Process _process;

    private NodeProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <param name="glase">The service of Glase</param>
    /// <param name="other">What another node of the same shop was started with</param>
    public static async Task<NodeProcess> StartAsync(Uri glase, SandboxOptions other)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));

        List<string> arguments = [typeof(SandboxShop).Assembly.Location, "--urls", address.ToString(), "--glase", glase.ToString()];
        if (other.DataFile is not null)
            arguments.AddRange(["--data", other.DataFile]);
        else
            arguments.AddRange(["--database", other.Database == DatabaseKind.MySql ? "mysql" : "postgres", "--connection", other.ConnectionString]);
        if (other.Redis is not null)
            arguments.AddRange(["--redis", other.Redis]);
        var start = new ProcessStartInfo("sh", ["-c", UntilTheTestsEnd, "sh", "dotnet", .. arguments]) { RedirectStandardInput = true };
        var node = new NodeProcess(Process.Start(start), address);
        try
        {
            await node.ReadyAsync();
            return node;
        }
        catch
        {
            node.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Ends it at once: nothing of what it does is finished.
    /// </summary>
    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private async Task ReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(10) };
        await ShopFixture.UntilAsync(async () =>
        {
            try
            {
                using var response = await http.GetAsync("keepalive");
                return true;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, "a node in its own process");
    }
}
