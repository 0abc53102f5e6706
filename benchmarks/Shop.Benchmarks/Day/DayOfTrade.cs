using Nop.Core;
using Nop.Plugin.Payments.Glase.Api;
using Shop.Benchmarks.Common;

namespace Shop.Benchmarks.Day;

/// <summary>
/// A day of a shop: shoppers who pay, some whose browser dies, some who change their mind, and a Glase that fails now and then.
/// </summary>
internal sealed class DayOfTrade
{
    private const double Spoiled = 0.02;
    private const double Unpaid = 0.03;
    private const double BrowserDies = 0.03;
    private const double CartIsEmptied = 0.01;
    private const int AtOnce = 8;
    private const int Hours = 24;
    private const int LastRuns = 30;
    private static readonly TimeSpan _longerThanAnyPatience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan _longerThanAnyWindow = TimeSpan.FromMinutes(30);

    private readonly DayShop _shop;
    private readonly IGlaseControl _glase;
    private readonly Random _chance;
    private int _withoutCode;

    public DayOfTrade(DayShop shop, IGlaseControl glase, int seed)
    {
        _shop = shop;
        _glase = glase;
        _chance = new Random(seed);
    }

    /// <summary>How many shoppers were given no code, because Glase failed too often.</summary>
    public int WithoutCode => _withoutCode;

    /// <param name="shoppers">How many come</param>
    /// <param name="afterAnHour">Told how many have come, after each hour of the day</param>
    public async Task PlayAsync(int shoppers, Action<int> afterAnHour)
    {
        var come = 0;
        for (var hour = 1; hour <= Hours; hour++)
        {
            var until = (int)((long)shoppers * hour / Hours);
            var fates = Enumerable.Range(come, until - come).Select(_ => (_chance.NextDouble(), Way())).ToList();
            await Parallel.ForEachAsync(fates, new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
                async (fate, _) => await ShopAsync(fate.Item1, fate.Item2));
            come = until;
            await PassAsync(_longerThanAnyPatience);
            await _shop.RunTaskAsync();
            afterAnHour(come);
        }

        // The evening: nobody comes any more, and what was left is finished.
        for (var run = 0; run < LastRuns; run++)
        {
            await PassAsync(_longerThanAnyWindow);
            await _shop.RunTaskAsync();
        }
    }

    private int? Way() => _chance.NextDouble() < Spoiled ? _chance.Next(1000) : null;

    private async Task ShopAsync(double fate, int? spoiled)
    {
        if (spoiled is { } way)
            await _glase.SpoilAsync(way);
        var (customer, payment) = await _shop.ComeAsync();
        if (payment is null)
        {
            Interlocked.Increment(ref _withoutCode);
            return;
        }

        if (fate < Unpaid || await _glase.PayAsync(payment.InvoiceReference) == 0)
            return;

        payment = await _shop.AskAsync(payment);
        if (fate < Unpaid + BrowserDies)
            return;
        if (fate < Unpaid + BrowserDies + CartIsEmptied)
        {
            await _shop.EmptyCartAsync(customer);
            return;
        }

        try
        {
            await _shop.CompleteAsync(customer, payment);
        }
        catch (Exception exception) when (exception is GlaseApiException or NopException or TimeoutException)
        {
            // The shopper reads that it did not work; what becomes of the payment shows in the books.
        }
    }

    private async Task PassAsync(TimeSpan time)
    {
        _shop.Pass(time);
        await _glase.PassAsync(time);
    }
}
