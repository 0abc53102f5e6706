using Nop.Data.Migrations;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// Adds what placing an order without its shopper's browser needs, and trying again after trouble that passes.
/// </summary>
[NopMigration("2026/11/28 03:00:01", "Payments.Glase order placement", MigrationProcessType.Update)]
public class PlacementMigration : AdditionMigration
{
    /// <inheritdoc />
    public override void Up()
    {
        AddNumber(nameof(GlasePayment), nameof(GlasePayment.LanguageId));
        AddNumber(nameof(GlasePayment), nameof(GlasePayment.DisplayCurrencyId));
        AddCount(nameof(GlasePayment), nameof(GlasePayment.FailedPlacementAttempts));
        AddTime(nameof(GlasePayment), nameof(GlasePayment.NextPlacementAttemptOnUtc));
    }
}
