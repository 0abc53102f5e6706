using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

[TestFixture]
public class ResultCodeTests
{
    private static readonly GlaseResultCode[] _refusals =
        Enum.GetValues<GlaseResultCode>().Where(code => code != GlaseResultCode.Success).ToArray();

    [TestCase(0, "SUCCESS")]
    [TestCase(1, "PENDING_APPROVAL")]
    [TestCase(2, "REPORT_NOT_READY")]
    [TestCase(10, "REJECTED_BUSINESS_LOGIC")]
    [TestCase(11, "REJECTED_AMOUNT")]
    [TestCase(12, "REJECTED_PAYMENT")]
    [TestCase(20, "AUTHENTICATION_FAILED")]
    [TestCase(21, "ACCESS_DENIED")]
    [TestCase(23, "INVALID_ERS_REFERENCE")]
    [TestCase(29, "INVALID_INITIATOR_PRINCIPAL_ID")]
    [TestCase(33, "INVALID_INITIATOR_PRINCIPAL_STATE")]
    [TestCase(37, "INITIATOR_PRINCIPAL_NOT_FOUND")]
    [TestCase(48, "PAYMENT_IN_PROGRESS")]
    [TestCase(49, "INVALID_INVOICE_DATA")]
    [TestCase(50, "CANNOT_CANCEL_PAID_INVOICE")]
    [TestCase(51, "CANNOT_CANCEL_INVOICE_IN_PROGRESS")]
    [TestCase(54, "INVALID_INVOICE_REFERENCE")]
    [TestCase(55, "PAYMENT_ALREADY_CANCELLED")]
    [TestCase(58, "PAYMENT_EXPIRED")]
    [TestCase(64, "INVALID_NOTIFICATION_URL")]
    [TestCase(90, "SYSTEM_ERROR")]
    [TestCase(91, "UNSUPPORTED_OPERATION")]
    [TestCase(92, "LICENSE_REJECTION")]
    [TestCase(93, "SYSTEM_BUSY")]
    [TestCase(94, "SERVICE_UNAVAILABLE")]
    [TestCase(95, "INVOICE_ALREADY_CANCELED")]
    [TestCase(96, "INVOICE_STATE_NOT_RESERVED")]
    [TestCase(97, "RESELLER_NOT_ALLOWED_TO_DO_REFUND")]
    [TestCase(98, "SUM_OF_REFUNDS_CAN_NOT_BE_MORE_THAN_ORIGINAL_TRANSACTION")]
    [TestCase(99, "RECEIVER_ACCOUNT_DOES_NOT_ALLOW_REFUNDS")]
    public void Each_number_has_Glases_name(int code, string name)
    {
        var info = GlaseResultCodes.Describe((GlaseResultCode)code);

        Assert.Multiple(() =>
        {
            Assert.That(info.Name, Is.EqualTo(name));
            Assert.That(Enum.IsDefined(info.Code), Is.True);
            Assert.That(info.Code.ToString(), Is.EqualTo(name.Replace("_", string.Empty, StringComparison.Ordinal)).IgnoreCase);
        });
    }

    [Test]
    public void Every_code_says_in_words_what_it_means_and_what_to_do()
    {
        var infos = Enum.GetValues<GlaseResultCode>().Select(GlaseResultCodes.Describe).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(infos, Has.Count.EqualTo(30));
            Assert.That(infos.Select(info => info.Name), Has.None.EqualTo("UNKNOWN").And.Unique);
            Assert.That(infos.Select(info => info.Meaning), Has.All.Length.GreaterThan(3).And.All.Not.EndWith("."));
            Assert.That(infos.Select(info => info.Advice), Has.All.EndWith("."));
        });
    }

    [TestCaseSource(nameof(_refusals))]
    public async Task Whatever_is_not_SUCCESS_is_a_refusal_with_that_code(GlaseResultCode code)
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Code("refundPayment", (int)code));

        var failure = await subject.FailureAsync(GlaseOperation.RefundPayment);

        var info = GlaseResultCodes.Describe(code);
        Assert.Multiple(() =>
        {
            Assert.That(failure.Kind, Is.EqualTo(GlaseFailureKind.Refused));
            Assert.That(failure.ResultCode, Is.EqualTo(code));
            Assert.That(failure.Operation, Is.EqualTo(GlaseOperation.RefundPayment));
            Assert.That(failure.Message, Is.EqualTo(
                $"Glase refundPayment was answered with code {(int)code} {info.Name}: {info.Meaning}. {info.Advice}"));
            Assert.That(failure.OutcomeUnknown, Is.EqualTo(code is GlaseResultCode.SystemError or GlaseResultCode.PendingApproval
                or GlaseResultCode.ReportNotReady or GlaseResultCode.PaymentInProgress
                or GlaseResultCode.CannotCancelInvoiceInProgress or GlaseResultCode.SystemBusy
                or GlaseResultCode.ServiceUnavailable));
        });
    }

    [Test]
    public void What_is_under_way_leaves_the_outcome_open_only_where_money_moves([Values] GlaseOperation operation,
        [Values(GlaseResultCode.ReportNotReady, GlaseResultCode.PaymentInProgress, GlaseResultCode.CannotCancelInvoiceInProgress)]
        GlaseResultCode code)
    {
        Assert.That(new GlaseApiException(operation, code).OutcomeUnknown,
            Is.EqualTo(operation is GlaseOperation.RefundPayment or GlaseOperation.CommitReservation));
    }

    [TestCase(3)]
    [TestCase(1234)]
    [TestCase(-1)]
    public async Task A_number_nobody_knows_is_kept_and_leaves_the_outcome_open(int number)
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Code("refundPayment", number));

        var failure = await subject.FailureAsync(GlaseOperation.RefundPayment);

        Assert.Multiple(() =>
        {
            Assert.That((int)failure.ResultCode.Value, Is.EqualTo(number));
            Assert.That(failure.OutcomeUnknown, Is.True);
            Assert.That(failure.Message, Does.Contain($"code {number} UNKNOWN"));
        });
    }

    [Test]
    public async Task A_report_that_is_not_ready_has_its_own_code()
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Code("executeReport", 2));

        var failure = await subject.FailureAsync(GlaseOperation.ExecuteReport);

        Assert.That((failure.ResultCode, subject.Network.Sent.Count), Is.EqualTo((GlaseResultCode.ReportNotReady, 1)));
    }
}
