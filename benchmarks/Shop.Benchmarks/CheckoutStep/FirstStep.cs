using Shop.Benchmarks.Common;

namespace Shop.Benchmarks.CheckoutStep;

/// <summary>
/// The first payment step of a shop that has just started and warmed up.
/// </summary>
internal static class FirstStep
{
    // Events of the runtime come later than what they tell of.
    private static readonly TimeSpan _eventDelay = TimeSpan.FromSeconds(2);

    /// <summary>Starts a shop, takes its first step, and stops it.</summary>
    /// <param name="glase">The Glase it calls</param>
    /// <param name="options">Options of the shop</param>
    public static async Task<StepTime> TakeAsync(ChildProcess glase, params string[] options)
    {
        await using var shop = await ShopRole.StartAsync(glase.Address, [ShopRole.TimeSteps, .. options]);
        return await TakeAsync(shop);
    }

    /// <summary>Lists the methods that are compiled in the first step, as "type::method".</summary>
    /// <param name="glase">The Glase that the shop calls</param>
    public static async Task<IReadOnlyList<string>> ListMethodsAsync(ChildProcess glase)
    {
        await using var shop = await ShopRole.StartAsync(glase.Address, ShopRole.TimeSteps, ShopRole.ListMethods);
        var step = await TakeAsync(shop);
        await Task.Delay(_eventDelay);
        return await shop.AskAsync<List<string>>("methods", step.StartedOnUtc, step.StartedOnUtc.AddMilliseconds(step.Milliseconds));
    }

    private static async Task<StepTime> TakeAsync(ChildProcess shop)
    {
        await shop.AskAsync<bool>("warm");
        // The warm-up takes one itself.
        await shop.AskAsync<List<StepTime>>("steps");
        using var buyer = new Buyer(new Uri(shop.Address));
        await buyer.ToPaymentStepAsync();
        return (await shop.AskAsync<List<StepTime>>("steps"))[0];
    }
}
