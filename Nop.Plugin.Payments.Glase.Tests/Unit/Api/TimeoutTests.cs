using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

[TestFixture]
public class TimeoutTests
{
    /// <summary>
    /// What the calls' outcomes are promised to take at most when Glase never answers, in seconds.
    /// </summary>
    private static readonly Dictionary<GlaseOperation, double> _longest = new()
    {
        [GlaseOperation.SendInvoice] = 2.8,
        [GlaseOperation.UpdateInvoice] = 3.5,
        [GlaseOperation.GetPaymentStatus] = 3.5,
        [GlaseOperation.CancelInvoice] = 8,
        [GlaseOperation.CommitReservation] = 20,
        [GlaseOperation.SubmitPaymentReceipt] = 12,
        [GlaseOperation.RefundPayment] = 20,
        [GlaseOperation.MarkTransactionPeriod] = 20,
        [GlaseOperation.ExecuteReport] = 45
    };

    [Test]
    public async Task A_server_that_never_answers_is_given_up_in_time([Values] GlaseOperation operation)
    {
        using var subject = new ClientUnderTest();
        subject.Network.Hang();
        GlaseCallRecord call = null;

        var failure = await subject.FailureAsync(operation, Calls.Connection with { CallCompleted = told => call = told });

        Assert.Multiple(() =>
        {
            Assert.That(failure.Kind, Is.EqualTo(GlaseFailureKind.Timeout));
            Assert.That(failure.OutcomeUnknown, Is.True, "the request was sent");
            Assert.That(failure.Message, Does.StartWith($"Glase {operation.WireName()}: glase.example did not answer in time."));
            Assert.That(call.Elapsed.TotalSeconds, Is.LessThanOrEqualTo(_longest[operation] + 0.5));
            Assert.That(call.Elapsed.TotalSeconds, Is.GreaterThan(_longest[operation] * 0.7), "it was given its time");
        });
    }

    [Test]
    public async Task A_body_that_never_ends_is_given_up_in_time()
    {
        using var subject = new ClientUnderTest();
        subject.Network.AnswerContent(new StalledContent());

        var failure = await subject.FailureAsync(GlaseOperation.RefundPayment);

        Assert.That((failure.Kind, failure.OutcomeUnknown), Is.EqualTo((GlaseFailureKind.Timeout, true)));
    }

    [Test]
    public async Task An_answer_within_the_time_is_taken()
    {
        using var subject = new ClientUnderTest();
        subject.Network.AnswerAfter(TimeSpan.FromSeconds(2.5), subject.Time, Answers.Success(GlaseOperation.SendInvoice));

        var response = await subject.PassTimeAsync(subject.Client.SendInvoiceAsync(Calls.Connection, Calls.Invoice));

        Assert.That(response.InvoiceReference, Is.EqualTo(Answers.InvoiceReference));
    }

    [Test]
    public async Task The_last_attempt_is_told_when_time_ran_out_while_waiting_for_the_next()
    {
        using var subject = new ClientUnderTest(options =>
        {
            options.GetPaymentStatus = new(TimeSpan.FromSeconds(1), 1, TimeSpan.FromSeconds(1));
            options.RetryDelay = options.MaxRetryDelay = TimeSpan.FromMinutes(5);
        });
        subject.Network.Answer(Answers.Code("getPaymentStatus", 94));

        var failure = await subject.FailureAsync(GlaseOperation.GetPaymentStatus);

        Assert.That(failure.ResultCode, Is.EqualTo(GlaseResultCode.ServiceUnavailable));
    }

    [Test]
    public void A_cancelled_caller_gets_OperationCanceledException([Values] GlaseOperation operation)
    {
        using var subject = new ClientUnderTest();
        subject.Network.Hang();
        using var caller = new CancellationTokenSource();
        var told = false;

        var call = subject.Client.MakeAsync(operation, Calls.Connection with { CallCompleted = _ => told = true }, caller.Token);
        caller.Cancel();

        Assert.That(async () => await call,
            Throws.InstanceOf<OperationCanceledException>().With.Property("CancellationToken").EqualTo(caller.Token));
        Assert.That(subject.Network.Sent, Has.Count.EqualTo(1));
        Assert.That(told, Is.False);
    }

    [Test]
    public async Task Cancelling_during_the_retry_delay_throws_OperationCanceledException()
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Code("cancelInvoice", 94));
        using var caller = new CancellationTokenSource();

        var call = subject.Client.CancelInvoiceAsync(Calls.Connection, "R1", caller.Token);
        await caller.CancelAsync();

        Assert.That(async () => await call, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(subject.Network.Sent, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_caller_who_gave_up_before_sends_nothing([Values] GlaseOperation operation)
    {
        using var subject = new ClientUnderTest();

        Assert.That(async () => await subject.Client.MakeAsync(operation, cancellationToken: new CancellationToken(true)),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(subject.Network.Sent, Is.Empty);
    }

    [Test]
    public async Task Callers_who_give_up_do_not_open_the_circuit()
    {
        using var subject = new ClientUnderTest();
        subject.Network.Hang();
        for (var i = 0; i < 20; i++)
        {
            using var caller = new CancellationTokenSource();
            var call = subject.Client.GetPaymentStatusAsync(Calls.Connection, "R1", 0, caller.Token);
            await caller.CancelAsync();
            Assert.That(async () => await call, Throws.InstanceOf<OperationCanceledException>());
        }

        Assert.That(subject.Resilience.ForPayments(Calls.Connection).CircuitOpen, Is.False);
    }
}
