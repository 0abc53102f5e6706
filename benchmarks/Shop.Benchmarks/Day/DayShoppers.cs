using System.Collections.Concurrent;
using System.Data.Common;
using Shop.Benchmarks.Common;

namespace Shop.Benchmarks.Day;

/// <summary>
/// Shoppers of one node, several at a time: they pay, some do not, the browser of some dies, and some change their mind.
/// </summary>
internal sealed class DayShoppers(DayShop shop, IPayerControl glase)
{
    private const double Unpaid = 0.03;
    private const double BrowserDies = 0.03;
    private const double CartIsEmptied = 0.01;
    private const int MaxConcurrency = 8;

    // Without it, thousands would come and go while a database is away for a second.
    private static readonly TimeSpan _pauseAfterDatabaseFailure = TimeSpan.FromMilliseconds(250);

    /// <returns>How often what went wrong, in words</returns>
    public async Task<Dictionary<string, int>> ServeAsync(IReadOnlyList<Visit> visits)
    {
        var troubles = new ConcurrentDictionary<string, int>();
        await Parallel.ForEachAsync(visits, new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency }, async (visit, cancellationToken) =>
        {
            try
            {
                if (!await TryShopAsync(visit))
                    Count("no code was shown");
            }
            catch (Exception exception)
            {
                // The shopper reads that it did not work; what becomes of the payment shows in the records of shop and Glase.
                Count($"a shopper's request failed: {exception.GetType().Name}");
                if (exception is DbException || exception.InnerException is DbException)
                    await Task.Delay(_pauseAfterDatabaseFailure, cancellationToken);
            }
        });
        return new Dictionary<string, int>(troubles);

        void Count(string trouble) => troubles.AddOrUpdate(trouble, 1, (_, count) => count + 1);
    }

    /// <returns>False when no code was shown</returns>
    private async Task<bool> TryShopAsync(Visit visit)
    {
        if (visit.Spoiled is { } way)
            await glase.SpoilAsync(way);
        var (customer, payment) = await shop.ComeAsync();
        if (payment is null)
            return false;
        if (visit.Fate < Unpaid || await glase.PayAsync(payment.InvoiceReference) == 0)
            return true;

        payment = await shop.AskAsync(payment);
        if (visit.Fate < Unpaid + BrowserDies)
            return true;
        if (visit.Fate < Unpaid + BrowserDies + CartIsEmptied)
            await shop.EmptyCartAsync(customer);
        else
            await shop.CompleteAsync(customer, payment);
        return true;
    }
}
