using System.Globalization;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;

namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// Writes a report as a table for spreadsheets. A kind of report always has the same columns, whether or not anything stands in them; what
/// Glase should list besides comes after those.
/// </summary>
public class ReportExport(PrimaryCurrency primaryCurrency)
{
    private static readonly string[] _ofTransactions = ["TerminalId", "CashierId", "SalesAmount", "ErsReference"];
    private static readonly string[] _ofSummaries = ["SalesCount", "SalesTotal"];

    /// <summary>
    /// Writes all rows. Amounts have the decimals of the primary store currency.
    /// </summary>
    /// <param name="kind">The kind of report</param>
    /// <param name="report">The report</param>
    /// <param name="format">The kind of file</param>
    /// <param name="culture">Whose spreadsheet opens a file of delimited values</param>
    /// <param name="stream">Where to</param>
    public async Task WriteAsync(ReportKind kind, ParsedReport report, ExportFormat format, CultureInfo culture, Stream stream)
    {
        var currencyCode = await primaryCurrency.GetCodeAsync();
        var usual = kind is ReportKind.ShopDetails or ReportKind.TerminalDetails ? _ofTransactions : _ofSummaries;
        var columns = usual.Concat(report.Columns.Except(usual, StringComparer.OrdinalIgnoreCase))
            .Select(column => (Name: column, Index: report.IndexOf(column)))
            .Select(column => new ExportColumn<ReportRow>(column.Name,
                row => ReportAmount.Read(column.Name, ParsedReport.Cell(row.Cells, column.Index), currencyCode)))
            .ToList();
        var writer = format.CreateWriter(culture, stream, columns);
        await writer.WriteAsync(report.Rows.Select(cells => new ReportRow(cells)));
        await writer.EndAsync();
    }

    private sealed record ReportRow(IReadOnlyList<string> Cells);
}
