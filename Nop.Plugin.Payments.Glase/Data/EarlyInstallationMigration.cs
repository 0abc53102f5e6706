using Nop.Data.Extensions;
using Nop.Data.Migrations;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// Adds what the tables of installations from before 1.0.0 lack.
/// </summary>
[NopMigration("2026/11/23 12:00:02", "Payments.Glase 1.0.0 tables of early installations", MigrationProcessType.Update)]
public class EarlyInstallationMigration : AdditionMigration
{
    /// <inheritdoc />
    public override void Up()
    {
        if (!Schema.Table(nameof(GlaseLock)).Exists())
            Create.TableFor<GlaseLock>();
        if (!Schema.Table(nameof(GlaseOrderPaymentClaim)).Exists())
            Create.TableFor<GlaseOrderPaymentClaim>();

        AddTime(nameof(GlasePayment), nameof(GlasePayment.ReservedOnUtc));
        AddTime(nameof(GlasePayment), nameof(GlasePayment.CaptureSentOnUtc));
        AddTime(nameof(GlaseRefund), nameof(GlaseRefund.DecidedOnUtc));
        AddTime(nameof(GlaseRefund), nameof(GlaseRefund.SyncedToOrderOnUtc));
        AddText(nameof(GlasePayment), nameof(GlasePayment.PaidCurrencyCode), 3);
        AddText(nameof(GlaseRefund), nameof(GlaseRefund.DecidedBy), 1000);
        if (IsMissing(nameof(GlaseRefund), nameof(GlaseRefund.ResultCode)))
            Alter.Table(nameof(GlaseRefund)).AddColumn(nameof(GlaseRefund.ResultCode)).AsInt32().Nullable();

        AddInvoiceIndex(nameof(GlasePayment.CreatedOnUtc));
    }
}
