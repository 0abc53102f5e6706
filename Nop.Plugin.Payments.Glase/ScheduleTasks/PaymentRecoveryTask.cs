using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.ScheduleTasks;

namespace Nop.Plugin.Payments.Glase.ScheduleTasks;

/// <summary>
/// The scheduled task that completes what was left unfinished: it closes expired invoices, cancels unpaid orders, applies or
/// refunds paid payments, checks reservations, and sends receipts.
/// </summary>
public class PaymentRecoveryTask(BackgroundWork work, DueReceiptSubmission dueReceiptSubmission, DistributedLock locks,
    ExpiredInvoiceSweep expiredInvoiceSweep, OrderRefundSync orderRefundSync, ReservationExpiryCheck reservationExpiryCheck,
    UnpaidOrderCanceller unpaidOrderCanceller, UnappliedPaymentRecovery unappliedPaymentRecovery) : IScheduleTask
{
    /// <inheritdoc />
    /// <remarks>A step that fails is logged and tried again in the next run; the others do not wait for it.</remarks>
    public async Task ExecuteAsync()
    {
        await work.TryAsync("cancelling expired invoices", expiredInvoiceSweep.RunAsync);
        await work.TryAsync("cancelling unpaid orders", unpaidOrderCanceller.CancelAsync);
        await work.TryAsync("resolving unknown captures", unappliedPaymentRecovery.ResolveUnknownCapturesAsync);
        await work.TryAsync("releasing reservations of cancelled orders", unappliedPaymentRecovery.ReleaseUnwantedAsync);
        await work.TryAsync("completing paid payments", unappliedPaymentRecovery.FinishAsync);
        await work.TryAsync("checking reservations", reservationExpiryCheck.CheckAsync);
        await work.TryAsync("recording refunds on orders", orderRefundSync.SyncPendingAsync);
        await work.TryAsync("sending receipts", dueReceiptSubmission.SubmitAsync);
        await work.TryAsync("deleting leaked locks", locks.DeleteLeakedAsync);
    }
}
