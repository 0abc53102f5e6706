using Nop.Plugin.Payments.Glase.Services;
using Nop.Services.ScheduleTasks;

namespace Nop.Plugin.Payments.Glase.ScheduleTasks;

/// <summary>
/// Takes back invoices that nobody paid in time, and finishes payments whose browser is gone.
/// </summary>
public class CancelUnpaidInvoicesTask : IScheduleTask
{
    private readonly OverdueInvoices _overdueInvoices;
    private readonly UnsettledPayments _unsettledPayments;

    /// <summary>
    /// Makes the task.
    /// </summary>
    public CancelUnpaidInvoicesTask(OverdueInvoices overdueInvoices, UnsettledPayments unsettledPayments)
    {
        _overdueInvoices = overdueInvoices;
        _unsettledPayments = unsettledPayments;
    }

    /// <inheritdoc />
    public async Task ExecuteAsync()
    {
        await _overdueInvoices.EndAsync();
        await _unsettledPayments.FinishAsync();
    }
}
