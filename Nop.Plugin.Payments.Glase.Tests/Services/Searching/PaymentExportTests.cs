using Microsoft.Extensions.Time.Testing;
using Moq;
using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Refunding;
using Nop.Plugin.Payments.Glase.Services.Searching;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Services.Searching;

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

    [TestCase(null, "")]
    [TestCase("refused: 1-2=3", "refused: 1-2=3")]
    [TestCase("åäö, 日本", "\"åäö, 日本\"")]
    [TestCase("two\nlines", "\"two\nlines\"")]
    [TestCase("a \"quoted\" word", "\"a \"\"quoted\"\" word\"")]
    public async Task Other_text_stays_as_it_is(string error, string cell)
    {
        Assert.That(await LastCellAsync(error), Is.EqualTo(cell));
    }

    private static async Task<string> LastCellAsync(string error)
    {
        var invoices = new MemoryRepository<GlaseInvoice>();
        await invoices.InsertAsync(new GlaseInvoice { Amount = 10m, CurrencyCode = "SEK", LastError = error });
        var orders = new Mock<IOrderService>();
        orders.Setup(service => service.GetOrdersByIdsAsync(It.IsAny<int[]>())).ReturnsAsync([]);
        var refunds = new MemoryRepository<GlaseRefund>();
        var search = new PaymentSearch(new MemoryRepository<Address>(), new MemoryRepository<Customer>(), invoices, refunds,
            new MemoryRepository<Order>());
        var export = new PaymentExport(new GlaseRefundService(refunds, new FakeTimeProvider()), orders.Object, search);

        using var stream = new MemoryStream();
        await export.WriteAsync(new PaymentFilter(), stream, CancellationToken.None);
        stream.Position = 0;
        var text = await new StreamReader(stream).ReadToEndAsync();
        const string header = "Error\r\n";
        var row = text[(text.IndexOf(header, StringComparison.Ordinal) + header.Length)..];
        // Nothing before the last column needs quotation marks.
        Assert.That(row, Does.EndWith("\r\n"));
        return string.Join(',', row[..^2].Split(',').Skip(15));
    }
}
