using Nop.Data.Migrations;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// Adds what checking reservations needs. How long those hold that are there, nobody has written down: the task asks Glase.
/// </summary>
[NopMigration("2026/11/25 12:00:01", "Payments.Glase reservations", MigrationProcessType.Update)]
public class ReservationMigration : AdditionMigration
{
    /// <inheritdoc />
    public override void Up()
    {
        AddTime(nameof(GlasePayment), nameof(GlasePayment.ReservationEndsOnUtc));
        if (IsMissing(nameof(GlasePayment), nameof(GlasePayment.ReservedAmount)))
            Alter.Table(nameof(GlasePayment)).AddColumn(nameof(GlasePayment.ReservedAmount)).AsDecimal(18, 4).Nullable();
        if (IsMissing(nameof(GlasePayment), nameof(GlasePayment.ReservationSeconds)))
            Alter.Table(nameof(GlasePayment)).AddColumn(nameof(GlasePayment.ReservationSeconds)).AsInt32().Nullable();
        if (IsMissing(nameof(GlasePayment), nameof(GlasePayment.ReservationCheckOnUtc)))
            AddCheck();
        AddInvoiceIndex(nameof(GlasePayment.ReservationCheckOnUtc));
    }

    private void AddCheck()
    {
        AddTime(nameof(GlasePayment), nameof(GlasePayment.ReservationCheckOnUtc));
        Update.Table(nameof(GlasePayment))
            .Set(new Dictionary<string, object>
            {
                [nameof(GlasePayment.ReservationCheckOnUtc)] = new DateTime(2026, 11, 25, 0, 0, 0, DateTimeKind.Utc)
            })
            .Where(new Dictionary<string, object> { [nameof(GlasePayment.StatusId)] = (int)GlasePaymentStatus.Reserved });
    }
}
