using Nop.Data.Extensions;
using Nop.Data.Migrations;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// Adds what an admin decides about payments and refunds, what orders show of refunds, and which orders the shop has cancelled.
/// </summary>
[NopMigration("2026/11/28 04:00:00", "Payments.Glase decisions of admins", MigrationProcessType.Update)]
public class AdminDecisionMigration : AdditionMigration
{
    /// <inheritdoc />
    public override void Up()
    {
        AddTime(nameof(GlasePayment), nameof(GlasePayment.DecisionRequestedOnUtc));
        AddNumber(nameof(GlasePayment), nameof(GlasePayment.DecisionId));
        AddTime(nameof(GlasePayment), nameof(GlasePayment.DecidedOnUtc));
        AddText(nameof(GlasePayment), nameof(GlasePayment.DecidedBy), 1000);

        if (IsMissing(nameof(GlaseRefund), nameof(GlaseRefund.OrderAmount)))
            Alter.Table(nameof(GlaseRefund)).AddColumn(nameof(GlaseRefund.OrderAmount)).AsDecimal(18, 4).Nullable();
        AddText(nameof(GlaseRefund), nameof(GlaseRefund.ProposedReference), 128);
        AddNumber(nameof(GlaseRefund), nameof(GlaseRefund.ProposedPeriodId));

        if (!Schema.Table(nameof(GlaseOrderCancellation)).Exists())
            Create.TableFor<GlaseOrderCancellation>();
    }
}
