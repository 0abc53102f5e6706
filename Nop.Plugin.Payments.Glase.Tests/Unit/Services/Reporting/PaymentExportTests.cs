using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Nop.Core;
using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Reporting;

public class PaymentExportTests
{
    [TestCase("=1+1", "'=1+1")]
    [TestCase("+46701234567", "'+46701234567")]
    [TestCase("-2+3", "'-2+3")]
    [TestCase("@SUM(A1)", "'@SUM(A1)")]
    [TestCase("\t=1", "'\t=1")]
    [TestCase("\r=1", "\"'\r=1\"")]
    [TestCase("=1,\"2\"", "\"'=1,\"\"2\"\"\"")]
    public async Task What_a_spreadsheet_would_take_for_a_formula_is_text(string error, string cell)
    {
        Assert.That(await LastCellAsync(error), Is.EqualTo(cell));
    }

    [TestCase("2026112721095712700000008")]
    [TestCase("2026-11-28")]
    [TestCase("0012")]
    [TestCase("1E5")]
    public async Task A_text_that_a_spreadsheet_would_take_for_a_number_or_a_time_stays_a_text(string error)
    {
        Assert.That(await LastCellAsync(error), Is.EqualTo($"\"=\"\"{error}\"\"\""));
    }

    [TestCase(null, "")]
    [TestCase("refused: 1-2=3", "refused: 1-2=3")]
    [TestCase("åäö, 日本", "\"åäö, 日本\"")]
    [TestCase("two\nlines", "\"two\nlines\"")]
    [TestCase("12", "12")]
    [TestCase("a \"quoted\" word", "\"a \"\"quoted\"\" word\"")]
    public async Task Other_text_stays_as_it_is(string error, string cell)
    {
        Assert.That(await LastCellAsync(error), Is.EqualTo(cell));
    }

    private static IEnumerable<TestCaseData> Unsearchable()
    {
        var terms = new[]
        {
            ("an emoji", "a\U0001F600"), ("half a character", "\uD83D"), ("a null", "a\0b"), ("a control character", "a\u0001b"),
            ("too long", new string('a', 1001))
        };
        foreach (var (name, term) in terms)
        {
            yield return new TestCaseData(new PaymentFilter { OrderNumber = term }).SetArgDisplayNames("number", name);
            yield return new TestCaseData(new PaymentFilter { Reference = term }).SetArgDisplayNames("reference", name);
            yield return new TestCaseData(new PaymentFilter { Email = term }).SetArgDisplayNames("email", name);
        }

        yield return new TestCaseData(new PaymentFilter { Reference = new string('9', 129) }).SetArgDisplayNames("reference", "129 digits");
    }

    [TestCaseSource(nameof(Unsearchable))]
    public async Task What_no_column_holds_is_not_asked_of_the_database_and_not_found(PaymentFilter filter)
    {
        var invoices = new MemoryRepository<GlasePayment>();
        await invoices.InsertAsync(new GlasePayment { Amount = 10m, CurrencyCode = "SEK" });
        // As MySQL does: "Illegal mix of collations".
        var search = new PaymentSearch(Refusing<Address>(), Refusing<Customer>(), invoices, Refusing<GlaseRefund>(), Refusing<Order>());

        Assert.That(await search.SearchAsync(filter, 0, 50), Is.Empty);
        Assert.That(await search.SearchAsync(new PaymentFilter { Email = " ", Reference = "" }, 0, 50), Has.Count.EqualTo(1));
    }

    [Test]
    public void A_search_that_fails_leaves_no_file_that_looks_complete([Values] ExportFormat format)
    {
        var search = new PaymentSearch(Refusing<Address>(), Refusing<Customer>(), new MemoryRepository<GlasePayment>(),
            Refusing<GlaseRefund>(), Refusing<Order>());
        var export = new PaymentExport(new RefundStore(Refusing<GlaseRefund>(), new FakeTimeProvider()),
            Mock.Of<IOrderService>(), search);
        using var stream = new MemoryStream();

        Assert.That(() => export.WriteAsync(new PaymentFilter { Reference = "1" }, format, CultureInfo.InvariantCulture, stream, CancellationToken.None),
            Throws.InvalidOperationException);
        Assert.That(stream.Length, Is.Zero);
    }

    private static IRepository<TEntity> Refusing<TEntity>() where TEntity : BaseEntity
    {
        var repository = new Mock<IRepository<TEntity>>();
        repository.Setup(rows => rows.Table).Throws(new InvalidOperationException("the database refuses"));
        return repository.Object;
    }

    private static async Task<string> LastCellAsync(string error)
    {
        var invoices = new MemoryRepository<GlasePayment>();
        await invoices.InsertAsync(new GlasePayment { Amount = 10m, CurrencyCode = "SEK", LastError = error });
        var orders = new Mock<IOrderService>();
        orders.Setup(service => service.GetOrdersByIdsAsync(It.IsAny<int[]>())).ReturnsAsync([]);
        var refunds = new MemoryRepository<GlaseRefund>();
        var search = new PaymentSearch(new MemoryRepository<Address>(), new MemoryRepository<Customer>(), invoices, refunds,
            new MemoryRepository<Order>());
        var export = new PaymentExport(new RefundStore(refunds, new FakeTimeProvider()), orders.Object, search);

        using var stream = new MemoryStream();
        await export.WriteAsync(new PaymentFilter(), ExportFormat.Csv, CultureInfo.InvariantCulture, stream, CancellationToken.None);
        stream.Position = 0;
        var text = await new StreamReader(stream).ReadToEndAsync();
        const string header = "Error\r\n";
        var row = text[(text.IndexOf(header, StringComparison.Ordinal) + header.Length)..];
        // Nothing before the last column needs quotation marks.
        Assert.That(row, Does.EndWith("\r\n"));
        return string.Join(',', row[..^2].Split(',').Skip(17));
    }
}
