using Microsoft.Extensions.Hosting;
using Moq;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Live;

[CancelAfter(20_000)]
public class PaymentProgressTests
{
    private static readonly TimeSpan _pageLimit = GlaseDefaults.PageTimeout + TimeSpan.FromSeconds(1);

    private readonly PaymentFixture _fixture = new();
    private readonly Mock<IPaymentPoller> _poller = new();
    private readonly PaymentProgress _progress;

    public PaymentProgressTests()
    {
        _progress = _fixture.NewProgress(new PaymentWatchRegistry(_poller.Object, FakeElection.Won, _fixture.SafeLog, _fixture.Clock,
            Mock.Of<IHostApplicationLifetime>()), _poller.Object);
    }

    [Test]
    public async Task Many_callers_apply_a_payment_to_its_order_once(CancellationToken token)
    {
        var payment = _fixture.AddPayment();
        var order = _fixture.AddOrder(payment);
        GlaseAnswersPaid(payment);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(
            () => number % 2 == 0
                ? _progress.AdvanceAsync(_fixture.Stored(payment), PollMode.Now, token)
                : _progress.AdvanceAndPlaceAsync(_fixture.Stored(payment), token), token)));

        Assert.Multiple(() =>
        {
            Assert.That(results.Select(result => result.Outcome), Has.All.EqualTo(ApplyOutcome.Applied));
            Assert.That(results.Select(result => result.Failure), Has.All.Null);
            Assert.That(_fixture.Stored(payment).AppliedOnUtc, Is.Not.Null);
        });
        _fixture.OrderProcessing.Verify(service => service.MarkOrderAsPaidAsync(order), Times.Once);
    }

    [Test]
    public async Task A_failing_poll_leaves_what_is_stored(CancellationToken token)
    {
        var payment = _fixture.AddPayment();
        var order = _fixture.AddOrder(payment);
        _fixture.Payments.BeforeSave = _ => Assert.Fail("Nothing is to be saved.");

        var (advanced, _) = await TimeAsync(() => _progress.AdvanceAsync(payment, PollMode.Now, token));
        var (placed, _) = await TimeAsync(() => _progress.AdvanceAndPlaceAsync(payment, token));

        foreach (var result in new[] { advanced, placed })
            Assert.That((result.IsPollFailing, result.Payment.Status, result.Outcome, result.Failure),
                Is.EqualTo((true, GlasePaymentStatus.Issued, (ApplyOutcome?)null, (Exception)null)));
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Pending));
    }

    [Test]
    public async Task A_poll_without_an_answer_ends_after_four_seconds(CancellationToken token)
    {
        var payment = _fixture.AddPayment();
        _poller.Setup(poller => poller.TryPollAsync(It.IsAny<GlasePayment>(), It.IsAny<CancellationToken>()))
            .Returns(new TaskCompletionSource<GlasePayment>().Task);

        foreach (var mode in Enum.GetValues<PollMode>())
        {
            var (snapshot, time) = await TimeAsync(() => _progress.PollAsync(payment, mode, token));

            Assert.That(snapshot.IsPollFailing, Is.True);
            Assert.That(time, Is.LessThan(_pageLimit));
        }
    }

    [Test]
    public async Task A_paid_payment_that_is_locked_is_completing_after_four_seconds(CancellationToken token)
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        var order = _fixture.AddOrder(payment);
        await _fixture.LockRows.InsertAsync(new GlaseLock
        {
            Name = LockedPayments.LockName(payment.Id), Owner = "other", ExpiresOnUtc = DateTime.MaxValue
        });

        var (advanced, time) = await TimeAsync(() => _progress.AdvanceAsync(payment, PollMode.Now, token));
        var (placed, placingTime) = await TimeAsync(() => _progress.AdvanceAndPlaceAsync(payment, token));

        Assert.Multiple(() =>
        {
            Assert.That((advanced.IsCompleting, placed.IsCompleting), Is.EqualTo((true, true)));
            Assert.That(advanced.Failure, Is.InstanceOf<LockTimeoutException>());
            Assert.That(new[] { time, placingTime }, Has.All.LessThan(_pageLimit));
            Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Pending));
            Assert.That(_fixture.Errors, Is.Empty);
        });
    }

    [Test]
    public async Task A_failure_to_apply_is_logged_once_and_the_payment_stays_paid(CancellationToken token)
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        _fixture.AddOrder(payment);
        _fixture.OrderRepository.Setup(repository => repository.GetByIdAsync(It.IsAny<int?>(), null, true, false))
            .ThrowsAsync(FakeDatabaseException.Away());

        await _progress.AdvanceAsync(payment, PollMode.Latest, token);
        var result = await _progress.AdvanceAsync(payment, PollMode.Latest, token);

        Assert.Multiple(() =>
        {
            Assert.That((result.Payment.Status, result.IsCompleting), Is.EqualTo((GlasePaymentStatus.Paid, true)));
            Assert.That(result.Failure, Is.InstanceOf<FakeDatabaseException>());
            Assert.That(_fixture.Errors, Has.One.Contains("its order could not be marked as paid yet"));
            Assert.That(_fixture.Stored(payment).AppliedOnUtc, Is.Null);
        });
    }

    [Test]
    public async Task Polling_alone_applies_nothing(CancellationToken token)
    {
        var payment = _fixture.AddPayment();
        var order = _fixture.AddOrder(payment);
        GlaseAnswersPaid(payment);

        var snapshot = await _progress.PollAsync(payment, PollMode.Latest, token);

        Assert.That(snapshot.Payment.Status, Is.EqualTo(GlasePaymentStatus.Paid));
        Assert.That((order.PaymentStatus, _fixture.Stored(payment).AppliedOnUtc), Is.EqualTo((PaymentStatus.Pending, (DateTime?)null)));
    }

    [Test]
    public async Task Glase_is_not_asked_about_what_can_change_no_more(CancellationToken token)
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        _fixture.AddOrder(payment);

        Assert.That((await _progress.AdvanceAsync(payment, PollMode.Now, token)).Outcome, Is.EqualTo(ApplyOutcome.Applied));
        _poller.VerifyNoOtherCalls();
    }

    [Test]
    public async Task An_admin_who_asks_has_the_order_paid()
    {
        var payment = _fixture.AddPayment();
        var order = _fixture.AddOrder(payment);
        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, paid: 125m);

        var result = await _progress.AdvanceOrThrowAsync(payment);

        Assert.That((result.Payment.Status, result.Outcome), Is.EqualTo((GlasePaymentStatus.Paid, (ApplyOutcome?)ApplyOutcome.Applied)));
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public void An_admin_who_asks_reads_why_Glase_did_not_answer()
    {
        var payment = _fixture.AddPayment();
        _fixture.AddOrder(payment);
        _fixture.Client.Setup(client => client.GetPaymentStatusAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(), It.IsAny<int>(),
            It.IsAny<CancellationToken>())).ThrowsAsync(new GlaseApiException(GlaseOperation.GetPaymentStatus, GlaseResultCode.SystemBusy));

        Assert.ThrowsAsync<GlaseApiException>(() => _progress.AdvanceOrThrowAsync(payment));
        Assert.That(_fixture.Stored(payment).Status, Is.EqualTo(GlasePaymentStatus.Issued));
    }

    [Test]
    public async Task A_cancellation_that_comes_too_late_has_the_order_paid()
    {
        var payment = _fixture.AddPayment();
        var order = _fixture.AddOrder(payment);
        _fixture.GlaseAnswers(GlaseInvoiceState.Paid, paid: 125m);
        _fixture.Client.Setup(client => client.CancelInvoiceAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(),
            It.IsAny<CancellationToken>())).ThrowsAsync(
                new GlaseApiException(GlaseOperation.CancelInvoice, GlaseResultCode.CannotCancelPaidInvoice));

        var result = await _progress.CancelOrThrowAsync(payment);

        Assert.That((result.Payment.Status, result.Outcome), Is.EqualTo((GlasePaymentStatus.Paid, (ApplyOutcome?)ApplyOutcome.Applied)));
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task An_admin_with_an_old_page_releases_no_reservation_of_an_authorized_order()
    {
        var payment = AddAuthorized();

        var result = await _progress.CancelOrThrowAsync(payment);

        Assert.That((result.Payment.Status, result.Outcome), Is.EqualTo((GlasePaymentStatus.Reserved, (ApplyOutcome?)ApplyOutcome.Applied)));
        _fixture.Client.Verify(client => client.CancelInvoiceAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(),
            It.IsAny<CancellationToken>()), Times.Never);
    }

    [Test]
    public async Task An_admin_cancels_no_invoice_that_the_payer_has_confirmed()
    {
        var payment = _fixture.AddPayment();
        _fixture.AddOrder(payment);
        _fixture.GlaseAnswers(GlaseInvoiceState.Reserved);

        var result = await _progress.CancelOrThrowAsync(payment);

        Assert.That((result.Payment.Status, result.Outcome), Is.EqualTo((GlasePaymentStatus.Reserved, (ApplyOutcome?)ApplyOutcome.Applied)));
        _fixture.Client.Verify(client => client.CancelInvoiceAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(),
            It.IsAny<CancellationToken>()), Times.Never);
    }

    [Test]
    public async Task A_notification_of_a_reservation_has_it_polled_once_a_second(CancellationToken token)
    {
        var payment = AddAuthorized();
        var order = _fixture.Orders[0];
        _poller.Setup(poller => poller.TryPollAsync(It.IsAny<GlasePayment>(), It.IsAny<CancellationToken>())).ReturnsAsync(payment);
        await _progress.AdvanceAsync(payment, PollMode.Now, token);
        GlaseAnswersPaid(payment);

        var (results, _) = await TimeAsync(() => Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            _progress.AdvanceAsync(_fixture.Stored(payment), PollMode.Now, token))));

        Assert.That(results.Select(result => (result.IsPollFailing, result.Outcome)),
            Has.All.EqualTo((false, (ApplyOutcome?)ApplyOutcome.Applied)));
        Assert.That((order.PaymentStatus, order.CaptureTransactionId), Is.EqualTo((PaymentStatus.Paid, "ERS1")));
        _poller.Verify(poller => poller.TryPollAsync(It.IsAny<GlasePayment>(), It.IsAny<CancellationToken>()), Times.Exactly(2));
    }

    [Test]
    public async Task A_page_of_a_reservation_polls_nothing(CancellationToken token)
    {
        Assert.That((await _progress.AdvanceAsync(AddAuthorized(), PollMode.Latest, token)).Outcome, Is.EqualTo(ApplyOutcome.Applied));
        _poller.VerifyNoOtherCalls();
    }

    private GlasePayment AddAuthorized()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Reserved, change: row =>
            (row.ReservedOnUtc, row.AuthorizedOnUtc, row.InvoiceVersion) = (_fixture.Now, _fixture.Now, 1));
        var order = _fixture.AddOrder(payment, PaymentStatus.Authorized);
        (order.AuthorizationTransactionId, order.OrderStatus) = (payment.InvoiceReference, Nop.Core.Domain.Orders.OrderStatus.Processing);
        _fixture.GlaseAnswers(GlaseInvoiceState.Reserved);
        return _fixture.Stored(payment);
    }

    private void GlaseAnswersPaid(GlasePayment payment)
    {
        _poller.Setup(poller => poller.TryPollAsync(It.IsAny<GlasePayment>(), It.IsAny<CancellationToken>()))
            .Returns(() => _fixture.StatusRecorder.RecordAsync(_fixture.Stored(payment),
                PaymentFixture.Answer(GlaseInvoiceState.Paid, paid: payment.Amount)));
    }

    private async Task<(T Result, TimeSpan Time)> TimeAsync<T>(Func<Task<T>> call)
    {
        var started = _fixture.Now;
        var task = call();
        while (!task.IsCompleted)
        {
            _fixture.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(1);
        }

        return (await task, _fixture.Now - started);
    }
}
