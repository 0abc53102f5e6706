using System.Globalization;
using System.Text;
using Moq;
using Nop.Core.Domain.Directory;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;
using Nop.Services.Directory;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Reporting;

public class ReportExportTests
{
    [TestCase("en-US", ExpectedResult = "TerminalId,CashierId,SalesAmount,ErsReference|,,1028.00,E1|,,-9.31,")]
    [TestCase("ar-SA", ExpectedResult = "TerminalId,CashierId,SalesAmount,ErsReference|,,1028.00,E1|,,-9.31,")]
    [TestCase("sv-SE", ExpectedResult = "TerminalId;CashierId;SalesAmount;ErsReference|;;1028,00;E1|;;-9,31;")]
    [TestCase("de-DE", ExpectedResult = "TerminalId;CashierId;SalesAmount;ErsReference|;;1028,00;E1|;;-9,31;")]
    public async Task<string> Empty_columns_are_kept_and_amounts_are_as_the_culture_and_the_currency_have_them(string culture)
    {
        return string.Join('|', await WriteAsync(ReportKind.TerminalDetails, "EUR",
            "<Row><ErsReference>E1</ErsReference><SalesAmount>1028.00000</SalesAmount></Row><Row><SalesAmount>-9.31000</SalesAmount></Row>",
            culture));
    }

    [Test]
    public async Task A_report_without_rows_has_its_columns()
    {
        Assert.That(await WriteAsync(ReportKind.ShopDetails, "EUR", ""),
            Is.EqualTo(new[] { "TerminalId,CashierId,SalesAmount,ErsReference" }));
        Assert.That(await WriteAsync(ReportKind.ShopSummary, "EUR", ""), Is.EqualTo(new[] { "SalesCount,SalesTotal" }));
    }

    [Test]
    public async Task What_Glase_lists_besides_comes_last_and_is_not_lost()
    {
        Assert.That(await WriteAsync(ReportKind.TerminalSummary, "EUR",
                "<Row><Note>new</Note><SalesTotal>28.00000</SalesTotal><SalesCount>3</SalesCount></Row>"),
            Is.EqualTo(new[] { "SalesCount,SalesTotal,Note", "3,28.00,new" }));
    }

    [TestCase("28.00000", "28")]
    [TestCase("28.50000", "28.50000")]
    public async Task A_currency_without_decimals_has_none_and_nothing_is_rounded_away(string amount, string expected)
    {
        Assert.That((await WriteAsync(ReportKind.ShopSummary, "JPY", $"<Row><SalesTotal>{amount}</SalesTotal></Row>"))[1],
            Is.EqualTo($",{expected}"));
    }

    private static async Task<string[]> WriteAsync(ReportKind kind, string currencyCode, string rows, string culture = "en-US")
    {
        var currencies = new Mock<ICurrencyService>();
        currencies.Setup(service => service.GetCurrencyByIdAsync(1)).ReturnsAsync(new Currency { CurrencyCode = currencyCode });
        var export = new ReportExport(new PrimaryCurrency(currencies.Object, new CurrencySettings { PrimaryStoreCurrencyId = 1 }));
        using var stream = new MemoryStream();

        await export.WriteAsync(kind, ReportParser.Parse($"<TransactionDetails>{rows}</TransactionDetails>"), ExportFormat.Csv,
            CultureInfo.GetCultureInfo(culture), stream);

        return Encoding.UTF8.GetString(stream.ToArray()).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
