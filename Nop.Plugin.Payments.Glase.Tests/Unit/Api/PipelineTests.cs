using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Testing;
using Polly.Timeout;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

[TestFixture]
public class PipelineTests
{
    private readonly GlaseClientOptions _options = new();

    [TestCase(GlaseOperation.SendInvoice)]
    [TestCase(GlaseOperation.CommitReservation)]
    [TestCase(GlaseOperation.RefundPayment)]
    [TestCase(GlaseOperation.MarkTransactionPeriod)]
    public void A_call_that_must_not_be_repeated_has_a_breaker_and_a_timeout_and_no_more(GlaseOperation operation)
    {
        var strategies = Strategies(operation);

        Assert.That(strategies.Select(options => options.GetType()), Is.EqualTo(new[]
        {
            typeof(CircuitBreakerStrategyOptions), typeof(TimeoutStrategyOptions)
        }));
        Assert.That(((TimeoutStrategyOptions)strategies[1]).Timeout, Is.EqualTo(_options.For(operation).AttemptTimeout));
    }

    [TestCase(GlaseOperation.UpdateInvoice)]
    [TestCase(GlaseOperation.GetPaymentStatus)]
    [TestCase(GlaseOperation.CancelInvoice)]
    [TestCase(GlaseOperation.SubmitPaymentReceipt)]
    [TestCase(GlaseOperation.ExecuteReport)]
    public void One_that_may_be_has_a_total_timeout_retries_with_jitter_a_breaker_and_a_timeout(GlaseOperation operation)
    {
        var policy = _options.For(operation);

        var strategies = Strategies(operation);

        Assert.That(strategies.Select(options => options.GetType()), Is.EqualTo(new[]
        {
            typeof(TimeoutStrategyOptions), typeof(RetryStrategyOptions), typeof(CircuitBreakerStrategyOptions),
            typeof(TimeoutStrategyOptions)
        }));
        var retry = (RetryStrategyOptions)strategies[1];
        Assert.Multiple(() =>
        {
            Assert.That(((TimeoutStrategyOptions)strategies[0]).Timeout, Is.EqualTo(policy.TotalTimeout));
            Assert.That(retry.MaxRetryAttempts, Is.EqualTo(policy.Retries));
            Assert.That(retry.BackoffType, Is.EqualTo(DelayBackoffType.Exponential));
            Assert.That(retry.UseJitter, Is.True);
            Assert.That(retry.Delay, Is.EqualTo(_options.RetryDelay));
            Assert.That(((TimeoutStrategyOptions)strategies[3]).Timeout, Is.EqualTo(policy.AttemptTimeout));
        });
    }

    [Test]
    public void The_breaker_is_the_documented_one()
    {
        var breaker = Strategies(GlaseOperation.SendInvoice).OfType<CircuitBreakerStrategyOptions>().Single();

        Assert.Multiple(() =>
        {
            Assert.That(breaker.FailureRatio, Is.EqualTo(0.8));
            Assert.That(breaker.MinimumThroughput, Is.EqualTo(5));
            Assert.That(breaker.SamplingDuration, Is.EqualTo(TimeSpan.FromSeconds(15)));
            Assert.That(breaker.BreakDuration, Is.EqualTo(TimeSpan.FromSeconds(5)));
        });
    }

    private List<object> Strategies(GlaseOperation operation)
    {
        var pipeline = new GlaseAccountState(_options, new FakeTimeProvider()).Pipeline(operation);
        return pipeline.GetPipelineDescriptor().Strategies.Select(strategy => (object)strategy.Options).ToList();
    }
}
