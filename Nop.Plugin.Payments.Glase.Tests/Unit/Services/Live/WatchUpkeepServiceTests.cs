using Microsoft.Extensions.Time.Testing;
using Moq;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Live;

/// <summary>
/// What each node does at intervals ends when the plugin is uninstalled: its tables are gone, and a new row would be left behind.
/// </summary>
[CancelAfter(20_000)]
public sealed class WatchUpkeepServiceTests
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    private readonly Mock<IWatchUpkeep> _upkeep = new();
    private readonly SemaphoreSlim _runs = new(0);
    private readonly InstallationState _installation = new();
    private readonly LogDeduplicator _logged = new();
    private readonly FakeTimeProvider _clock = new();
    private WatchUpkeepService _service;

    [SetUp]
    public async Task SetUp()
    {
        _upkeep.Setup(upkeep => upkeep.Interval).Returns(_interval);
        _upkeep.Setup(upkeep => upkeep.RunAsync(It.IsAny<CancellationToken>())).Callback(() => _runs.Release()).Returns(Task.CompletedTask);
        _service = new([_upkeep.Object], _installation, new(_logged, SilentLog.Instance), _clock);
        await _service.StartAsync(CancellationToken.None);
    }

    [TearDown]
    public void TearDown()
    {
        _service.Dispose();
        _runs.Dispose();
    }

    [Test]
    public async Task It_runs_at_each_interval_and_says_when_the_shop_stops(CancellationToken cancellationToken)
    {
        for (var run = 0; run < 3; run++)
            await UntilRunAsync(cancellationToken);

        await _service.StopAsync(cancellationToken);

        _upkeep.Verify(upkeep => upkeep.StopAsync(), Times.Once);
    }

    [Test]
    public async Task After_uninstalling_nothing_is_read_or_saved(CancellationToken cancellationToken)
    {
        _upkeep.Setup(upkeep => upkeep.RunAsync(It.IsAny<CancellationToken>())).Callback(Uninstall).Returns(Task.CompletedTask);
        await UntilRunAsync(cancellationToken);

        _clock.Advance(_interval);
        await _service.StopAsync(cancellationToken);

        _upkeep.Verify(upkeep => upkeep.RunAsync(It.IsAny<CancellationToken>()), Times.Once);
        _upkeep.Verify(upkeep => upkeep.StopAsync(), Times.Never);
    }

    [Test]
    public async Task A_run_that_fails_because_the_plugin_was_uninstalled_is_not_logged(CancellationToken cancellationToken)
    {
        var failure = new InvalidOperationException("no such table: GlaseLock");
        _upkeep.Setup(upkeep => upkeep.RunAsync(It.IsAny<CancellationToken>())).Callback(Uninstall).ThrowsAsync(failure);
        await UntilRunAsync(cancellationToken);

        await _service.StopAsync(cancellationToken);

        Assert.That(_logged.TryRecord(_upkeep.Object.GetType().Name, failure), Is.True, "nothing was logged before");
    }

    private void Uninstall()
    {
        _installation.IsUninstalled = true;
        _runs.Release();
    }

    // The service may be starting its timer yet.
    private async Task UntilRunAsync(CancellationToken cancellationToken)
    {
        while (!await _runs.WaitAsync(TimeSpan.FromMilliseconds(5), cancellationToken))
            _clock.Advance(_interval);
    }
}
