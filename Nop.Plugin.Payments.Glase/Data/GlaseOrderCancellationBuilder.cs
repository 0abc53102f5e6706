using FluentMigrator.Builders.Create.Table;
using Nop.Data.Mapping.Builders;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// Columns of <see cref="GlaseOrderCancellation"/> that differ from what their type alone would give.
/// </summary>
public class GlaseOrderCancellationBuilder : NopEntityBuilder<GlaseOrderCancellation>
{
    /// <inheritdoc />
    public override void MapEntity(CreateTableExpressionBuilder table)
    {
        table.WithColumn(nameof(GlaseOrderCancellation.OrderId)).AsInt32().NotNullable().Unique();
    }
}
