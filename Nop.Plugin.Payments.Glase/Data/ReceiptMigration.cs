using FluentMigrator;
using Nop.Data.Migrations;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// Adds what handing in receipts needs to tables that were made without it. Payments that are there get no receipt due: they were
/// settled long ago.
/// </summary>
[NopMigration("2026/11/25 12:00:00", "Payments.Glase receipts", MigrationProcessType.Update)]
public class ReceiptMigration : Migration
{
    /// <inheritdoc />
    public override void Up()
    {
        if (IsMissing(nameof(GlaseInvoice.ReceiptDueOnUtc)))
            Alter.Table(nameof(GlaseInvoice)).AddColumn(nameof(GlaseInvoice.ReceiptDueOnUtc)).AsDateTime2().Nullable();
        if (IsMissing(nameof(GlaseInvoice.ReceiptError)))
            Alter.Table(nameof(GlaseInvoice)).AddColumn(nameof(GlaseInvoice.ReceiptError)).AsString(1000).Nullable();

        const string byTime = "IX_GlaseInvoice_ReceiptDueOnUtc";
        if (!Schema.Table(nameof(GlaseInvoice)).Index(byTime).Exists())
            Create.Index(byTime).OnTable(nameof(GlaseInvoice)).OnColumn(nameof(GlaseInvoice.ReceiptDueOnUtc)).Ascending();
    }

    /// <inheritdoc />
    public override void Down()
    {
        // The columns go with their table.
    }

    private bool IsMissing(string column)
    {
        return !Schema.Table(nameof(GlaseInvoice)).Column(column).Exists();
    }
}
