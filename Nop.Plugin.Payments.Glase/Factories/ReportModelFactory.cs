using System.Globalization;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;
using Nop.Services.Security;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares a report for the admin's page.
/// </summary>
public class ReportModelFactory(AdminTexts texts, IPermissionService permissionService, PeriodModelFactory periodFactory,
    PrimaryCurrency primaryCurrency)
{
    /// <summary>
    /// How many rows a page shows; the files have all.
    /// </summary>
    public const int MaxRows = 500;

    /// <summary>
    /// Prepares a report.
    /// </summary>
    /// <param name="period">The period</param>
    /// <param name="kind">The report</param>
    /// <param name="progress">How far it is; null when too many are being fetched</param>
    public async Task<ReportModel> PrepareAsync(GlasePeriod period, ReportKind kind, ReportProgress progress)
    {
        var model = new ReportModel
        {
            Period = await periodFactory.PrepareAsync(period),
            Name = kind.ToString(),
            Title = await texts.EnumAsync(kind),
            IsRunning = progress?.State == ReportState.Running,
            IsDone = progress?.State == ReportState.Done,
            Status = await StatusAsync(progress),
            CanExport = await permissionService.AuthorizeAsync(StandardPermission.Orders.ORDERS_IMPORT_EXPORT)
        };
        if (progress?.Report is { } report)
            await AddRowsAsync(model, ReportParser.Parse(report.Text));
        return model;
    }

    /// <summary>
    /// Says how far a report is, or why there is none; null when it is there.
    /// </summary>
    public async Task<string> StatusAsync(ReportProgress progress)
    {
        return progress switch
        {
            null => await texts.ReportsAsync("Busy"),
            { State: ReportState.Running, PollCount: 0 } => await texts.ReportsAsync("Waiting"),
            { State: ReportState.Running } => await texts.ReportsAsync("Running", progress.PollCount, Seconds(progress)),
            { State: ReportState.Canceled } => await texts.ReportsAsync("Canceled"),
            { State: ReportState.Abandoned } => await texts.ReportsAsync("Abandoned"),
            { State: ReportState.Failed } => await texts.ReportsAsync("Failed", progress.Failure),
            _ => null
        };
    }

    private async Task AddRowsAsync(ReportModel model, ParsedReport report)
    {
        model.Problem = report.IsComplete ? null : await texts.EnumAsync(report.Problem);
        model.RowCount = report.Rows.Count;
        if (report.Rows.Count > MaxRows)
            model.Note = await texts.ReportsAsync("Shown", MaxRows, report.Rows.Count);
        var currencyCode = await primaryCurrency.GetCodeAsync();
        foreach (var (name, value) in report.Meta)
            model.Facts.Add(new(await LabelAsync(name, currencyCode), await WriteAsync(name, value, currencyCode)));
        foreach (var column in report.Columns)
            model.Columns.Add(new(await LabelAsync(column, currencyCode), ReportAmount.IsIn(column)));
        foreach (var row in report.Rows.Take(MaxRows))
        {
            var cells = new List<string>();
            for (var index = 0; index < report.Columns.Count; index++)
                cells.Add(await WriteAsync(report.Columns[index], ParsedReport.Cell(row, index), currencyCode));
            model.Rows.Add(cells);
        }
    }

    // What Glase adds one day keeps the name that Glase gives it.
    private async Task<string> LabelAsync(string name, string currencyCode)
    {
        return name.ToUpperInvariant() switch
        {
            "RESELLERID" => await texts.ReportsAsync("Field.ResellerId"),
            "TERMINALID" => await texts.ReportsAsync("Field.TerminalId"),
            "TRANSACTIONPERIODID" => await texts.ReportsAsync("Field.TransactionPeriodId"),
            "GENERATEDAT" => await texts.ReportsAsync("Field.GeneratedAt"),
            "CASHIERID" => await texts.ReportsAsync("Field.CashierId"),
            "SALESAMOUNT" => await texts.ReportsAsync("Field.SalesAmount", currencyCode),
            "ERSREFERENCE" => await texts.ReportsAsync("Field.ErsReference"),
            "SALESCOUNT" => await texts.ReportsAsync("Field.SalesCount"),
            "SALESTOTAL" => await texts.ReportsAsync("Field.SalesTotal", currencyCode),
            _ => name
        };
    }

    private async Task<string> WriteAsync(string name, string value, string currencyCode)
    {
        return ReportTime.Parse(value) is { } time
            ? await texts.WriteAsync(time)
            : ReportAmount.Write(name, value, currencyCode, "N", CultureInfo.CurrentCulture);
    }

    // What has begun has taken a second: none at all would read as if nothing happened.
    private static int Seconds(ReportProgress progress) => (int)Math.Ceiling(progress.Elapsed.TotalSeconds);
}
