using FluentMigrator;
using Nop.Data.Extensions;
using Nop.Data.Migrations;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// Adds what the tables of installations from before 1.0.0 lack. A new column of a later version gets a migration like this one;
/// new installations have it from <see cref="SchemaMigration"/>, and nopCommerce takes their updates for done.
/// </summary>
[NopMigration("2026/11/23 12:00:02", "Payments.Glase 1.0.0 tables of early installations", MigrationProcessType.Update)]
public class EarlyInstallationMigration : Migration
{
    /// <inheritdoc />
    public override void Up()
    {
        if (!Schema.Table(nameof(GlaseLock)).Exists())
            Create.TableFor<GlaseLock>();
        if (!Schema.Table(nameof(GlaseSettlement)).Exists())
            Create.TableFor<GlaseSettlement>();

        AddTime(nameof(GlaseInvoice), nameof(GlaseInvoice.ReservedOnUtc));
        AddTime(nameof(GlaseInvoice), nameof(GlaseInvoice.CapturingOnUtc));
        AddTime(nameof(GlaseRefund), nameof(GlaseRefund.DecidedOnUtc));
        AddTime(nameof(GlaseRefund), nameof(GlaseRefund.BookedOnUtc));
        if (IsMissing(nameof(GlaseInvoice), nameof(GlaseInvoice.PaidCurrencyCode)))
            Alter.Table(nameof(GlaseInvoice)).AddColumn(nameof(GlaseInvoice.PaidCurrencyCode)).AsString(3).Nullable();
        if (IsMissing(nameof(GlaseRefund), nameof(GlaseRefund.ResultCode)))
            Alter.Table(nameof(GlaseRefund)).AddColumn(nameof(GlaseRefund.ResultCode)).AsInt32().Nullable();
        if (IsMissing(nameof(GlaseRefund), nameof(GlaseRefund.DecidedBy)))
            Alter.Table(nameof(GlaseRefund)).AddColumn(nameof(GlaseRefund.DecidedBy)).AsString(1000).Nullable();

        const string byTime = "IX_GlaseInvoice_CreatedOnUtc";
        if (!Schema.Table(nameof(GlaseInvoice)).Index(byTime).Exists())
            Create.Index(byTime).OnTable(nameof(GlaseInvoice)).OnColumn(nameof(GlaseInvoice.CreatedOnUtc)).Ascending();
    }

    /// <inheritdoc />
    public override void Down()
    {
        // The columns go with their tables.
    }

    private void AddTime(string table, string column)
    {
        if (IsMissing(table, column))
            Alter.Table(table).AddColumn(column).AsDateTime2().Nullable();
    }

    private bool IsMissing(string table, string column)
    {
        return !Schema.Table(table).Column(column).Exists();
    }
}
