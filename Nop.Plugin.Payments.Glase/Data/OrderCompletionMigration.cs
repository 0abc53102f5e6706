using Nop.Data.Migrations;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// Adds what completing an order needs of which nopCommerce saved only a part.
/// </summary>
[NopMigration("2026/11/28 05:30:00", "Payments.Glase order completion", MigrationProcessType.Update)]
public class OrderCompletionMigration : AdditionMigration
{
    /// <inheritdoc />
    public override void Up()
    {
        AddTime(nameof(GlasePayment), nameof(GlasePayment.OrderCompletionDueOnUtc));
        AddTime(nameof(GlasePayment), nameof(GlasePayment.ApplyingOnUtc));
    }
}
