using System.Diagnostics;
using System.Text.Json;

namespace Shop.Benchmarks.Common;

/// <summary>
/// A process of this program in another role, to which commands are sent a line at a time. It ends with its input.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    // A test runs in a process of another program.
    private static readonly string _program = Path.Combine(AppContext.BaseDirectory,
        typeof(ChildProcess).Assembly.GetName().Name + (OperatingSystem.IsWindows() ? ".exe" : ""));

    private readonly Process _process;
    private readonly SemaphoreSlim _turn = new(1);

    private ChildProcess(Process process)
    {
        _process = process;
    }

    /// <summary>What the role said when it was ready: its address.</summary>
    public string Address { get; private set; }

    public static async Task<ChildProcess> StartAsync(string role, params string[] arguments)
    {
        var start = new ProcessStartInfo(_program, [role, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true
        };
        var childProcess = new ChildProcess(Process.Start(start));
        childProcess.Address = await childProcess.ReadAsync<string>();
        return childProcess;
    }

    public async Task<T> AskAsync<T>(string command, params object[] arguments)
    {
        await _turn.WaitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(arguments.Prepend(command)));
            return await ReadAsync<T>();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends the process at once (kill -9). What it was asked fails.</summary>
    public void Kill() => _process.Kill();

    public Task<Usage> UsageAsync() => AskAsync<Usage>("usage");

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _turn.Dispose();
    }

    private async Task<T> ReadAsync<T>()
    {
        var line = await _process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("A process of the benchmark ended; it says above why.");
        return JsonSerializer.Deserialize<T>(line);
    }
}
