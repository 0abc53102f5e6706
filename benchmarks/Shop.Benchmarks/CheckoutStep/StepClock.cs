using System.Diagnostics;
using System.Runtime;
using Microsoft.AspNetCore.Mvc.Diagnostics;
using Microsoft.AspNetCore.Mvc.ViewComponents;
using Nop.Plugin.Payments.Glase.Components;

namespace Shop.Benchmarks.CheckoutStep;

/// <summary>
/// Times the plugin's component in the payment step by what ASP.NET Core and HttpClient tell of themselves. One step at a time.
/// </summary>
internal sealed class StepClock : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object>>, IDisposable
{
    private readonly List<StepTime> _times = [];
    private readonly ActivityListener _calls;
    private readonly IDisposable _subscription;
    private double _glase;
    private long _started;
    private DateTime _startedOnUtc;
    private TimeSpan _cpu;
    private long _compiledMethods;

    public StepClock()
    {
        _calls = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => _glase += activity.Duration.TotalMilliseconds
        };
        ActivitySource.AddActivityListener(_calls);
        _subscription = DiagnosticListener.AllListeners.Subscribe(this);
    }

    public List<StepTime> Take()
    {
        List<StepTime> taken = [.. _times];
        _times.Clear();
        return taken;
    }

    public void Dispose()
    {
        _subscription.Dispose();
        _calls.Dispose();
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.AspNetCore")
            value.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object> value)
    {
        if (value.Value is BeforeViewComponentEventData before && IsPaymentStep(before.ViewComponentContext))
        {
            _glase = 0;
            _startedOnUtc = TimeProvider.System.GetUtcNow().UtcDateTime;
            _compiledMethods = JitInfo.GetCompiledMethodCount();
            _cpu = Environment.CpuUsage.TotalTime;
            _started = Stopwatch.GetTimestamp();
        }
        else if (value.Value is ViewComponentAfterViewExecuteEventData after && IsPaymentStep(after.ViewComponentContext))
        {
            _times.Add(new StepTime(Stopwatch.GetElapsedTime(_started).TotalMilliseconds, _glase,
                (Environment.CpuUsage.TotalTime - _cpu).TotalMilliseconds, (int)(JitInfo.GetCompiledMethodCount() - _compiledMethods), _startedOnUtc));
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private static bool IsPaymentStep(ViewComponentContext context)
    {
        return context.ViewComponentDescriptor.TypeInfo == typeof(PaymentInfoViewComponent);
    }
}
