using FluentMigrator.Builders.Create.Table;
using Nop.Data.Mapping.Builders;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// Columns of <see cref="GlasePeriod"/> that differ from what their type alone would give.
/// </summary>
public class GlasePeriodBuilder : NopEntityBuilder<GlasePeriod>
{
    /// <inheritdoc />
    public override void MapEntity(CreateTableExpressionBuilder table)
    {
        table
            .WithColumn(nameof(GlasePeriod.TransactionPeriodId)).AsString(ColumnLengths.Reference).Nullable()
            .WithColumn(nameof(GlasePeriod.TerminalId)).AsString(ColumnLengths.Reference).Nullable()
            .WithColumn(nameof(GlasePeriod.MarkedBy)).AsString(ColumnLengths.Email).Nullable()
            .WithColumn(nameof(GlasePeriod.StatusId)).AsInt32().NotNullable()
            .WithColumn(nameof(GlasePeriod.Error)).AsString(ColumnLengths.Error).Nullable();
    }
}
