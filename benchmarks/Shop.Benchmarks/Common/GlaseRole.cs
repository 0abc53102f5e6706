namespace Shop.Benchmarks.Common;

/// <summary>
/// The simulator in a process of its own: a Glase that keeps all the rules.
/// </summary>
internal static class GlaseRole
{
    public const string Name = "glase";

    public static Task<Child> StartAsync() => Child.StartAsync(Name);

    public static async Task RunAsync()
    {
        var (glase, desk) = await GlaseDesk.OpenAsync(notifies: true);
        await using var _ = glase;
        var role = new Role();
        role.On("pay", words => desk.PayAsync(words[0].GetString()));
        role.On("spoil", words => DoneAsync(desk.SpoilAsync(words[0].GetInt32())));
        role.On("notify", words => DoneAsync(desk.NotifyAsync(words[0].GetBoolean())));
        role.On("pass", words => DoneAsync(desk.PassAsync(TimeSpan.FromSeconds(words[0].GetDouble()))));
        role.On("books", desk.BooksAsync);
        await role.RunAsync(desk.ServiceUri.ToString());
    }

    private static async Task<bool> DoneAsync(Task task)
    {
        await task;
        return true;
    }
}
