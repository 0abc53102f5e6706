using Nop.Plugin.Payments.Glase.Services.Recovery;
using Nop.Services.ScheduleTasks;

namespace Nop.Plugin.Payments.Glase.ScheduleTasks;

/// <summary>
/// Completes what was left unfinished, by the steps of <see cref="RecoveryPipeline"/>.
/// </summary>
public class PaymentRecoveryTask(RecoveryPipeline pipeline) : IScheduleTask
{
    /// <inheritdoc />
    public Task ExecuteAsync()
    {
        return pipeline.RunAsync();
    }
}
