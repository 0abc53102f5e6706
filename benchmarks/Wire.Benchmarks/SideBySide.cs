using System.Globalization;
using Shop.Benchmarks.Common;

namespace Wire.Benchmarks;

/// <summary>
/// Both clients in turns, by processor time and allocations: what other programs on the machine do hardly shows in these.
/// </summary>
internal static class SideBySide
{
    private const int Rounds = 15;
    private const int Calls = 200;

    public static async Task RunAsync()
    {
        Console.WriteLine(Machine.Describe());
        Console.WriteLine("| | WCF, CPU | plugin, CPU | share | WCF, allocated | plugin, allocated | share |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        foreach (var rows in new[] { 1, 10, 200 })
        {
            var encode = new EncodeInvoice { Rows = rows };
            encode.Fill();
            await CompareAsync($"encode sendInvoice, {rows} row(s)", () => Task.FromResult(encode.Wcf()), () => Task.FromResult(encode.Plugin()));
        }

        var decode = new DecodeStatus();
        await CompareAsync("decode getPaymentStatus", () => Task.FromResult(decode.Wcf()), () => Task.FromResult(decode.Plugin()));
        foreach (var rows in new[] { 1, 10, 200 })
        {
            var call = new CallSendInvoice { Rows = rows };
            await call.OpenAsync();
            await CompareAsync($"call sendInvoice, {rows} row(s)", call.Wcf, call.Plugin);
            await call.CloseAsync();
        }

        var ask = new CallPaymentStatus();
        await ask.OpenAsync();
        await CompareAsync("call getPaymentStatus", ask.Wcf, ask.Plugin);
        await ask.CloseAsync();
        Console.WriteLine($"load after: {Machine.Load()}");
    }

    private static async Task CompareAsync<T>(string what, Func<Task<T>> wcf, Func<Task<T>> plugin)
    {
        List<Cost> wcfCosts = [], pluginCosts = [];
        for (var round = 0; round < Rounds; round++)
        {
            wcfCosts.Add(await MeasureAsync(wcf));
            pluginCosts.Add(await MeasureAsync(plugin));
        }

        // The first rounds compile.
        var (wcfCpu, wcfBytes) = Cost.Median(wcfCosts[(Rounds / 3)..]);
        var (pluginCpu, pluginBytes) = Cost.Median(pluginCosts[(Rounds / 3)..]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {what} | {wcfCpu:0} µs | {pluginCpu:0} µs | {pluginCpu / wcfCpu:0.00} | {wcfBytes / 1024:0.0} KB | {pluginBytes / 1024:0.0} KB | {pluginBytes / wcfBytes:0.00} |"));
    }

    private static async Task<Cost> MeasureAsync<T>(Func<Task<T>> act)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var cpu = Environment.CpuUsage.TotalTime;
        for (var call = 0; call < Calls; call++)
            await act();
        return new Cost((Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / Calls,
            (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)Calls);
    }

    private sealed record Cost(double Microseconds, double Bytes)
    {
        public static (double Microseconds, double Bytes) Median(List<Cost> costs)
        {
            return (new Figures(costs.Select(cost => cost.Microseconds)).Median, new Figures(costs.Select(cost => cost.Bytes)).Median);
        }
    }
}
