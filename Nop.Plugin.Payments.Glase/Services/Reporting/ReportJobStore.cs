using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Reporting;

/// <summary>
/// Stores which reports are being fetched, or were lately, for all nodes of the shop.
/// </summary>
public class ReportJobStore(INopDataProvider dataProvider, IRepository<GlaseReportJob> repository)
{
    /// <summary>
    /// Gets the newest row of a report; null when nobody fetched it.
    /// </summary>
    /// <param name="periodId">The period</param>
    /// <param name="kind">The report</param>
    public async Task<GlaseReportJob> GetAsync(int periodId, ReportKind kind)
    {
        var kindId = (int)kind;
        return (await repository.GetAllAsync(query => query
            .Where(row => row.PeriodId == periodId && row.KindId == kindId)
            .OrderByDescending(row => row.Id)
            .Take(1))).FirstOrDefault();
    }

    /// <summary>
    /// Adds a row in place of older ones of the same report.
    /// </summary>
    public async Task ReplaceAsync(GlaseReportJob row)
    {
        await repository.InsertAsync(row, publishEvent: false);
        await dataProvider.BulkDeleteEntitiesAsync<GlaseReportJob>(older =>
            older.PeriodId == row.PeriodId && older.KindId == row.KindId && older.Id < row.Id);
    }

    /// <summary>
    /// Stores what became of a row. Nothing is stored when a newer one has replaced it.
    /// </summary>
    public Task UpdateAsync(GlaseReportJob row)
    {
        row.Failure = StorableText.Truncate(row.Failure, ColumnLengths.Error);
        return StorableText.SaveAsync(() => repository.UpdateAsync(row, publishEvent: false), StorableText.IsAscii(row.Failure),
            () => row.Failure = StorableText.ToAscii(row.Failure));
    }
}
