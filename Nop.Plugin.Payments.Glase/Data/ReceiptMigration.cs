using Nop.Data.Migrations;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// Adds what sending receipts needs. Payments that are there get no receipt due: they were applied long ago.
/// </summary>
[NopMigration("2026/11/25 12:00:00", "Payments.Glase receipts", MigrationProcessType.Update)]
public class ReceiptMigration : AdditionMigration
{
    /// <inheritdoc />
    public override void Up()
    {
        AddTime(nameof(GlasePayment), nameof(GlasePayment.ReceiptDueOnUtc));
        AddText(nameof(GlasePayment), nameof(GlasePayment.ReceiptError), 1000);
        AddInvoiceIndex(nameof(GlasePayment.ReceiptDueOnUtc));
    }
}
