using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Receipts;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Receipts;

public class ReceiptBackgroundServiceTests
{
    private readonly List<string> _log = [];
    private readonly SemaphoreSlim _mayGoOn = new(0);
    private int _began;
    private int _now;
    private int _most;

    [Test]
    public async Task A_few_at_a_time_are_sent_and_a_failure_keeps_nobody_waiting()
    {
        await using var services = Services();
        using var sender = services.GetRequiredService<ReceiptBackgroundService>();
        await sender.StartAsync(CancellationToken.None);
        for (var payment = 1; payment <= 6; payment++)
            sender.Add(new GlasePayment { Id = payment });
        Assert.That(() => Volatile.Read(ref _began), Is.EqualTo(2).After(5000, 10));

        _mayGoOn.Release(6);

        Assert.That(() => Count("could not be sent"), Is.EqualTo(6).After(5000, 10), string.Join('\n', _log));
        Assert.That(_most, Is.EqualTo(2));
        await sender.StopAsync(CancellationToken.None);
    }

    [Test]
    public async Task What_finds_no_room_is_left_to_the_task()
    {
        await using var services = Services();
        using var sender = services.GetRequiredService<ReceiptBackgroundService>();

        // Nobody has started it: it must neither wait nor grow.
        for (var payment = 1; payment <= 5000; payment++)
            sender.Add(new GlasePayment { Id = payment });
        _mayGoOn.Release(5000);
        await sender.StartAsync(CancellationToken.None);

        Assert.That(() => Volatile.Read(ref _began), Is.EqualTo(1000).After(10_000, 20));
        await sender.StopAsync(CancellationToken.None);
        Assert.That(_began, Is.EqualTo(1000));
    }

    [Test]
    public async Task It_stops_with_the_shop()
    {
        await using var services = Services();
        using var sender = services.GetRequiredService<ReceiptBackgroundService>();
        await sender.StartAsync(CancellationToken.None);

        await sender.StopAsync(CancellationToken.None);
        sender.Add(new GlasePayment { Id = 1 });

        Assert.That(sender.ExecuteTask.IsCompleted, Is.True);
        Assert.That(sender.ExecuteTask.IsFaulted, Is.False);
        Assert.That(_began, Is.Zero);
    }

    // What hands them in fails whenever it may go on.
    private ServiceProvider Services()
    {
        return new ServiceCollection()
            .AddSingleton<ILogger<SafeLog>>(new ListLogger(_log))
            .AddSingleton<SafeLog>()
            .AddSingleton<ReceiptBackgroundService>()
            .AddScoped<ReceiptSubmitter>(_ =>
            {
                lock (_log)
                    _most = Math.Max(_most, ++_now);
                Interlocked.Increment(ref _began);
                _mayGoOn.Wait();
                lock (_log)
                    _now--;
                throw new InvalidOperationException("no database");
            })
            .BuildServiceProvider();
    }

    private int Count(string text)
    {
        lock (_log)
            return _log.Count(line => line.Contains(text, StringComparison.Ordinal));
    }

    private sealed class ListLogger(List<string> lines) : ILogger<SafeLog>
    {
        public IDisposable BeginScope<TState>(TState state) => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception exception,
            Func<TState, Exception, string> formatter)
        {
            lock (lines)
                lines.Add(formatter(state, exception));
        }
    }
}
