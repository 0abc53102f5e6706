using System.Net;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

/// <summary>
/// Which calls are made again, and after what: the whole table.
/// </summary>
[TestFixture]
public class RetryTests
{
    private static readonly Dictionary<GlaseOperation, int> _retries = new()
    {
        [GlaseOperation.SendInvoice] = 0,
        [GlaseOperation.UpdateInvoice] = 1,
        [GlaseOperation.GetPaymentStatus] = 1,
        [GlaseOperation.CancelInvoice] = 2,
        [GlaseOperation.CommitReservation] = 0,
        [GlaseOperation.SubmitPaymentReceipt] = 2,
        [GlaseOperation.RefundPayment] = 0,
        [GlaseOperation.MarkTransactionPeriod] = 0,
        [GlaseOperation.ExecuteReport] = 1
    };

    private static readonly Dictionary<string, Action<RecordingHandler, GlaseOperation>> _passing = new()
    {
        ["90"] = (network, operation) => network.Answer(Answers.Code(operation.WireName(), 90)),
        ["93"] = (network, operation) => network.Answer(Answers.Code(operation.WireName(), 93)),
        ["94"] = (network, operation) => network.Answer(Answers.Code(operation.WireName(), 94)),
        ["HTTP 500"] = (network, _) => network.Answer("x", HttpStatusCode.InternalServerError),
        ["HTTP 502"] = (network, _) => network.Answer("x", HttpStatusCode.BadGateway),
        ["HTTP 503"] = (network, _) => network.Answer("x", HttpStatusCode.ServiceUnavailable),
        ["server fault"] = (network, _) =>
            network.Answer(Answers.Fault("S:Server", "down"), HttpStatusCode.InternalServerError),
        ["connection refused"] = (network, _) => network.Throw(new HttpRequestException(HttpRequestError.ConnectionError)),
        ["connection lost"] = (network, _) => network.Throw(new HttpIOException(HttpRequestError.ResponseEnded)),
        ["no answer in time"] = (network, _) => network.Hang()
    };

    private static readonly Dictionary<string, Action<RecordingHandler, GlaseOperation>> _lasting = new()
    {
        ["HTTP 302"] = (network, _) => network.Answer("x", HttpStatusCode.Redirect),
        ["HTTP 401"] = (network, _) => network.Answer("x", HttpStatusCode.Unauthorized),
        ["HTTP 404"] = (network, _) => network.Answer("x", HttpStatusCode.NotFound),
        ["client fault"] = (network, _) =>
            network.Answer(Answers.Fault("S:Client", "bad"), HttpStatusCode.InternalServerError),
        ["a web page"] = (network, _) => network.Answer("<html/>", contentType: "text/html"),
        ["a truncated answer"] = (network, operation) => network.Answer(Answers.Success(operation)[..200]),
        ["an unknown code"] = (network, operation) => network.Answer(Answers.Code(operation.WireName(), 1234))
    };

    private static readonly int[] _businessCodes = Enum.GetValues<GlaseResultCode>()
        .Select(code => (int)code).Where(code => code is not (0 or 90 or 93 or 94)).ToArray();

    private static IEnumerable<TestCaseData> Passing() => Cases(_passing);

    private static IEnumerable<TestCaseData> Lasting() => Cases(_lasting);

    [TestCaseSource(nameof(Passing))]
    public async Task After_a_passing_failure_only_harmless_calls_are_made_again(GlaseOperation operation, string failure)
    {
        using var subject = new ClientUnderTest();
        _passing[failure](subject.Network, operation);

        await subject.FailureAsync(operation);

        Assert.That(subject.Network.Sent, Has.Count.EqualTo(1 + _retries[operation]));
    }

    [TestCaseSource(nameof(Lasting))]
    public async Task After_a_lasting_failure_none_is(GlaseOperation operation, string failure)
    {
        using var subject = new ClientUnderTest();
        _lasting[failure](subject.Network, operation);

        await subject.FailureAsync(operation);

        Assert.That(subject.Network.Sent, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task After_a_refusal_none_is([Values] GlaseOperation operation, [ValueSource(nameof(_businessCodes))] int code)
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Code(operation.WireName(), code));

        await subject.FailureAsync(operation);

        Assert.That(subject.Network.Sent, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_second_answer_counts_when_the_first_was_passing()
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Code("getPaymentStatus", 93)).Answer(Answers.Success(GlaseOperation.GetPaymentStatus));

        var response = await subject.PassTimeAsync(subject.Client.GetPaymentStatusAsync(Calls.Connection, "R1", 0));

        Assert.That(response.Status, Is.EqualTo(GlaseInvoiceState.Issued));
    }

    [Test]
    public async Task Each_attempt_has_its_own_reference_that_begins_like_the_first()
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Code("cancelInvoice", 94));

        var failure = await subject.FailureAsync(GlaseOperation.CancelInvoice);

        var references = subject.Network.Sent.ConvertAll(sent => sent.ClientReference);
        Assert.Multiple(() =>
        {
            Assert.That(references, Is.EqualTo(new[] { references[0], references[0] + "-2", references[0] + "-3" }));
            Assert.That(references, Has.All.Length.LessThanOrEqualTo(32));
            Assert.That(failure.ClientReference, Is.EqualTo(references[2]));
        });
    }

    [Test]
    public async Task Waiting_between_attempts_grows_and_is_spread()
    {
        var waits = new List<TimeSpan[]>();
        for (var i = 0; i < 20; i++)
        {
            using var subject = new ClientUnderTest(options =>
            {
                options.CancelInvoice = new(TimeSpan.FromSeconds(1), 3, TimeSpan.FromMinutes(1));
                options.RetryDelay = TimeSpan.FromSeconds(1);
                options.MaxRetryDelay = TimeSpan.FromSeconds(30);
            });
            var moments = new List<DateTimeOffset>();
            for (var attempt = 0; attempt < 4; attempt++)
                subject.Network.Answer(Answers.Code("cancelInvoice", 93), () => moments.Add(subject.Time.GetUtcNow()));

            await subject.FailureAsync(GlaseOperation.CancelInvoice);
            waits.Add(moments.Zip(moments.Skip(1), (first, second) => second - first).ToArray());
        }

        Assert.Multiple(() =>
        {
            Assert.That(waits.Select(wait => wait[0]).Distinct().Count(), Is.GreaterThan(3), "not all at once");
            Assert.That(waits.Average(wait => wait[2].TotalSeconds), Is.GreaterThan(waits.Average(wait => wait[0].TotalSeconds)));
        });
    }

    [Test]
    public async Task An_outcome_stays_open_when_any_attempt_left_it_open()
    {
        using var subject = new ClientUnderTest();
        subject.Network.Throw(new HttpIOException(HttpRequestError.ResponseEnded)).Answer(Answers.Code("updateInvoice", 48));

        var failure = await subject.FailureAsync(GlaseOperation.UpdateInvoice);

        Assert.That((failure.ResultCode, failure.OutcomeUnknown), Is.EqualTo((GlaseResultCode.PaymentInProgress, true)));
    }

    private static IEnumerable<TestCaseData> Cases(Dictionary<string, Action<RecordingHandler, GlaseOperation>> failures)
    {
        return from operation in Enum.GetValues<GlaseOperation>()
               from failure in failures.Keys
               select new TestCaseData(operation, failure);
    }
}
