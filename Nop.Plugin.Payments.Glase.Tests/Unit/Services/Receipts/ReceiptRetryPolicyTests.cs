using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Services.Receipts;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Receipts;

public class ReceiptRetryPolicyTests
{
    [Test]
    public void Pauses_double_from_a_minute_to_a_day()
    {
        var tried = TimeSpan.Zero;
        var minutes = new List<double>();
        for (var attempt = 0; attempt < 14; attempt++)
        {
            var pause = ReceiptRetryPolicy.GetDelay(tried);
            minutes.Add(pause.TotalMinutes);
            tried += pause;
        }

        Assert.That(minutes, Is.EqualTo(new[] { 1, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440 }));
    }

    [TestCase(GlaseResultCode.UnsupportedOperation, 0, true)]
    [TestCase(GlaseResultCode.LicenseRejection, 0, true)]
    [TestCase(GlaseResultCode.InvalidErsReference, 0, false)]
    [TestCase(GlaseResultCode.InvalidErsReference, 23.9, false)]
    [TestCase(GlaseResultCode.InvalidErsReference, 24, true)]
    [TestCase(GlaseResultCode.AuthenticationFailed, 1000, false)]
    [TestCase(GlaseResultCode.RejectedBusinessLogic, 1000, false)]
    [TestCase(GlaseResultCode.SystemError, 1000, false)]
    public void It_is_given_up_only_where_no_try_can_help(GlaseResultCode code, double hours, bool expected)
    {
        var failure = new GlaseApiException(GlaseOperation.SubmitPaymentReceipt, code);

        Assert.That(ReceiptRetryPolicy.IsPermanentFailure(failure, TimeSpan.FromHours(hours)), Is.EqualTo(expected));
    }

    [Test]
    public void A_Glase_that_does_not_answer_is_never_given_up()
    {
        var failure = new GlaseApiException(GlaseOperation.SubmitPaymentReceipt, GlaseFailureKind.Timeout, true, "no answer");

        Assert.That(ReceiptRetryPolicy.IsPermanentFailure(failure, TimeSpan.FromDays(400)), Is.False);
    }

    [Test]
    public void A_turn_lasts_longer_than_the_call_may()
    {
        Assert.That(ReceiptRetryPolicy.AttemptLease, Is.GreaterThan(2 * new GlaseClientOptions().SubmitPaymentReceipt.TotalTimeout));
    }
}
