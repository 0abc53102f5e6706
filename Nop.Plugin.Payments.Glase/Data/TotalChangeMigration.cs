using Nop.Data.Migrations;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// Adds what makes up the amount of a cart's invoice, and why no order could be placed with it. Payments that are there have neither:
/// of them it is only said that the total is another one.
/// </summary>
[NopMigration("2026/11/28 05:00:00", "Payments.Glase reasons of changed totals", MigrationProcessType.Update)]
public class TotalChangeMigration : AdditionMigration
{
    /// <inheritdoc />
    public override void Up()
    {
        AddText(nameof(GlasePayment), nameof(GlasePayment.Costs), int.MaxValue);
        AddText(nameof(GlasePayment), nameof(GlasePayment.ShopperError), int.MaxValue);
    }
}
