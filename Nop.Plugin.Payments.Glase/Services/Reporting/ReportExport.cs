using System.Globalization;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;

namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// Writes a report as a table of comma-separated values. A kind of report always has the same columns, whether or not anything
/// stands in them; what Glase should list besides comes after those.
/// </summary>
public class ReportExport(PrimaryCurrency primaryCurrency)
{
    private static readonly string[] _ofTransactions = ["TerminalId", "CashierId", "SalesAmount", "ErsReference"];
    private static readonly string[] _ofSummaries = ["SalesCount", "SalesTotal"];

    /// <summary>
    /// Writes all rows. Amounts have the decimals of the primary store currency, and a point before them.
    /// </summary>
    public async Task WriteAsync(ReportKind kind, ParsedReport report, Stream stream)
    {
        var currencyCode = await primaryCurrency.GetCodeAsync();
        var usual = kind is ReportKind.ShopDetails or ReportKind.TerminalDetails ? _ofTransactions : _ofSummaries;
        string[] columns = [.. usual, .. report.Columns.Except(usual, StringComparer.OrdinalIgnoreCase)];
        var indexes = Array.ConvertAll(columns, report.IndexOf);

        await using var writer = CsvFormat.CreateWriter(stream);
        await writer.WriteLineAsync(CsvFormat.FormatLine(columns));
        foreach (var row in report.Rows)
            await writer.WriteLineAsync(CsvFormat.FormatLine(columns.Select((column, place) => ReportAmount.Write(column,
                ParsedReport.Cell(row, indexes[place]), currencyCode, "F", CultureInfo.InvariantCulture))));
    }
}
