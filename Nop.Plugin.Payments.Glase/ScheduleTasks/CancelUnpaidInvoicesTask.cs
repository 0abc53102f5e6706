using Nop.Plugin.Payments.Glase.Services;
using Nop.Services.ScheduleTasks;

namespace Nop.Plugin.Payments.Glase.ScheduleTasks;

/// <summary>
/// Takes back invoices that nobody paid in time and cancels their orders, and finishes payments whose browser is gone.
/// </summary>
public class CancelUnpaidInvoicesTask : IScheduleTask
{
    private readonly OverdueInvoices _overdueInvoices;
    private readonly UnpaidOrders _unpaidOrders;
    private readonly UnsettledPayments _unsettledPayments;

    /// <summary>
    /// Makes the task.
    /// </summary>
    public CancelUnpaidInvoicesTask(OverdueInvoices overdueInvoices, UnpaidOrders unpaidOrders,
        UnsettledPayments unsettledPayments)
    {
        _overdueInvoices = overdueInvoices;
        _unpaidOrders = unpaidOrders;
        _unsettledPayments = unsettledPayments;
    }

    /// <inheritdoc />
    public async Task ExecuteAsync()
    {
        await _overdueInvoices.EndAsync();
        await _unpaidOrders.CancelAsync();
        await _unsettledPayments.FinishAsync();
    }
}
