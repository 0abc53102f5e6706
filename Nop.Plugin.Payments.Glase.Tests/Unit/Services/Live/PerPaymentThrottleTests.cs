using Microsoft.Extensions.Time.Testing;
using Nop.Plugin.Payments.Glase.Services.Live;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Live;

public class PerPaymentThrottleTests
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(10);

    private FakeTimeProvider _clock;
    private PerPaymentThrottle _perPaymentThrottle;

    [SetUp]
    public void SetUp()
    {
        _clock = new FakeTimeProvider();
        _perPaymentThrottle = new PerPaymentThrottle(_interval, _clock);
    }

    [Test]
    public void Each_payment_has_its_time_at_once_and_then_once_an_interval()
    {
        Assert.That(_perPaymentThrottle.TryAcquire(1), Is.True);
        Assert.That(_perPaymentThrottle.TryAcquire(1), Is.False);
        Assert.That(_perPaymentThrottle.TryAcquire(2), Is.True);

        _clock.Advance(_interval - TimeSpan.FromSeconds(1));
        Assert.That(_perPaymentThrottle.TryAcquire(1), Is.False);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(_perPaymentThrottle.TryAcquire(1), Is.True);
        Assert.That(_perPaymentThrottle.TryAcquire(1), Is.False);
    }

    [Test]
    public void What_is_not_asked_about_any_more_is_forgotten()
    {
        for (var payment = 1; payment <= 1000; payment++)
            _perPaymentThrottle.TryAcquire(payment);

        _clock.Advance(_interval);
        _perPaymentThrottle.TryAcquire(1);

        Assert.That(_perPaymentThrottle.Count, Is.EqualTo(1));
    }
}
