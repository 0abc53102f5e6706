using NUnit.Framework;
using Shop.Benchmarks.Common;
using Shop.Benchmarks.Day;

namespace Nop.Plugin.Payments.Glase.Tests.Performance;

/// <summary>
/// A short day of a shop whose Glase fails now and then: counts, never times.
/// </summary>
public class DayTests
{
    private const int Shoppers = 240;

    [Test]
    public async Task Every_payment_of_a_day_ends_as_a_paid_order_or_a_full_refund()
    {
        var (glase, desk) = await LocalGlaseControl.OpenAsync(notifies: false);
        await using var _ = glase;
        await using var shop = await DayShop.OpenAsync(desk.ServiceUri);
        var day = new DayOfTrade(shop, desk, seed: 7);

        await day.PlayAsync(Shoppers, _ => { });

        var ledger = await Ledger.CompareAsync(shop, desk);
        Assert.Multiple(() =>
        {
            Assert.That(ledger.Lost, Is.Empty);
            Assert.That(ledger.OrdersWithoutMoney, Is.Zero);
            Assert.That(ledger.ForPersons, Is.LessThanOrEqualTo(Shoppers / 50), "more refunds than were spoiled");
            Assert.That(ledger.Paid, Is.GreaterThan(Shoppers * 3 / 4), "most shoppers pay and get what they ordered");
            Assert.That(ledger.Refunded, Is.GreaterThan(0), "some carts are emptied after the payment");
        });
    }
}
