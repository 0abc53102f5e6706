using FluentMigrator.Builders.Create.Table;
using Nop.Data.Mapping.Builders;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// Columns of <see cref="GlaseOrderPaymentClaim"/> that differ from what their type alone would give.
/// </summary>
public class GlaseOrderPaymentClaimBuilder : NopEntityBuilder<GlaseOrderPaymentClaim>
{
    /// <inheritdoc />
    public override void MapEntity(CreateTableExpressionBuilder table)
    {
        table
            .WithColumn(nameof(GlaseOrderPaymentClaim.PaymentId)).AsInt32().NotNullable().Unique()
            .WithColumn(nameof(GlaseOrderPaymentClaim.OrderGuid)).AsGuid().NotNullable().Unique();
    }
}
