using Shop.Benchmarks.CheckoutStep;
using Shop.Benchmarks.Common;
using Shop.Benchmarks.Day;
using Shop.Benchmarks.ExpiredInvoices;
using Shop.Benchmarks.Farm;
using Shop.Benchmarks.PaidToScreen;
using Shop.Benchmarks.Soak;
using Shop.Benchmarks.Statements;
using Shop.Benchmarks.Waiting;

switch (args.FirstOrDefault())
{
    case ShopRole.Name:
        await ShopRole.RunAsync(args[1..]);
        return 0;
    case DayNodeRole.Name:
        await DayNodeRole.RunAsync(args[1..]);
        return 0;
    case MinimalGlaseServer.Name:
        await MinimalGlaseServer.RunAsync();
        return 0;
    case BareStreams.Name:
        await BareStreams.RunAsync();
        return 0;
    case WatchRole.Name:
        await WatchRole.RunAsync();
        return 0;
    case GlaseRole.Name:
        await GlaseRole.RunAsync();
        return 0;
}

Dictionary<string, Func<string[], Task>> benchmarks = new()
{
    ["step"] = StepBenchmark.RunAsync,
    ["statements"] = StatementBenchmark.RunAsync,
    ["waiting"] = WaitingBenchmark.RunAsync,
    ["farm"] = FarmBenchmark.RunAsync,
    ["screen"] = _ => ScreenBenchmark.RunAsync(),
    ["task"] = ExpiredBenchmark.RunAsync,
    ["day"] = DayBenchmark.RunAsync,
    ["soak"] = SoakBenchmark.RunAsync
};
if (!benchmarks.TryGetValue(args.FirstOrDefault() ?? "", out var run))
{
    Console.Error.WriteLine($"Which one? {string.Join(", ", benchmarks.Keys)}");
    return 1;
}

Console.WriteLine(Machine.Describe());
await run(args[1..]);
Console.WriteLine($"load after: {Machine.Load()}");
return Environment.ExitCode;
