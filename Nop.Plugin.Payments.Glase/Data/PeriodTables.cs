using FluentMigrator;
using Nop.Data.Extensions;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// What periods and reconciliation need of the database; the same for new installations and for those that are updated.
/// </summary>
internal static class PeriodTables
{
    /// <summary>
    /// Makes what is missing.
    /// </summary>
    public static void Make(MigrationBase migration)
    {
        var (create, schema) = (migration.Create, migration.Schema);
        if (!schema.Table(nameof(GlasePeriod)).Exists())
        {
            create.TableFor<GlasePeriod>();
            create.Index("IX_GlasePeriod_StoreId_Number").OnTable(nameof(GlasePeriod))
                .OnColumn(nameof(GlasePeriod.StoreId)).Ascending()
                .OnColumn(nameof(GlasePeriod.Number)).Ascending()
                .WithOptions().Unique();
        }

        if (!schema.Table(nameof(GlaseReportedTransaction)).Exists())
        {
            create.TableFor<GlaseReportedTransaction>();
            create.Index("IX_GlaseReportedTransaction_PeriodId_Number").OnTable(nameof(GlaseReportedTransaction))
                .OnColumn(nameof(GlaseReportedTransaction.PeriodId)).Ascending()
                .OnColumn(nameof(GlaseReportedTransaction.Number)).Ascending()
                .WithOptions().Unique();
        }

        // A period's own payments and refunds, by time, and those that a report names.
        const string byTime = "IX_GlasePayment_PaidOnUtc";
        if (!schema.Table(nameof(GlasePayment)).Index(byTime).Exists())
            create.Index(byTime).OnTable(nameof(GlasePayment)).OnColumn(nameof(GlasePayment.PaidOnUtc)).Ascending();
        const string refundsByTime = "IX_GlaseRefund_CreatedOnUtc";
        if (!schema.Table(nameof(GlaseRefund)).Index(refundsByTime).Exists())
            create.Index(refundsByTime).OnTable(nameof(GlaseRefund)).OnColumn(nameof(GlaseRefund.CreatedOnUtc)).Ascending();
        const string refundsByReference = "IX_GlaseRefund_ErsReference";
        if (!schema.Table(nameof(GlaseRefund)).Index(refundsByReference).Exists())
            create.Index(refundsByReference).OnTable(nameof(GlaseRefund)).OnColumn(nameof(GlaseRefund.ErsReference)).Ascending();
    }
}
