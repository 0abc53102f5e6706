using Nop.Plugin.Payments.Glase.Services;
using Nop.Services.ScheduleTasks;

namespace Nop.Plugin.Payments.Glase.ScheduleTasks;

/// <summary>
/// Takes back invoices that nobody paid in time.
/// </summary>
public class CancelUnpaidInvoicesTask : IScheduleTask
{
    private readonly OverdueInvoices _overdueInvoices;

    /// <summary>
    /// Makes the task.
    /// </summary>
    public CancelUnpaidInvoicesTask(OverdueInvoices overdueInvoices)
    {
        _overdueInvoices = overdueInvoices;
    }

    /// <inheritdoc />
    public Task ExecuteAsync()
    {
        return _overdueInvoices.EndAsync();
    }
}
