using Nop.Plugin.Payments.Glase.Services;
using Nop.Plugin.Payments.Glase.Services.Issuing;
using Nop.Plugin.Payments.Glase.Services.Receipts;
using Nop.Plugin.Payments.Glase.Services.Refunding;
using Nop.Plugin.Payments.Glase.Services.Settling;
using Nop.Services.ScheduleTasks;

namespace Nop.Plugin.Payments.Glase.ScheduleTasks;

/// <summary>
/// Takes back invoices that nobody paid in time and cancels their orders, and finishes payments and refunds that were left
/// half done, and hands in the receipts that are due.
/// </summary>
public class CancelUnpaidInvoicesTask : IScheduleTask
{
    private readonly BackgroundWork _work;
    private readonly DueReceipts _dueReceipts;
    private readonly GlaseLockService _lockService;
    private readonly OverdueInvoices _overdueInvoices;
    private readonly RefundBookkeeper _refundBookkeeper;
    private readonly ReservationEnds _reservationEnds;
    private readonly UnpaidOrders _unpaidOrders;
    private readonly UnsettledPayments _unsettledPayments;

    /// <summary>
    /// Makes the task.
    /// </summary>
    public CancelUnpaidInvoicesTask(BackgroundWork work, DueReceipts dueReceipts, GlaseLockService lockService,
        OverdueInvoices overdueInvoices, RefundBookkeeper refundBookkeeper, ReservationEnds reservationEnds, UnpaidOrders unpaidOrders,
        UnsettledPayments unsettledPayments)
    {
        _work = work;
        _dueReceipts = dueReceipts;
        _lockService = lockService;
        _overdueInvoices = overdueInvoices;
        _refundBookkeeper = refundBookkeeper;
        _reservationEnds = reservationEnds;
        _unpaidOrders = unpaidOrders;
        _unsettledPayments = unsettledPayments;
    }

    /// <inheritdoc />
    /// <remarks>A step that fails is logged and tried again in the next run; the others do not wait for it.</remarks>
    public async Task ExecuteAsync()
    {
        await _work.TryAsync("ending overdue invoices", _overdueInvoices.EndAsync);
        await _work.TryAsync("cancelling unpaid orders", _unpaidOrders.CancelAsync);
        await _work.TryAsync("asking about captures", _unsettledPayments.AskAboutCapturesAsync);
        await _work.TryAsync("releasing reservations that nobody wants", _unsettledPayments.ReleaseUnwantedAsync);
        await _work.TryAsync("finishing paid payments", _unsettledPayments.FinishAsync);
        await _work.TryAsync("looking after reservations", _reservationEnds.LookAsync);
        await _work.TryAsync("booking refunds", _refundBookkeeper.FinishAsync);
        await _work.TryAsync("handing in receipts", _dueReceipts.SubmitAsync);
        await _work.TryAsync("deleting leaked locks", _lockService.PurgeAsync);
    }
}
