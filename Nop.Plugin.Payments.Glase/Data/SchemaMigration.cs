using FluentMigrator;
using Nop.Data.Extensions;
using Nop.Data.Migrations;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// The plugin's tables, made when it is installed and removed when it is uninstalled.
/// </summary>
[NopMigration("2026/11/23 12:00:00", "Payments.Glase base schema", MigrationProcessType.Installation)]
public class SchemaMigration : Migration
{
    /// <inheritdoc />
    public override void Up()
    {
        Create.TableFor<GlaseInvoice>();
        Create.TableFor<GlaseLock>();
        Create.TableFor<GlaseOrderCancellation>();
        Create.TableFor<GlaseRefund>();
        Create.TableFor<GlaseSettlement>();

        Create.Index("IX_GlaseRefund_InvoiceId_Number").OnTable(nameof(GlaseRefund))
            .OnColumn(nameof(GlaseRefund.InvoiceId)).Ascending()
            .OnColumn(nameof(GlaseRefund.Number)).Ascending()
            .WithOptions().Unique();

        // Those that somebody has to find out about, and those that their order may not show yet.
        Create.Index("IX_GlaseRefund_StatusId_BookedOnUtc").OnTable(nameof(GlaseRefund))
            .OnColumn(nameof(GlaseRefund.StatusId)).Ascending()
            .OnColumn(nameof(GlaseRefund.BookedOnUtc)).Ascending();

        // What the scheduled task reads: the open ones, oldest first, however many are over.
        Create.Index("IX_GlaseInvoice_StatusId_ExpiresOnUtc").OnTable(nameof(GlaseInvoice))
            .OnColumn(nameof(GlaseInvoice.StatusId)).Ascending()
            .OnColumn(nameof(GlaseInvoice.ExpiresOnUtc)).Ascending();

        // What admins look through, by day.
        Create.Index("IX_GlaseInvoice_CreatedOnUtc").OnTable(nameof(GlaseInvoice))
            .OnColumn(nameof(GlaseInvoice.CreatedOnUtc)).Ascending();

        // Those whose receipt is still to be handed in, among the many that have none due.
        Create.Index("IX_GlaseInvoice_ReceiptDueOnUtc").OnTable(nameof(GlaseInvoice))
            .OnColumn(nameof(GlaseInvoice.ReceiptDueOnUtc)).Ascending();

        // Reservations to look after, the most urgent first.
        Create.Index("IX_GlaseInvoice_ReservationCheckOnUtc").OnTable(nameof(GlaseInvoice))
            .OnColumn(nameof(GlaseInvoice.ReservationCheckOnUtc)).Ascending();

        // And the paid ones that are still to be settled, among all that are.
        Create.Index("IX_GlaseInvoice_StatusId_SettledOnUtc").OnTable(nameof(GlaseInvoice))
            .OnColumn(nameof(GlaseInvoice.StatusId)).Ascending()
            .OnColumn(nameof(GlaseInvoice.SettledOnUtc)).Ascending();

        PeriodTables.Make(this);
        TextColumns.HoldEveryCharacter(this);
    }

    /// <inheritdoc />
    public override void Down()
    {
        // The indexes go with their tables, also where an earlier version made fewer of them.
        string[] tables =
        [
            nameof(GlaseReportedTransaction), nameof(GlasePeriod), nameof(GlaseSettlement), nameof(GlaseRefund), nameof(GlaseLock),
            nameof(GlaseOrderCancellation), nameof(GlaseInvoice)
        ];
        foreach (var table in tables)
        {
            if (Schema.Table(table).Exists())
                Delete.Table(table);
        }
    }
}
