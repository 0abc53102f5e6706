using System.Diagnostics;
using System.Globalization;
using Shop.Benchmarks.Common;

namespace Wire.Benchmarks;

/// <summary>
/// Both clients in turns, by time, processor time and allocations: what other programs on the machine do hardly shows in the latter.
/// Beside them HttpClient with bytes that were written before and are not read, which no client can go below.
/// </summary>
internal static class Comparison
{
    private const int Rounds = 30;
    private const int Calls = 300;

    public static async Task RunAsync()
    {
        Console.WriteLine(Machine.Describe());
        // Once for the compiler, which otherwise works on all of it for some time.
        await CompareAllAsync(new StringWriter());
        await CompareAllAsync(Console.Out);
        Console.WriteLine($"load after: {Machine.Load()}");
    }

    private static async Task CompareAllAsync(TextWriter output)
    {
        await output.WriteLineAsync("| | | WCF | plugin | share | HTTP alone |");
        await output.WriteLineAsync("|---|---|---:|---:|---:|---:|");
        foreach (var rows in new[] { 1, 10, 200 })
        {
            var encode = new EncodeInvoice { Rows = rows };
            encode.Fill();
            await CompareAsync(output, $"encode sendInvoice, {rows} row(s)",
                () => Task.FromResult(encode.Wcf()), () => Task.FromResult(encode.Plugin()));
        }

        var decode = new DecodeStatus();
        await CompareAsync(output, "decode getPaymentStatus", () => Task.FromResult(decode.Wcf()), () => Task.FromResult(decode.Plugin()));
        foreach (var rows in new[] { 1, 10, 200 })
        {
            var call = new CallSendInvoice { Rows = rows };
            await call.OpenAsync();
            await CompareAsync(output, $"call sendInvoice, {rows} row(s)", call.Wcf, call.Plugin, call.Http);
            await call.CloseAsync();
        }

        var ask = new CallPaymentStatus();
        await ask.OpenAsync();
        await CompareAsync(output, "call getPaymentStatus", ask.Wcf, ask.Plugin, ask.Http);
        await ask.CloseAsync();
    }

    private static async Task CompareAsync<T>(TextWriter output, string what, Func<Task<T>> wcf, Func<Task<T>> plugin, Func<Task<int>> http = null)
    {
        List<Cost> wcfCosts = [], pluginCosts = [], httpCosts = [];
        for (var round = 0; round < Rounds; round++)
        {
            wcfCosts.Add(await MeasureAsync(wcf));
            pluginCosts.Add(await MeasureAsync(plugin));
            if (http is not null)
                httpCosts.Add(await MeasureAsync(http));
        }

        Tell($"{what} | time", cost => cost.Time, "µs");
        Tell(" | processor", cost => cost.Processor, "µs");
        Tell(" | allocated", cost => cost.Kilobytes, "KB");

        void Tell(string which, Func<Cost, double> measure, string unit)
        {
            var (of, by) = (MedianOf(wcfCosts, measure), MedianOf(pluginCosts, measure));
            var alone = httpCosts.Count == 0 ? "–" : Number(MedianOf(httpCosts, measure));
            output.WriteLine($"| {which} | {Number(of)} | {Number(by)} | {(by / of).ToString("0.00", CultureInfo.InvariantCulture)} | {alone} |");

            string Number(double value) => value.ToString(unit == "KB" ? "0.0 KB" : "0 µs", CultureInfo.InvariantCulture);
        }
    }

    private static double MedianOf(List<Cost> costs, Func<Cost, double> measure)
    {
        return new Measurements(costs.Select(measure)).Median;
    }

    private static async Task<Cost> MeasureAsync<T>(Func<Task<T>> act)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var processor = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        for (var call = 0; call < Calls; call++)
            await act();
        return new Cost(Stopwatch.GetElapsedTime(started).TotalMicroseconds / Calls,
            (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / Calls,
            (GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1024.0 / Calls);
    }

    /// <summary>What one act took, in microseconds and kilobytes.</summary>
    private sealed record Cost(double Time, double Processor, double Kilobytes);
}
