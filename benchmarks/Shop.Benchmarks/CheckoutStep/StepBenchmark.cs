using Shop.Benchmarks.Common;

namespace Shop.Benchmarks.CheckoutStep;

/// <summary>
/// What the plugin adds to rendering the payment step beyond Glase's own answer time: the first step of a shop that has just
/// started, with and without the warm-up, and those of a shop that has been running.
/// </summary>
internal static class StepBenchmark
{
    private const int Starts = 3;
    private const int Shoppers = 600;
    private const int Unmeasured = 400;

    public static async Task RunAsync(string[] arguments)
    {
        await using var glase = await GlaseRole.StartAsync();
        if (arguments.Contains("methods"))
        {
            foreach (var method in await FirstStep.ListMethodsAsync(glase))
                Console.WriteLine(method);
            return;
        }

        if (!arguments.Contains("first"))
            await MeasureWarmAsync(glase);
        await MeasureFirstAsync(glase);
    }

    private static async Task MeasureWarmAsync(ChildProcess glase)
    {
        var (fresh, reloads) = await WarmAsync(glase);
        var usual = new Measurements(fresh.Select(step => step.GlaseMilliseconds));
        Console.WriteLine($"Glase's own answer:              {usual.InMilliseconds()}");
        Tell("warm, a new code", fresh);
        Tell("warm, the page again", reloads);
    }

    private static async Task MeasureFirstAsync(ChildProcess glase)
    {
        List<StepTime> cold = [], warmedUp = [];
        for (var start = 0; start < Starts; start++)
        {
            cold.Add(await FirstStep.TakeAsync(glase, ShopRole.Cold));
            warmedUp.Add(await FirstStep.TakeAsync(glase));
        }

        // On the first call, HttpClient is cold as well: Glase's time is not taken off.
        Tell("first after a start, cold", cold.ConvertAll(step => step with { GlaseMilliseconds = 0 }));
        Tell("first after a start, warmed up", warmedUp.ConvertAll(step => step with { GlaseMilliseconds = 0 }));
    }

    private static async Task<(List<StepTime> Fresh, List<StepTime> Reloads)> WarmAsync(ChildProcess glase)
    {
        await using var shop = await ShopRole.StartAsync(glase.Address, ShopRole.TimeSteps);
        List<StepTime> fresh = [], reloads = [];
        for (var shopper = 0; shopper < Shoppers; shopper++)
        {
            using var buyer = new Buyer(new Uri(shop.Address));
            await buyer.ToPaymentStepAsync();
            await buyer.ReloadAsync();
            var steps = await shop.AskAsync<List<StepTime>>("steps");
            if (shopper < Unmeasured)
                continue;
            fresh.Add(steps[0]);
            reloads.Add(steps[1]);
        }

        return (fresh, reloads);
    }

    private static void Tell(string what, List<StepTime> steps)
    {
        Console.WriteLine($"{what}: beyond Glase");
        Console.WriteLine($"  time {new Measurements(steps.Select(step => step.Milliseconds - step.GlaseMilliseconds)).InMilliseconds()}");
        Console.WriteLine($"  processor {new Measurements(steps.Select(step => step.CpuMilliseconds)).InMilliseconds()}");
        Console.WriteLine($"  methods compiled {string.Join(", ", steps.Select(step => step.CompiledMethods).Order().Take(Starts))}");
    }
}
