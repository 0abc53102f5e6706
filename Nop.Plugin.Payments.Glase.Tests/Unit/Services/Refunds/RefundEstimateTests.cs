using Moq;
using Nop.Core.Domain.ScheduleTasks;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.ScheduleTasks;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Refunds;

public class RefundEstimateTests
{
    private readonly PaymentFixture _fixture = new();

    [TestCase(0, 60, 3)]
    [TestCase(90, 60, 2)]
    [TestCase(600, 60, 1)]
    [TestCase(600, 20, 1)]
    [TestCase(0, 600, 12)]
    public async Task It_is_refunded_by_the_first_run_of_the_task_after_the_grace_period(int secondsAgo, int taskSeconds, int minutes)
    {
        Assert.That(await EstimateAsync(secondsAgo, new ScheduleTask { Enabled = true, Seconds = taskSeconds }), Is.EqualTo(minutes));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Nothing_is_promised_where_the_task_does_not_run(bool isThere)
    {
        Assert.That(await EstimateAsync(0, isThere ? new ScheduleTask { Enabled = false, Seconds = 60 } : null), Is.Null);
    }

    private Task<int?> EstimateAsync(int secondsAgo, ScheduleTask task)
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid, change: row => row.PaidOnUtc = _fixture.Now.AddSeconds(-secondsAgo));
        var tasks = Mock.Of<IScheduleTaskService>(service => service.GetTaskByTypeAsync(GlaseDefaults.RecoveryTaskType) == Task.FromResult(task));
        return new RefundEstimate(tasks, _fixture.Clock).GetMinutesAsync(payment);
    }
}
