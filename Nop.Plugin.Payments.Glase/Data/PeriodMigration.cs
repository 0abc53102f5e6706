using Nop.Data.Migrations;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// Adds the tables of periods and reports.
/// </summary>
[NopMigration("2026/11/25 12:00:02", "Payments.Glase periods and reports", MigrationProcessType.Update)]
public class PeriodMigration : AdditionMigration
{
    /// <inheritdoc />
    public override void Up()
    {
        PeriodTables.Make(this);
    }
}
