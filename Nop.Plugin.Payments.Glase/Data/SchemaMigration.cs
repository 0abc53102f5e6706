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
        Create.TableFor<GlasePayment>();
        Create.TableFor<GlaseLock>();
        Create.TableFor<GlaseOrderCancellation>();
        Create.TableFor<GlaseRefund>();
        Create.TableFor<GlaseOrderPaymentClaim>();
        Create.TableFor<GlasePeriod>();
        Create.TableFor<GlaseReportedTransaction>();
        Create.TableFor<GlaseReportJob>();

        Create.Index("IX_GlaseRefund_PaymentId_Number").OnTable(nameof(GlaseRefund))
            .OnColumn(nameof(GlaseRefund.PaymentId)).Ascending()
            .OnColumn(nameof(GlaseRefund.Number)).Ascending()
            .WithOptions().Unique();

        // Those that somebody has to find out about, and those that their order may not show yet.
        Create.Index("IX_GlaseRefund_StatusId_SyncedToOrderOnUtc").OnTable(nameof(GlaseRefund))
            .OnColumn(nameof(GlaseRefund.StatusId)).Ascending()
            .OnColumn(nameof(GlaseRefund.SyncedToOrderOnUtc)).Ascending();

        // What the scheduled task reads: the open ones, oldest first, however many are over.
        Create.Index("IX_GlasePayment_StatusId_ExpiresOnUtc").OnTable(nameof(GlasePayment))
            .OnColumn(nameof(GlasePayment.StatusId)).Ascending()
            .OnColumn(nameof(GlasePayment.ExpiresOnUtc)).Ascending();

        // What admins look through, by day.
        Create.Index("IX_GlasePayment_CreatedOnUtc").OnTable(nameof(GlasePayment))
            .OnColumn(nameof(GlasePayment.CreatedOnUtc)).Ascending();

        // And those of one customer.
        Create.Index("IX_GlasePayment_CustomerId").OnTable(nameof(GlasePayment))
            .OnColumn(nameof(GlasePayment.CustomerId)).Ascending();

        // Those whose receipt is still to be sent, among the many that have none due.
        Create.Index("IX_GlasePayment_ReceiptDueOnUtc").OnTable(nameof(GlasePayment))
            .OnColumn(nameof(GlasePayment.ReceiptDueOnUtc)).Ascending();

        // Reservations to look after, the most urgent first.
        Create.Index("IX_GlasePayment_ReservationCheckOnUtc").OnTable(nameof(GlasePayment))
            .OnColumn(nameof(GlasePayment.ReservationCheckOnUtc)).Ascending();

        // And the paid ones that are still to be applied, among all that are.
        Create.Index("IX_GlasePayment_StatusId_AppliedOnUtc").OnTable(nameof(GlasePayment))
            .OnColumn(nameof(GlasePayment.StatusId)).Ascending()
            .OnColumn(nameof(GlasePayment.AppliedOnUtc)).Ascending();

        // A period's own payments and refunds, by time, and those that a report names.
        Create.Index("IX_GlasePayment_PaidOnUtc").OnTable(nameof(GlasePayment)).OnColumn(nameof(GlasePayment.PaidOnUtc)).Ascending();
        Create.Index("IX_GlaseRefund_CreatedOnUtc").OnTable(nameof(GlaseRefund)).OnColumn(nameof(GlaseRefund.CreatedOnUtc)).Ascending();
        Create.Index("IX_GlaseRefund_ErsReference").OnTable(nameof(GlaseRefund)).OnColumn(nameof(GlaseRefund.ErsReference)).Ascending();

        Create.Index("IX_GlasePeriod_StoreId_Number").OnTable(nameof(GlasePeriod))
            .OnColumn(nameof(GlasePeriod.StoreId)).Ascending()
            .OnColumn(nameof(GlasePeriod.Number)).Ascending()
            .WithOptions().Unique();
        Create.Index("IX_GlaseReportedTransaction_PeriodId_Number").OnTable(nameof(GlaseReportedTransaction))
            .OnColumn(nameof(GlaseReportedTransaction.PeriodId)).Ascending()
            .OnColumn(nameof(GlaseReportedTransaction.Number)).Ascending()
            .WithOptions().Unique();

        Create.Index("IX_GlaseReportJob_PeriodId_KindId").OnTable(nameof(GlaseReportJob))
            .OnColumn(nameof(GlaseReportJob.PeriodId)).Ascending()
            .OnColumn(nameof(GlaseReportJob.KindId)).Ascending();

        // Locks of dead processes are deleted by it: without it, SQL Server would lock every row there is to look at it.
        Create.Index("IX_GlaseLock_ExpiresOnUtc").OnTable(nameof(GlaseLock)).OnColumn(nameof(GlaseLock.ExpiresOnUtc)).Ascending();

        // Cancellations that were interrupted, among the many that were not.
        Create.Index("IX_GlaseOrderCancellation_CompletedOnUtc").OnTable(nameof(GlaseOrderCancellation))
            .OnColumn(nameof(GlaseOrderCancellation.CompletedOnUtc)).Ascending();

        CreateReferenceIndex();
        CreateUnappliedIndex();
        TextColumns.HoldEveryCharacter(this);
    }

    // One payment, one row. SQL Server takes two nulls for equal unless the index leaves them out; the other databases do not.
    private void CreateReferenceIndex()
    {
        const string index = "IX_GlasePayment_ErsReference";
        IfDatabase("SqlServer").Execute.Sql(
            $"CREATE UNIQUE INDEX [{index}] ON [{nameof(GlasePayment)}] ([{nameof(GlasePayment.ErsReference)}]) " +
            $"WHERE [{nameof(GlasePayment.ErsReference)}] IS NOT NULL");
        IfDatabase(processor => !processor.StartsWith("SqlServer", StringComparison.OrdinalIgnoreCase))
            .Create.Index(index).OnTable(nameof(GlasePayment))
            .OnColumn(nameof(GlasePayment.ErsReference)).Ascending().WithOptions().Unique();
    }

    // PostgreSQL knows of each column by itself how many rows have no value: that a payment is paid and not applied, which hardly any is,
    // it takes for common, and reads all payments by their ids until it has found as many as were asked for.
    private void CreateUnappliedIndex()
    {
        const int paid = (int)GlasePaymentStatus.Paid;
        const int reserved = (int)GlasePaymentStatus.Reserved;
        IfDatabase(processor => processor.StartsWith("Postgres", StringComparison.OrdinalIgnoreCase)).Execute.Sql(
            $"CREATE INDEX \"IX_GlasePayment_Unapplied\" ON \"{nameof(GlasePayment)}\" (\"{nameof(GlasePayment.Id)}\") " +
            $"WHERE \"{nameof(GlasePayment.AppliedOnUtc)}\" IS NULL AND \"{nameof(GlasePayment.StatusId)}\" IN ({paid}, {reserved})");
    }

    /// <inheritdoc />
    public override void Down()
    {
        // The indexes go with their tables.
        string[] tables =
        [
            nameof(GlaseReportJob), nameof(GlaseReportedTransaction), nameof(GlasePeriod), nameof(GlaseOrderPaymentClaim), nameof(GlaseRefund), nameof(GlaseLock),
            nameof(GlaseOrderCancellation), nameof(GlasePayment)
        ];
        foreach (var table in tables)
        {
            if (Schema.Table(table).Exists())
                Delete.Table(table);
        }
    }
}
