using Moq;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Refunds;

public class RefundExecutorTests
{
    private readonly PaymentFixture _fixture = new();
    private GlasePayment _payment;
    private int _sent;

    [SetUp]
    public void SetUp()
    {
        _payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        GlaseRefunds(() => new RefundPaymentResponse { ErsReference = $"REF{_sent}" });
    }

    [Test]
    public async Task Money_goes_back_under_a_reference_that_is_kept()
    {
        var result = await RefundAsync(125m);

        Assert.That(result, Is.EqualTo(new RefundResult(GlaseRefundStatus.Succeeded, "REF1", null)));
        Assert.That(_fixture.Refunds.Rows.Single().ErsReference, Is.EqualTo("REF1"));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("KRONOR")]
    public async Task Without_a_currency_nothing_is_sent(string currency)
    {
        _payment.PaidCurrencyCode = currency;
        _fixture.Payments.Update(_payment);

        var result = await RefundAsync(125m);

        Assert.That(result.Status, Is.EqualTo(GlaseRefundStatus.Refused));
        Assert.That(result.Error, Does.Contain("currency").And.Contain("merchant portal"));
        Assert.That((_sent, _fixture.Refunds.Rows.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task A_refund_that_was_made_counts_whatever_its_reference_is_like()
    {
        GlaseRefunds(() => new RefundPaymentResponse { ErsReference = new string('9', 300) });

        var result = await RefundAsync(125m);

        Assert.That(result, Is.EqualTo(new RefundResult(GlaseRefundStatus.Succeeded, null, null)));
        Assert.That(_fixture.Refunds.Rows.Single().ErsReference, Is.Null, "a part of it would be another refund's");
    }

    [Test]
    public void What_became_of_it_is_recorded_before_anything_is_logged()
    {
        GlaseRefunds(() => throw new GlaseApiException(GlaseOperation.RefundPayment, GlaseResultCode.ReceiverAccountDoesNotAllowRefunds));
        _fixture.Logger.Setup(logger => logger.ErrorAsync(It.IsAny<string>(), It.IsAny<Exception>(), null))
            .ThrowsAsync(new InvalidOperationException("the log is full"));

        Assert.That(() => RefundAsync(125m), Throws.InvalidOperationException);
        Assert.That(_fixture.Refunds.Rows.Single().Status, Is.EqualTo(GlaseRefundStatus.Refused));
    }

    [Test]
    public async Task It_is_recorded_before_it_is_sent()
    {
        IReadOnlyList<GlaseRefund> before = null;
        GlaseRefunds(() =>
        {
            before = _fixture.Refunds.Rows;
            return new RefundPaymentResponse { ErsReference = "REF" };
        });

        await RefundAsync(125m);

        Assert.That(before.Single().Status, Is.EqualTo(GlaseRefundStatus.Requested));
    }

    [Test]
    public async Task Many_parts_add_up_to_the_payment_and_no_further()
    {
        Assert.That((await RefundAsync(100m)).Status, Is.EqualTo(GlaseRefundStatus.Succeeded));
        Assert.That((await RefundAsync(25m, before: 100m)).Status, Is.EqualTo(GlaseRefundStatus.Succeeded));
        var tooMuch = await RefundAsync(0.01m, before: 125m);

        Assert.That(tooMuch.Status, Is.EqualTo(GlaseRefundStatus.Refused));
        Assert.That(tooMuch.Error, Does.Contain("0.00 SEK"));
        Assert.That(_sent, Is.EqualTo(2));
    }

    [Test]
    public async Task The_same_amount_again_within_seconds_is_refused_as_a_duplicate_request()
    {
        await RefundAsync(20m);
        var again = await RefundAsync(20m, before: 20m);

        Assert.That(again.Status, Is.EqualTo(GlaseRefundStatus.Refused));
        Assert.That(again.Error, Does.Contain("a moment ago").And.Contain("REF1"));
        Assert.That(_sent, Is.EqualTo(1));
        Assert.That((await RefundAsync(10m, before: 20m)).Status, Is.EqualTo(GlaseRefundStatus.Succeeded), "another amount is meant");

        _fixture.Clock.Advance(RefundExecutor.DuplicateRequestWindow);
        Assert.That((await RefundAsync(10m, before: 30m)).Status, Is.EqualTo(GlaseRefundStatus.Succeeded), "so is the same one later");
    }

    [Test]
    public async Task A_double_click_counts_from_when_Glase_had_made_the_refund()
    {
        GlaseRefunds(() =>
        {
            _fixture.Clock.Advance(TimeSpan.FromSeconds(20));
            return new RefundPaymentResponse { ErsReference = $"REF{_sent}" };
        });
        await RefundAsync(20m);

        Assert.That((await RefundAsync(20m, before: 20m)).Error, Does.Contain("a moment ago"));
        Assert.That(_sent, Is.EqualTo(1));
    }

    [Test]
    public async Task A_double_click_refunds_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => RefundAsync(10m))));

        Assert.That(results.Count(result => result.Status == GlaseRefundStatus.Succeeded), Is.EqualTo(1));
        Assert.That(_sent, Is.EqualTo(1));
    }

    [Test]
    public async Task A_lost_answer_blocks_every_further_refund()
    {
        GlaseRefunds(() => throw new GlaseApiException(GlaseOperation.RefundPayment, GlaseFailureKind.Timeout, true, "no answer"));

        var lost = await RefundAsync(10m);
        GlaseRefunds(() => new RefundPaymentResponse { ErsReference = "REF" });
        var next = await RefundAsync(5m);

        Assert.That(lost.Status, Is.EqualTo(GlaseRefundStatus.Unknown));
        Assert.That(next.Status, Is.EqualTo(GlaseRefundStatus.Refused));
        Assert.That(_sent, Is.EqualTo(1));
    }

    [Test]
    public async Task A_failure_nobody_foresaw_is_a_lost_answer()
    {
        GlaseRefunds(() => throw new InvalidOperationException("bug"));

        Assert.That((await RefundAsync(10m)).Status, Is.EqualTo(GlaseRefundStatus.Unknown));
        Assert.That(_fixture.Refunds.Rows.Single().Status, Is.EqualTo(GlaseRefundStatus.Unknown));
    }

    [Test]
    public async Task Of_two_nodes_that_send_the_next_refund_one_does()
    {
        var recorded = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => Task.Run(() => _fixture.RefundStore.TryRecordAsync(_payment.Id, 0, new RefundAmounts(10m)))));

        Assert.That(recorded.Count(refund => refund is not null), Is.EqualTo(1));
    }

    [Test]
    public async Task A_currency_without_decimals_is_refunded_in_whole_amounts()
    {
        _payment.PaidCurrencyCode = "JPY";
        _fixture.Payments.Update(_payment);

        var refused = await RefundAsync(10.5m);

        Assert.That(refused.Error, Does.Contain("JPY").And.Contain("whole amount"));
        Assert.That((await RefundAsync(10m)).Status, Is.EqualTo(GlaseRefundStatus.Succeeded));
    }

    [Test]
    public async Task What_a_crash_left_blocks_every_further_refund()
    {
        await _fixture.Refunds.InsertAsync(new GlaseRefund { PaymentId = _payment.Id, Amount = 10m, Status = GlaseRefundStatus.Requested });

        Assert.That((await RefundAsync(5m)).Status, Is.EqualTo(GlaseRefundStatus.Refused));
        Assert.That(_sent, Is.Zero);
    }

    [TestCase(GlaseResultCode.ResellerNotAllowedToDoRefund)]
    [TestCase(GlaseResultCode.SumOfRefundsCanNotBeMoreThanOriginalTransaction)]
    [TestCase(GlaseResultCode.ReceiverAccountDoesNotAllowRefunds)]
    [TestCase(GlaseResultCode.InvalidErsReference)]
    public async Task A_refusal_leaves_the_way_free_for_another_try(GlaseResultCode code)
    {
        GlaseRefunds(() => throw new GlaseApiException(GlaseOperation.RefundPayment, code));
        var refused = await RefundAsync(10m);
        GlaseRefunds(() => new RefundPaymentResponse { ErsReference = "REF" });

        Assert.That(refused.Status, Is.EqualTo(GlaseRefundStatus.Refused));
        Assert.That((await RefundAsync(10m)).Status, Is.EqualTo(GlaseRefundStatus.Succeeded));
    }

    [TestCase(0)]
    [TestCase(-5)]
    [TestCase(125.01)]
    [TestCase(1.005)]
    public async Task Amounts_that_make_no_sense_are_refused_before_Glase_is_asked(decimal amount)
    {
        Assert.That((await RefundAsync(amount)).Status, Is.EqualTo(GlaseRefundStatus.Refused));
        Assert.That(_sent, Is.Zero);
    }

    [Test]
    public async Task What_was_not_paid_cannot_be_refunded()
    {
        _payment.Status = GlasePaymentStatus.Canceled;
        _fixture.Payments.Update(_payment);

        Assert.That((await RefundAsync(1m)).Status, Is.EqualTo(GlaseRefundStatus.Refused));
        Assert.That(_sent, Is.Zero);
    }

    private Task<RefundResult> RefundAsync(decimal amount, decimal before = 0)
    {
        return _fixture.RefundExecutor.RefundAsync(_payment, amount, before, "Refund");
    }

    private void GlaseRefunds(Func<RefundPaymentResponse> answer)
    {
        _fixture.Client.Setup(client => client.RefundPaymentAsync(It.IsAny<GlaseConnection>(), "ERS1", It.IsAny<string>(),
            It.IsAny<Amount>(), It.IsAny<CancellationToken>())).Returns(() =>
            {
                Interlocked.Increment(ref _sent);
                return Task.FromResult(answer());
            });
    }
}
