using Nop.Data.Migrations;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// Adds what looking after reservations needs. How long those hold that are there, nobody has written down: the task asks Glase.
/// </summary>
[NopMigration("2026/11/25 12:00:01", "Payments.Glase reservations", MigrationProcessType.Update)]
public class ReservationMigration : AdditionMigration
{
    /// <inheritdoc />
    public override void Up()
    {
        AddTime(nameof(GlaseInvoice), nameof(GlaseInvoice.ReservationEndsOnUtc));
        if (IsMissing(nameof(GlaseInvoice), nameof(GlaseInvoice.ReservedAmount)))
            Alter.Table(nameof(GlaseInvoice)).AddColumn(nameof(GlaseInvoice.ReservedAmount)).AsDecimal(18, 4).Nullable();
        if (IsMissing(nameof(GlaseInvoice), nameof(GlaseInvoice.ReservationSeconds)))
            Alter.Table(nameof(GlaseInvoice)).AddColumn(nameof(GlaseInvoice.ReservationSeconds)).AsInt32().Nullable();
        if (IsMissing(nameof(GlaseInvoice), nameof(GlaseInvoice.ReservationCheckOnUtc)))
            AddCheck();
        AddInvoiceIndex(nameof(GlaseInvoice.ReservationCheckOnUtc));
    }

    private void AddCheck()
    {
        AddTime(nameof(GlaseInvoice), nameof(GlaseInvoice.ReservationCheckOnUtc));
        Update.Table(nameof(GlaseInvoice))
            .Set(new Dictionary<string, object>
            {
                [nameof(GlaseInvoice.ReservationCheckOnUtc)] = new DateTime(2026, 11, 25, 0, 0, 0, DateTimeKind.Utc)
            })
            .Where(new Dictionary<string, object> { [nameof(GlaseInvoice.StatusId)] = (int)GlaseInvoiceStatus.Reserved });
    }
}
