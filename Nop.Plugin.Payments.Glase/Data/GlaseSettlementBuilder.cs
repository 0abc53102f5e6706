using FluentMigrator.Builders.Create.Table;
using Nop.Data.Mapping.Builders;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// Columns of <see cref="GlaseSettlement"/> that differ from what their type alone would give.
/// </summary>
public class GlaseSettlementBuilder : NopEntityBuilder<GlaseSettlement>
{
    /// <inheritdoc />
    public override void MapEntity(CreateTableExpressionBuilder table)
    {
        table
            .WithColumn(nameof(GlaseSettlement.InvoiceId)).AsInt32().NotNullable().Unique()
            .WithColumn(nameof(GlaseSettlement.OrderGuid)).AsGuid().NotNullable().Unique();
    }
}
