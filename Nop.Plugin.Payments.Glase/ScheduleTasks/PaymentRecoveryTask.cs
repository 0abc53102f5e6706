using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.ScheduleTasks;

namespace Nop.Plugin.Payments.Glase.ScheduleTasks;

/// <summary>
/// Takes back invoices that nobody paid in time and cancels their orders, and finishes payments and refunds that were left
/// half done, and hands in the receipts that are due.
/// </summary>
public class PaymentRecoveryTask : IScheduleTask
{
    private readonly BackgroundWork _work;
    private readonly DueReceiptSubmission _dueReceiptSubmission;
    private readonly DistributedLock _locks;
    private readonly ExpiredInvoiceSweep _expiredInvoiceSweep;
    private readonly OrderRefundSync _orderRefundSync;
    private readonly ReservationExpiryCheck _reservationExpiryCheck;
    private readonly UnpaidOrderCanceller _unpaidOrderCanceller;
    private readonly UnappliedPaymentRecovery _unappliedPaymentRecovery;

    /// <summary>
    /// Makes the task.
    /// </summary>
    public PaymentRecoveryTask(BackgroundWork work, DueReceiptSubmission dueReceiptSubmission, DistributedLock locks,
        ExpiredInvoiceSweep expiredInvoiceSweep, OrderRefundSync orderRefundSync, ReservationExpiryCheck reservationExpiryCheck, UnpaidOrderCanceller unpaidOrderCanceller,
        UnappliedPaymentRecovery unappliedPaymentRecovery)
    {
        _work = work;
        _dueReceiptSubmission = dueReceiptSubmission;
        _locks = locks;
        _expiredInvoiceSweep = expiredInvoiceSweep;
        _orderRefundSync = orderRefundSync;
        _reservationExpiryCheck = reservationExpiryCheck;
        _unpaidOrderCanceller = unpaidOrderCanceller;
        _unappliedPaymentRecovery = unappliedPaymentRecovery;
    }

    /// <inheritdoc />
    /// <remarks>A step that fails is logged and tried again in the next run; the others do not wait for it.</remarks>
    public async Task ExecuteAsync()
    {
        await _work.TryAsync("ending overdue invoices", _expiredInvoiceSweep.RunAsync);
        await _work.TryAsync("cancelling unpaid orders", _unpaidOrderCanceller.CancelAsync);
        await _work.TryAsync("asking about captures", _unappliedPaymentRecovery.ResolveUnknownCapturesAsync);
        await _work.TryAsync("releasing reservations that nobody wants", _unappliedPaymentRecovery.ReleaseUnwantedAsync);
        await _work.TryAsync("finishing paid payments", _unappliedPaymentRecovery.FinishAsync);
        await _work.TryAsync("looking after reservations", _reservationExpiryCheck.CheckAsync);
        await _work.TryAsync("booking refunds", _orderRefundSync.SyncPendingAsync);
        await _work.TryAsync("handing in receipts", _dueReceiptSubmission.SubmitAsync);
        await _work.TryAsync("deleting leaked locks", _locks.DeleteLeakedAsync);
    }
}
