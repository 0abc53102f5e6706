using FluentMigrator.Builders.Create.Table;
using Nop.Data.Mapping.Builders;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// Columns of <see cref="GlaseRefund"/> that differ from what their type alone would give.
/// </summary>
public class GlaseRefundBuilder : NopEntityBuilder<GlaseRefund>
{
    /// <inheritdoc />
    public override void MapEntity(CreateTableExpressionBuilder table)
    {
        table
            .WithColumn(nameof(GlaseRefund.PaymentId)).AsInt32().NotNullable()
            .WithColumn(nameof(GlaseRefund.ErsReference)).AsString(ColumnLengths.Reference).Nullable()
            .WithColumn(nameof(GlaseRefund.Error)).AsString(ColumnLengths.Error).Nullable()
            .WithColumn(nameof(GlaseRefund.StatusId)).AsInt32().NotNullable()
            .WithColumn(nameof(GlaseRefund.DecidedBy)).AsString(ColumnLengths.Email).Nullable()
            .WithColumn(nameof(GlaseRefund.ProposedReference)).AsString(ColumnLengths.Reference).Nullable();
    }
}
