using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Composing;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Composing;

public class InvoiceDraftTests
{
    [Test]
    public void Lines_that_add_up_stay_as_they_are()
    {
        var draft = InvoiceDraft.Balance(30m, "SEK", [new("A", 2, 20m, 10m), new("B", 1, 10m, 10m)], "Rounding");

        Assert.That(draft.Lines, Has.Count.EqualTo(2));
        Assert.That(draft.Amount, Is.EqualTo(30m));
    }

    [TestCase(29.99, -0.01)]
    [TestCase(30.02, 0.02)]
    public void A_difference_becomes_a_line_of_its_own(decimal total, decimal difference)
    {
        var draft = InvoiceDraft.Balance(total, "SEK", [new("A", 3, 30m, 10m)], "Rounding");

        Assert.That(draft.Lines[^1].Description, Is.EqualTo("Rounding"));
        Assert.That(draft.Lines[^1].Total, Is.EqualTo(difference));
    }

    [TestCase(27, "Less")]
    [TestCase(29.97, "Less")]
    [TestCase(29.99, "Rounding")]
    [TestCase(33, "Rounding")]
    public void What_rounding_does_not_explain_has_a_name_of_its_own(decimal total, string expected)
    {
        var draft = InvoiceDraft.Balance(total, "SEK", [new("A", 3, 30m, 10m)], "Rounding", "Less");

        Assert.That(draft.Lines[^1].Description, Is.EqualTo(expected));
        Assert.That(draft.Lines.Sum(line => line.Total), Is.EqualTo(total));
    }

    [Test]
    public void However_many_lines_of_whatever_price_they_add_up_to_the_total([Values(1, 7, 200, 1000)] int count)
    {
        var random = new Random(count);
        for (var round = 0; round < 50; round++)
        {
            var lines = Enumerable.Range(0, count)
                .Select(_ => new InvoiceLine("A", random.Next(1, 9), (decimal)random.NextDouble() * 1000m))
                .ToList();
            var total = lines.Sum(line => line.Total) * 0.9m;

            var draft = InvoiceDraft.Balance(total, "SEK", lines, "Rounding");

            Assert.That(draft.Lines.Sum(line => line.Total), Is.EqualTo(Math.Round(total, 2, MidpointRounding.AwayFromZero)));
            Assert.That(draft.Lines.All(line => line.Total == decimal.Round(line.Total, 2)), Is.True);
        }
    }

    [Test]
    public void Discounts_of_nothing_are_left_out_but_free_items_stay()
    {
        var draft = InvoiceDraft.Balance(10m, "SEK", [new("A", 1, 10m, 10m), new("Gift", 1, 0m, 0m), new("Discount", 1, 0m)], "R");

        Assert.That(draft.Lines.Select(line => line.Description), Is.EqualTo(new[] { "A", "Gift" }));
    }

    [TestCase(0.005, 0.01)]
    [TestCase(0.015, 0.02)]
    [TestCase(2.675, 2.68)]
    public void Half_a_cent_is_rounded_up_as_prices_are(decimal value, decimal expected)
    {
        Assert.That(CurrencyDecimals.Round(value, "SEK"), Is.EqualTo(expected));
    }

    [Test]
    public void A_currency_without_decimals_is_invoiced_in_whole_amounts()
    {
        var draft = InvoiceDraft.Balance(1050.4m, "JPY", [new("A", 3, 1050.4m, 350.13m)], "R");

        Assert.Multiple(() =>
        {
            Assert.That(draft.Amount, Is.EqualTo(1050m));
            Assert.That(draft.Lines.Single().Total, Is.EqualTo(1050m));
            Assert.That(draft.Lines.Single().UnitPrice, Is.EqualTo(350m));
        });
    }

    [Test]
    public void The_fingerprint_tells_any_change_and_no_difference_of_notation()
    {
        static string Hash(params InvoiceLine[] lines) => InvoiceDraft.Balance(10m, "SEK", lines, "R").Hash;
        var hash = Hash(new InvoiceLine("A", 1, 10m, 10m));

        Assert.Multiple(() =>
        {
            Assert.That(Hash(new InvoiceLine("A", 1.0m, 10.00m, 10.0m)), Is.EqualTo(hash));
            Assert.That(Hash(new InvoiceLine("B", 1, 10m, 10m)), Is.Not.EqualTo(hash));
            Assert.That(Hash(new InvoiceLine("A", 2, 10m, 5m)), Is.Not.EqualTo(hash));
            Assert.That(Hash(new InvoiceLine("A", 1, 10m, 10m, Sku: "1")), Is.Not.EqualTo(Hash(new InvoiceLine("A", 1, 10m, 10m, Ean: "1"))));
            Assert.That(InvoiceDraft.Balance(10m, "EUR", [new("A", 1, 10m, 10m)], "R").Hash, Is.Not.EqualTo(hash));
        });
    }

    [Test]
    public void A_single_line_asks_for_the_same_amount()
    {
        var draft = InvoiceDraft.Balance(99.95m, "SEK", [new("A", 1, 120m, 120m), new("Discount", 1, -20.05m)], "R")
            .AsSingleLine("Order");

        Assert.That(draft.Amount, Is.EqualTo(99.95m));
        Assert.That(draft.Lines.Single().Total, Is.EqualTo(99.95m));
    }

    [TestCase("Shoes", null, "Shoes")]
    [TestCase("Shoes", "Size: 8<br />Colour: <b>R&amp;B</b>", "Shoes (Size: 8, Colour: R&B)")]
    [TestCase("Shoes", " \n ", "Shoes")]
    public void Details_are_put_on_one_line_of_plain_text(string name, string details, string expected)
    {
        Assert.That(InvoiceTexts.Describe(name, details), Is.EqualTo(expected));
    }
}
