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
            .WithColumn(nameof(GlaseRefund.InvoiceId)).AsInt32().NotNullable()
            .WithColumn(nameof(GlaseRefund.ErsReference)).AsString(TextLengths.Reference).Nullable()
            .WithColumn(nameof(GlaseRefund.Error)).AsString(TextLengths.Error).Nullable()
            .WithColumn(nameof(GlaseRefund.StatusId)).AsInt32().NotNullable()
            .WithColumn(nameof(GlaseRefund.DecidedBy)).AsString(TextLengths.Email).Nullable()
            .WithColumn(nameof(GlaseRefund.ProposedReference)).AsString(TextLengths.Reference).Nullable();
    }
}
