using FluentMigrator.Builders.Create.Table;
using Nop.Data.Mapping.Builders;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// Columns of <see cref="GlaseReportJob"/> that differ from what their type alone would give.
/// </summary>
public class GlaseReportJobBuilder : NopEntityBuilder<GlaseReportJob>
{
    /// <inheritdoc />
    public override void MapEntity(CreateTableExpressionBuilder table)
    {
        table.WithColumn(nameof(GlaseReportJob.Failure)).AsString(ColumnLengths.Error).Nullable();
    }
}
