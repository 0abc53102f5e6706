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
            .WithColumn(nameof(GlaseReportedTransaction.ErsReference)).AsString(128).Nullable().Indexed()
            .WithColumn(nameof(GlaseReportedTransaction.TerminalId)).AsString(128).Nullable()
            .WithColumn(nameof(GlaseReportedTransaction.CashierId)).AsString(128).Nullable();
    }
}
