using System.Text.Json;

namespace Shop.Benchmarks.Common;

/// <summary>
/// The other end of a <see cref="ChildProcess"/>: answers commands until its input ends.
/// </summary>
internal sealed class ChildCommandLoop
{
    private readonly Dictionary<string, Func<JsonElement[], Task<object>>> _commands = [];

    public ChildCommandLoop()
    {
        On("usage", () => Task.FromResult(Usage.Now()));
    }

    public void On<T>(string command, Func<Task<T>> act) => On<T>(command, _ => act());

    public void On<T>(string command, Func<JsonElement[], Task<T>> act)
    {
        _commands[command] = async arguments => await act(arguments);
    }

    public async Task RunAsync(string address)
    {
        var output = Console.Out;
        await WriteAsync(output, address);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var words = JsonSerializer.Deserialize<JsonElement[]>(line);
            await WriteAsync(output, await _commands[words[0].GetString()](words[1..]));
        }
    }

    private static async Task WriteAsync(TextWriter output, object answer)
    {
        await output.WriteLineAsync(JsonSerializer.Serialize(answer));
        await output.FlushAsync();
    }
}
