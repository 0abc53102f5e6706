using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

[TestFixture]
public class GlaseClientOptionsTests
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, Action<GlaseClientOptions>> _wrong = new()
    {
        ["SendInvoice: a policy is required."] = options => options.SendInvoice = null,
        ["SendInvoice: must not be sent twice, so it has no retries."] =
            options => options.SendInvoice = new(_second, 1, _second),
        ["RefundPayment: must not be sent twice, so it has no retries."] =
            options => options.RefundPayment = new(_second, 1, _second),
        ["CommitReservation: must not be sent twice, so it has no retries."] =
            options => options.CommitReservation = new(_second, 1, _second),
        ["MarkTransactionPeriod: must not be sent twice, so it has no retries."] =
            options => options.MarkTransactionPeriod = new(_second, 1, _second),
        ["CancelInvoice: the number of retries must be from 0 to 10."] =
            options => options.CancelInvoice = new(_second, 11, _second),
        ["CancelInvoice: the attempt timeout must be from 10 ms to 5 minutes."] =
            options => options.CancelInvoice = new(TimeSpan.Zero, 1, _second),
        ["CancelInvoice: the total timeout must be from the attempt timeout to 5 minutes."] =
            options => options.CancelInvoice = new(_second * 2, 1, _second),
        ["RetryDelay must be from 0 to MaxRetryDelay."] = options => options.RetryDelay = options.MaxRetryDelay + _second,
        ["MaxRetryDelay must be at most 5 minutes."] = options => options.MaxRetryDelay = TimeSpan.FromHours(1),
        ["BreakerFailureRatio must be above 0 and at most 1."] = options => options.BreakerFailureRatio = double.NaN,
        ["BreakerMinimumRequests must be at least 2."] = options => options.BreakerMinimumRequests = 1,
        ["BreakerWindow must be from 0.5 seconds to 1 hour."] = options => options.BreakerWindow = TimeSpan.Zero,
        ["BreakDuration must be from 0.5 seconds to 1 hour."] = options => options.BreakDuration = TimeSpan.Zero,
        ["MaxResponseBytes must be from 1 KB to 256 MB."] = options => options.MaxResponseBytes = 0,
        ["MaxReportBytes must be from 1 KB to 256 MB."] = options => options.MaxReportBytes = int.MaxValue
    };

    private static IEnumerable<string> Wrong => _wrong.Keys;

    [Test]
    public void A_checkout_waits_longer_than_a_request_so_that_a_server_that_hangs_is_counted()
    {
        var options = new GlaseClientOptions();

        Assert.That(new[] { options.SendInvoice.AttemptTimeout, options.UpdateInvoice.AttemptTimeout },
            Has.All.LessThan(GlaseDefaults.CheckoutTimeout));
    }

    [Test]
    public void A_checkout_waits_longer_than_a_request_so_that_a_server_that_hangs_is_noticed()
    {
        var options = new GlaseClientOptions();

        Assert.That(new[] { options.SendInvoice.AttemptTimeout, options.UpdateInvoice.AttemptTimeout },
            Has.All.LessThan(GlaseDefaults.CheckoutTimeout));
    }

    [Test]
    public void The_defaults_are_valid()
    {
        Assert.That(new GlaseClientOptionsValidator().Validate(null, new()).Succeeded, Is.True);
    }

    [TestCaseSource(nameof(Wrong))]
    public void A_wrong_value_is_named(string message)
    {
        var options = new GlaseClientOptions();
        _wrong[message](options);

        var result = new GlaseClientOptionsValidator().Validate(null, options);

        Assert.That(result.Failures, Is.EqualTo(new[] { message }));
    }
}
