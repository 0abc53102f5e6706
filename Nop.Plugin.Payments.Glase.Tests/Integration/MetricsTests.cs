using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Glase.Simulator.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// What a listener of the plugin's meter and activity source is told.
/// </summary>
public class MetricsTests : ShopTestBase
{
    private readonly List<IDisposable> _collectors = [];

    private IMeterFactory Meters => _fixture.Shop.Services.GetRequiredService<IMeterFactory>();

    [TearDown]
    public void TearDown()
    {
        foreach (var collector in _collectors)
            collector.Dispose();
        _collectors.Clear();
    }

    [Test]
    public async Task A_payment_is_measured_from_its_invoice_to_its_order()
    {
        var calls = Collect<double>("glase.client.call.duration");
        var requests = Collect<int>("glase.client.requests");
        var statuses = Collect<int>("glase.payments.status_changes");
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.GetCodeAsync();
        _fixture.Glase.Pay(code.Reference);
        await _httpShopper.StatusAsync(code);

        Assert.That(Tags(calls, "glase.operation", "glase.outcome"), Does.Contain("sendInvoice SUCCESS").And.Contain("getPaymentStatus SUCCESS"));
        Assert.That(calls.GetMeasurementSnapshot().Select(call => call.Value), Is.All.InRange(0, 60));
        Assert.That(requests.GetMeasurementSnapshot().ContainsTags(new KeyValuePair<string, object>("glase.operation", "sendInvoice"))
            .EvaluateAsCounter(), Is.EqualTo(_fixture.Glase.Calls("sendInvoice").Count));
        Assert.That(Tags(statuses, "glase.payment.status"), Does.Contain("Issued").And.Contain("Paid"));
    }

    [Test]
    public async Task A_call_that_fails_is_measured_with_its_outcome()
    {
        var calls = Collect<double>("glase.client.call.duration");
        await _httpShopper.PutIntoCartAsync();
        _fixture.Glase.Faults.Add(Fault.Result((int)GlaseResultCode.AccessDenied).On("sendInvoice"));
        await _httpShopper.CheckOutAsync();

        await ShopFixture.UntilAsync(
            () => Task.FromResult(Tags(calls, "glase.operation", "glase.outcome").Contains("sendInvoice ACCESS_DENIED")), "the failed call");
    }

    [Test]
    public async Task Waiting_browsers_are_counted_while_they_wait()
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.GetCodeAsync();
        using (var stream = await _httpShopper.Http.GetStreamAsync(code.EventsUrl))
        {
            await stream.ReadExactlyAsync(new byte[1]);
            Assert.That(Observe("glase.event_streams"), Is.EqualTo(1));
            Assert.That(Observe("glase.payments.watched"), Is.EqualTo(1));
        }

        await ShopFixture.UntilAsync(() => Task.FromResult(Observe("glase.event_streams") == 0), "the end of the stream");
    }

    [Test]
    public async Task Each_step_of_the_task_is_measured()
    {
        var steps = Collect<double>("glase.recovery.step.duration");
        await _fixture.RunTaskAsync();

        Assert.That(steps.GetMeasurementSnapshot(), Has.Count.EqualTo(RecoveryPipeline.StepTypes.Count));
        Assert.That(Tags(steps, "glase.outcome"), Is.All.EqualTo("completed"));
    }

    [Test]
    public async Task Calls_and_steps_are_activities()
    {
        // Other tests' shops have the same source: only what this one causes counts.
        using var cause = new Activity("test").Start();
        var activities = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is GlaseDiagnostics.Name or "Microsoft.AspNetCore",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Enqueue
        };
        ActivitySource.AddActivityListener(listener);
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.GetCodeAsync();
        await _fixture.RunTaskAsync();

        var caused = activities.Where(activity => activity.TraceId == cause.TraceId).ToList();
        var call = caused.Last(activity => activity.OperationName == "sendInvoice");
        Assert.That(call.GetTagItem("glase.outcome"), Is.EqualTo("SUCCESS"));
        Assert.That(call.Kind, Is.EqualTo(ActivityKind.Client));
        Assert.That(caused.Count(activity => activity.OperationName == "recovery step"), Is.EqualTo(RecoveryPipeline.StepTypes.Count));
    }

    private MetricCollector<T> Collect<T>(string instrument) where T : struct
    {
        var collector = new MetricCollector<T>(Meters, GlaseDiagnostics.Name, instrument);
        _collectors.Add(collector);
        return collector;
    }

    private int Observe(string instrument)
    {
        using var collector = new MetricCollector<int>(Meters, GlaseDiagnostics.Name, instrument);
        collector.RecordObservableInstruments();
        return collector.LastMeasurement?.Value ?? 0;
    }

    private static IEnumerable<string> Tags<T>(MetricCollector<T> collector, params string[] names) where T : struct
    {
        return collector.GetMeasurementSnapshot().Select(measured => string.Join(' ', names.Select(name => measured.Tags[name])));
    }
}
