namespace Shop.Benchmarks.Common;

/// <summary>
/// The simulator in a process of its own: a Glase that keeps all the rules.
/// </summary>
internal static class GlaseRole
{
    public const string Name = "glase";

    public static Task<ChildProcess> StartAsync() => ChildProcess.StartAsync(Name);

    public static async Task RunAsync()
    {
        var (glase, desk) = await LocalGlaseControl.OpenAsync(notifies: true);
        await using var _ = glase;
        var childCommandLoop = new ChildCommandLoop();
        childCommandLoop.On("pay", words => desk.PayAsync(words[0].GetString()));
        childCommandLoop.On("spoil", words => DoneAsync(desk.SpoilAsync(words[0].GetInt32())));
        childCommandLoop.On("end-faults", () => DoneAsync(desk.EndFaultsAsync()));
        childCommandLoop.On("notify", words => DoneAsync(desk.NotifyAsync(words[0].GetBoolean())));
        childCommandLoop.On("pass", words => DoneAsync(desk.PassAsync(TimeSpan.FromSeconds(words[0].GetDouble()))));
        childCommandLoop.On("polls", () => Task.FromResult(glase.CallCount("getPaymentStatus")));
        childCommandLoop.On("books", desk.BooksAsync);
        await childCommandLoop.RunAsync(desk.ServiceUri.ToString());
    }

    private static async Task<bool> DoneAsync(Task task)
    {
        await task;
        return true;
    }
}
