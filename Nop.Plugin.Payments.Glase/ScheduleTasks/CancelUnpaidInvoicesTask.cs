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
    private readonly DueReceipts _dueReceipts;
    private readonly OverdueInvoices _overdueInvoices;
    private readonly RefundBookkeeper _refundBookkeeper;
    private readonly ReservationEnds _reservationEnds;
    private readonly UnpaidOrders _unpaidOrders;
    private readonly UnsettledPayments _unsettledPayments;

    /// <summary>
    /// Makes the task.
    /// </summary>
    public CancelUnpaidInvoicesTask(DueReceipts dueReceipts, OverdueInvoices overdueInvoices, RefundBookkeeper refundBookkeeper,
        ReservationEnds reservationEnds, UnpaidOrders unpaidOrders, UnsettledPayments unsettledPayments)
    {
        _dueReceipts = dueReceipts;
        _overdueInvoices = overdueInvoices;
        _refundBookkeeper = refundBookkeeper;
        _reservationEnds = reservationEnds;
        _unpaidOrders = unpaidOrders;
        _unsettledPayments = unsettledPayments;
    }

    /// <inheritdoc />
    public async Task ExecuteAsync()
    {
        await _overdueInvoices.EndAsync();
        await _unpaidOrders.CancelAsync();
        await _unsettledPayments.AskAboutCapturesAsync();
        await _unsettledPayments.ReleaseUnwantedAsync();
        await _unsettledPayments.FinishAsync();
        await _reservationEnds.LookAsync();
        await _refundBookkeeper.FinishAsync();
        await _dueReceipts.SubmitAsync();
    }
}
