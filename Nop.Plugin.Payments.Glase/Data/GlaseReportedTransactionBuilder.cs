using FluentMigrator.Builders.Create.Table;
using Nop.Data.Mapping.Builders;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// Columns of <see cref="GlaseReportedTransaction"/> that differ from what their type alone would give.
/// </summary>
public class GlaseReportedTransactionBuilder : NopEntityBuilder<GlaseReportedTransaction>
{
    /// <inheritdoc />
    public override void MapEntity(CreateTableExpressionBuilder table)
    {
        table
            .WithColumn(nameof(GlaseReportedTransaction.ErsReference)).AsString(ColumnLengths.Reference).Nullable().Indexed()
            .WithColumn(nameof(GlaseReportedTransaction.TerminalId)).AsString(ColumnLengths.Reference).Nullable()
            .WithColumn(nameof(GlaseReportedTransaction.CashierId)).AsString(ColumnLengths.Reference).Nullable();
    }
}
