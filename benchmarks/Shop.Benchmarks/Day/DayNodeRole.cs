using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Sandbox.Data;
using Sandbox.Hosting;
using Shop.Benchmarks.Common;

namespace Shop.Benchmarks.Day;

/// <summary>
/// A node of the day's shop in a process of its own.
/// </summary>
internal static class DayNodeRole
{
    public const string Name = "day-node";

    private static readonly TimeSpan _longestWait = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);

    /// <param name="place">Where the shop's data is</param>
    /// <param name="glase">The address of Glase</param>
    /// <param name="passed">By how much the clock was moved before</param>
    public static Task<ChildProcess> StartAsync(DayPlace place, Uri glase, TimeSpan passed)
    {
        return ChildProcess.StartAsync(Name, JsonSerializer.Serialize(place), glase.ToString(), passed.Ticks.ToString(CultureInfo.InvariantCulture));
    }

    public static async Task RunAsync(string[] arguments)
    {
        var place = JsonSerializer.Deserialize<DayPlace>(arguments[0]);
        var glase = new Uri(arguments[1]);
        var clock = new AdvanceableClock();
        clock.Pass(TimeSpan.FromTicks(long.Parse(arguments[2], CultureInfo.InvariantCulture)));
        using var control = new HttpGlaseControl(glase);
        await using var shop = await OpenAsync(place, glase, clock);
        await using var node = new DayNode(shop, control);
        var childCommandLoop = new ChildCommandLoop();
        childCommandLoop.On("serve", words => node.ServeAsync(words[0].Deserialize<List<Visit>>(), killedAfter: null));
        childCommandLoop.On("task", () => DoneAsync(node.RunTaskAsync(killedAfter: null)));
        childCommandLoop.On("pass", words => DoneAsync(node.PassAsync(TimeSpan.FromTicks(words[0].GetInt64()))));
        await childCommandLoop.RunAsync(glase.ToString());
    }

    /// <summary>The database may be away while a node starts.</summary>
    private static async Task<DayShop> OpenAsync(DayPlace place, Uri glase, AdvanceableClock clock)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await DayShop.OpenAsync(place, glase, clock);
            }
            catch (Exception exception) when (exception is DbException or DatabaseRefusedException
                && TimeProvider.System.GetElapsedTime(started) < _longestWait)
            {
                await Task.Delay(_pause);
            }
        }
    }

    private static async Task<bool> DoneAsync(Task task)
    {
        await task;
        return true;
    }
}
