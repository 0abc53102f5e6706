using NUnit.Framework;
using Sandbox.Data;
using Shop.Benchmarks.Common;
using Shop.Benchmarks.Day;

namespace Nop.Plugin.Payments.Glase.Tests.Performance;

/// <summary>
/// A short day of a shop whose Glase, processes and database fail now and then: counts, never times.
/// </summary>
public class DayTests
{
    private const int Shoppers = 240;
    private const int ShoppersOfNode = 120;
    private const double CrashesPerThousand = 8;
    private const double DatabaseFailuresPerThousand = 8;

    [Test]
    public async Task Every_payment_of_a_day_ends_as_a_paid_order_or_a_full_refund()
    {
        var (simulator, glase) = await LocalGlaseControl.OpenAsync(notifies: false);
        await using var _ = simulator;
        await using var shop = await DayShop.OpenAsync(glase.ServiceUri);
        await using var node = new DayNode(shop, glase);
        var day = new DayOfTrade([node], glase, shop.Database, DayFailures.None, seed: 7);

        await day.PlayAsync(Shoppers, _ => Task.CompletedTask);

        var ledger = await CompareAsync(shop.Database, glase);
        Assert.That(ledger.ForPersons.Values.Sum(), Is.LessThanOrEqualTo(Shoppers / 50), "more refunds than were spoiled");
        Assert.That(ledger.Paid, Is.GreaterThan(Shoppers * 3 / 4), "most shoppers pay and get what they ordered");
        Assert.That(ledger.Refunded, Is.GreaterThan(0), "some carts are emptied after the payment");
    }

    [Test]
    public async Task So_it_does_while_the_process_and_the_database_are_killed()
    {
        var (simulator, glase) = await LocalGlaseControl.OpenAsync(notifies: false);
        await using var _ = simulator;
        var options = DayOptions.Parse(["--database", "postgres"]);
        using var places = await DayPlaces.OpenAsync(options, glase.ServiceUri);
        await using var node = await DayNodeProcess.StartAsync(places.Place, glase.ServiceUri);
        var failures = new DayFailures(CrashesPerThousand, DatabaseFailuresPerThousand, places.Server, seed: 1);
        var day = new DayOfTrade([node], glase, places.Database, failures, seed: 7);

        await day.PlayAsync(ShoppersOfNode, _ => Task.CompletedTask);

        Assert.That(failures.Crashes, Is.GreaterThan(0));
        Assert.That(failures.DatabaseFailures, Is.GreaterThan(0));
        var ledger = await CompareAsync(places.Database, glase);
        Assert.That(ledger.Paid, Is.GreaterThan(ShoppersOfNode / 3));
    }

    private static async Task<Ledger> CompareAsync(ShopDatabase database, LocalGlaseControl glase)
    {
        var ledger = await Ledger.CompareAsync(database, await glase.BooksAsync());
        Assert.Multiple(() =>
        {
            Assert.That(ledger.Lost, Is.Empty);
            Assert.That(ledger.Doubled, Is.Empty);
            Assert.That(ledger.OrdersWithoutMoney, Is.Empty);
        });
        Assert.That(await Ledger.UnfinishedAsync(database), Is.Empty);
        return ledger;
    }
}
