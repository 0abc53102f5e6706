using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Recovery;

public class RecoveryPipelineTests
{
    private readonly PaymentFixture _fixture = new();
    private readonly List<string> _log = [];

    [Test]
    public async Task Steps_run_one_after_the_other_in_their_order()
    {
        await RunAsync(Step("a"), Step("b"), Step("c"));

        Assert.That(_log, Is.EqualTo(new[] { "a begins", "a ends", "b begins", "b ends", "c begins", "c ends" }));
    }

    [Test]
    public void Each_step_of_the_plugin_has_its_place_once()
    {
        var steps = typeof(IRecoveryStep).Assembly.GetTypes()
            .Where(type => type.IsClass && typeof(IRecoveryStep).IsAssignableFrom(type));

        Assert.That(RecoveryPipeline.StepTypes, Is.EquivalentTo(steps));
    }

    [Test]
    public async Task A_step_that_fails_is_logged_once_and_does_not_stop_the_others()
    {
        var failing = new FakeStep("a", _ => throw new InvalidOperationException("why"));
        for (var minute = 0; minute < 3; minute++)
            await RunAsync(failing, Step("b"));

        Assert.That(_log.Count(line => line == "b ends"), Is.EqualTo(3));
        Assert.That(_fixture.Errors, Is.EqualTo(new[] { "Glase: a failed. why (help: Admin/Glase/Help#in-the-log)" }));
    }

    [Test]
    public async Task A_failure_that_comes_back_is_logged_again()
    {
        foreach (var fails in new[] { true, false, true })
            await RunAsync(new FakeStep("a", _ => fails ? throw new InvalidOperationException("why") : Task.CompletedTask));

        Assert.That(_fixture.Errors, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_step_over_its_time_budget_stops_and_the_others_get_theirs_in_full()
    {
        await RunAsync(LoopOf("a", items: 100, TimeSpan.FromSeconds(4)), LoopOf("b", items: 2, TimeSpan.FromSeconds(4)));

        Assert.That(_log, Is.EqualTo(new[] { "a1", "a2", "a3", "b1", "b2" }));
    }

    private Task RunAsync(params IRecoveryStep[] steps)
    {
        return new RecoveryPipeline(new BackgroundWork(_fixture.SafeLog), _fixture.LogDeduplicator, steps,
            TestMetrics.Recovery, _fixture.Clock).RunAsync();
    }

    private FakeStep Step(string name)
    {
        return new FakeStep(name, async _ =>
        {
            _log.Add($"{name} begins");
            await Task.Yield();
            _log.Add($"{name} ends");
        });
    }

    // Each item takes the given time.
    private FakeStep LoopOf(string name, int items, TimeSpan time)
    {
        return new FakeStep(name, new BatchLoop<GlasePayment>
        {
            ReadAsync = last => Task.FromResult<IList<GlasePayment>>(
                last is null ? [.. Enumerable.Range(1, items).Select(id => new GlasePayment { Id = id })] : []),
            HandleAsync = item =>
            {
                _log.Add($"{name}{item.Id}");
                _fixture.Clock.Advance(time);
                return Task.CompletedTask;
            },
            ReportAsync = (_, _) => Task.CompletedTask
        }.RunAsync);
    }

    private sealed class FakeStep(string name, Func<CancellationToken, Task> run) : IRecoveryStep
    {
        public string Name => name;

        public TimeSpan TimeBudget => TimeSpan.FromSeconds(10);

        public Task RunAsync(CancellationToken cancellationToken) => run(cancellationToken);
    }
}
