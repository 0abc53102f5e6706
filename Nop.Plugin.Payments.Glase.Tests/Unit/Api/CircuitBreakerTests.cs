using System.Net;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

[TestFixture]
public class CircuitBreakerTests
{
    private static readonly GlaseConnection _otherStore = Calls.Connection with { TerminalId = "other" };

    private static readonly GlaseConnection _otherServer =
        Calls.Connection with { ServiceUrl = new("https://other.example/soap") };

    private static readonly Dictionary<string, Action<RecordingHandler>> _failures = new()
    {
        ["HTTP 500"] = network => network.Answer("x", HttpStatusCode.InternalServerError),
        ["HTTP 503"] = network => network.Answer("x", HttpStatusCode.ServiceUnavailable),
        ["server fault"] = network => network.Answer(Answers.Fault("S:Server", "x"), HttpStatusCode.InternalServerError),
        ["connection refused"] = network => network.Throw(new HttpRequestException(HttpRequestError.ConnectionError)),
        ["no answer in time"] = network => network.Hang()
    };

    private static readonly Dictionary<string, Action<RecordingHandler>> _answers = new()
    {
        ["refusal"] = network => network.Answer(Answers.Code("sendInvoice", 49)),
        ["90"] = network => network.Answer(Answers.Code("sendInvoice", 90)),
        ["93"] = network => network.Answer(Answers.Code("sendInvoice", 93)),
        ["94"] = network => network.Answer(Answers.Code("sendInvoice", 94)),
        ["wrong password"] = network => network.Answer(Answers.Code("sendInvoice", 20)),
        ["HTTP 404"] = network => network.Answer("x", HttpStatusCode.NotFound),
        ["client fault"] = network => network.Answer(Answers.Fault("S:Client", "x"), HttpStatusCode.InternalServerError),
        ["broken answer"] = network => network.Answer("x")
    };

    private static IEnumerable<string> Failures => _failures.Keys;

    private static IEnumerable<string> OtherAnswers => _answers.Keys;

    [TestCaseSource(nameof(Failures))]
    public async Task After_five_failures_nothing_is_sent_for_a_while(string kind)
    {
        using var subject = new ClientUnderTest(Quick);
        _failures[kind](subject.Network);
        await FailAsync(subject, 5);

        var failure = await subject.FailureAsync(GlaseOperation.SendInvoice);

        Assert.Multiple(() =>
        {
            Assert.That(subject.Network.Sent, Has.Count.EqualTo(5));
            Assert.That(failure.Kind, Is.EqualTo(GlaseFailureKind.CircuitOpen));
            Assert.That(failure.OutcomeUnknown, Is.False);
            Assert.That(failure.ClientReference, Is.Null);
            Assert.That(failure.Message,
                Does.StartWith("Glase sendInvoice was not called: the last calls to glase.example failed"));
        });
    }

    [TestCaseSource(nameof(OtherAnswers))]
    public async Task Answers_do_not_open_it_whatever_they_say(string answer)
    {
        using var subject = new ClientUnderTest(Quick);
        _answers[answer](subject.Network);

        await FailAsync(subject, 20);

        Assert.That(subject.Network.Sent, Has.Count.EqualTo(20));
        Assert.That(subject.Resilience.ForPayments(Calls.Connection).CircuitOpen, Is.False);
    }

    [Test]
    public async Task A_server_that_answers_half_of_the_calls_is_still_asked()
    {
        using var subject = new ClientUnderTest(Quick);
        for (var i = 0; i < 10; i++)
            subject.Network.Answer(Answers.Code("sendInvoice", 49)).Answer("x", HttpStatusCode.InternalServerError);

        await FailAsync(subject, 20);

        Assert.That(subject.Network.Sent, Has.Count.EqualTo(20));
    }

    [Test]
    public async Task All_operations_with_the_same_credentials_share_it()
    {
        using var subject = await OpenedAsync();

        foreach (var operation in Enum.GetValues<GlaseOperation>().Where(operation => !operation.UsesShopCredentials()))
            Assert.That((await subject.FailureAsync(operation)).Kind, Is.EqualTo(GlaseFailureKind.CircuitOpen));
    }

    [Test]
    public async Task Another_store_another_server_and_the_shops_credentials_do_not()
    {
        using var subject = await OpenedAsync();

        Assert.Multiple(async () =>
        {
            Assert.That((await subject.FailureAsync(GlaseOperation.SendInvoice, _otherStore)).Kind,
                Is.EqualTo(GlaseFailureKind.HttpError));
            Assert.That((await subject.FailureAsync(GlaseOperation.SendInvoice, _otherServer)).Kind,
                Is.EqualTo(GlaseFailureKind.HttpError));
            Assert.That((await subject.FailureAsync(GlaseOperation.ExecuteReport)).Kind, Is.EqualTo(GlaseFailureKind.HttpError));
        });
    }

    [Test]
    public async Task A_recovered_server_is_asked_well_before_a_payment_is_reversed()
    {
        using var subject = await OpenedAsync();
        subject.Network.Answer(Answers.Success(GlaseOperation.GetPaymentStatus));

        subject.Time.Advance(TimeSpan.FromSeconds(5.1));
        var response = await subject.Client.GetPaymentStatusAsync(Calls.Connection, "R1", 0);

        Assert.That(response.Status, Is.EqualTo(GlaseInvoiceState.Issued));
        Assert.That(subject.Resilience.ForPayments(Calls.Connection), Is.EqualTo(new GlaseHealth(false, null, null)));
    }

    [Test]
    public async Task A_server_that_is_still_down_gets_one_test_call_per_break()
    {
        using var subject = await OpenedAsync();

        subject.Time.Advance(TimeSpan.FromSeconds(5.1));
        await FailAsync(subject, 3);

        Assert.That(subject.Network.Sent, Has.Count.EqualTo(6));
    }

    [Test]
    public async Task Health_says_since_when_it_is_open()
    {
        using var subject = new ClientUnderTest(Quick);
        Assert.That(subject.Resilience.ForPayments(Calls.Connection), Is.EqualTo(new GlaseHealth(false, null, null)));
        var started = subject.Time.GetUtcNow().UtcDateTime;
        subject.Network.Answer("x", HttpStatusCode.BadGateway);
        await FailAsync(subject, 5);
        var opened = subject.Resilience.ForPayments(Calls.Connection).CircuitOpenedOnUtc;
        Assert.That(opened, Is.InRange(started, subject.Time.GetUtcNow().UtcDateTime));

        for (var i = 0; i < 3; i++)
        {
            subject.Time.Advance(TimeSpan.FromSeconds(6));
            await FailAsync(subject, 1);
        }

        Assert.Multiple(() =>
        {
            Assert.That(subject.Resilience.ForPayments(Calls.Connection), Is.EqualTo(new GlaseHealth(true, opened, null)));
            Assert.That(subject.Resilience.ForReports(Calls.Connection).CircuitOpen, Is.False);
            Assert.That(subject.Resilience.ForPayments(_otherStore).CircuitOpen, Is.False);
        });
    }

    [TestCase(20)]
    [TestCase(29)]
    [TestCase(33)]
    [TestCase(37)]
    public async Task Health_says_that_the_credentials_were_refused_until_they_work(int code)
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Code("sendInvoice", code)).Throw(new HttpRequestException("down"))
            .Answer(Answers.Success(GlaseOperation.SendInvoice));

        await FailAsync(subject, 1);
        Assert.That(Refused(), Is.EqualTo((GlaseResultCode)code));
        await FailAsync(subject, 1);
        Assert.That(Refused(), Is.EqualTo((GlaseResultCode)code), "no answer says nothing about them");
        await subject.Client.SendInvoiceAsync(Calls.Connection, Calls.Invoice);
        Assert.That(Refused(), Is.Null);

        GlaseResultCode? Refused() => subject.Resilience.ForPayments(Calls.Connection).CredentialsRefused;
    }

    [Test]
    public async Task A_retry_that_finds_it_open_reports_the_failure_before_it()
    {
        using var subject = new ClientUnderTest(Quick);
        subject.Network.Answer("x", HttpStatusCode.BadGateway);
        await FailAsync(subject, 4);

        var failure = await subject.FailureAsync(GlaseOperation.CancelInvoice);

        Assert.That((failure.Kind, failure.HttpStatus, failure.OutcomeUnknown),
            Is.EqualTo((GlaseFailureKind.HttpError, 502, true)));
        Assert.That(subject.Network.Sent, Has.Count.EqualTo(5));
    }

    private static void Quick(GlaseClientOptions options)
    {
        options.SendInvoice = GlaseCallPolicy.Once(0.5);
    }

    private static async Task<ClientUnderTest> OpenedAsync()
    {
        var subject = new ClientUnderTest(Quick);
        subject.Network.Answer("x", HttpStatusCode.InternalServerError);
        await FailAsync(subject, 5);
        return subject;
    }

    private static async Task FailAsync(ClientUnderTest subject, int times)
    {
        for (var i = 0; i < times; i++)
            await subject.FailureAsync(GlaseOperation.SendInvoice);
    }
}
