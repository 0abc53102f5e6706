using System.Net;
using System.Text;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

/// <summary>
/// Nothing secret, nothing that was sent or received, and nothing about a person gets into what is logged or shown.
/// </summary>
[TestFixture]
public class SecrecyTests
{
    /// <summary>
    /// What the request holds, and what the answers below hold.
    /// </summary>
    private static readonly string[] _forbidden =
    [
        Calls.Password, Calls.ShopPassword, "s3cret", "Grön butik", "Kaffe", "Gift card", "shop.example", "1000.05", "Åter",
        "WORDS OF THE SERVER", "anna@", "46700000001", "<", ">"
    ];

    private static readonly Dictionary<string, Action<RecordingHandler, GlaseOperation>> _failures = new()
    {
        ["refusal"] = (network, operation) => network.Answer(Answers.Code(operation.WireName(), 20)),
        ["unknown code"] = (network, operation) => network.Answer(Answers.Code(operation.WireName(), 4711)),
        ["broken answer"] = (network, operation) =>
            network.Answer(Answers.Return(operation.WireName(), "<resultCode>anna@46700000001</resultCode>")),
        ["damaged XML"] = (network, _) => network.Answer("<anna@46700000001 s3cret"),
        ["unknown entity"] = (network, _) => network.Answer("<a>&s3cret;</a>"),
        ["web page"] = (network, _) => network.Answer("<p>anna@ s3cret</p>", contentType: "text/html"),
        ["HTTP 500"] = (network, _) => network.Answer("anna@ s3cret", HttpStatusCode.InternalServerError, "text/plain"),
        ["HTTP 302"] = (network, _) => network.Answer("anna@ s3cret", HttpStatusCode.Redirect, "text/plain"),
        ["fault"] = (network, _) => network.Answer(
            Answers.Fault("S:Server", "s3cret&amp;&lt;pass 0ther-s3cret anna@a.b 46700000001 title 'Grön butik' or \"Gift card"),
            HttpStatusCode.InternalServerError),
        ["unreachable"] = (network, _) => network.Throw(new HttpRequestException(HttpRequestError.ConnectionError, "refused")),
        ["timeout"] = (network, _) => network.Hang()
    };

    private static IEnumerable<string> Failures => _failures.Keys;

    [Test]
    public async Task An_exception_and_what_is_told_of_the_call_give_nothing_away(
        [Values] GlaseOperation operation, [ValueSource(nameof(Failures))] string failure)
    {
        using var subject = new ClientUnderTest();
        _failures[failure](subject.Network, operation);
        GlaseCallRecord call = null;

        var exception = await subject.FailureAsync(operation, Calls.Connection with { CallCompleted = told => call = told });

        Assert.Multiple(() =>
        {
            foreach (var words in _forbidden)
                Assert.That(WithoutStackTrace(exception), Does.Not.Contain(words));
            Assert.That(WithoutStackTrace(exception), Does.Contain(operation.WireName()));
            Assert.That(exception.Data, Is.Empty);
            Assert.That(call.Failure, Is.SameAs(exception));
        });
    }

    [Test]
    public void A_connection_does_not_print_its_passwords()
    {
        var connection = Calls.Connection with { ServiceUrl = new("https://user:s3cret@glase.example/soap?key=s3cret") };

        Assert.That(connection.ToString(),
            Is.EqualTo("GlaseConnection { Host = glase.example, TerminalId = fd94d9f5, ShopId = shop1 }"));
    }

    [Test]
    public void An_empty_connection_prints()
    {
        Assert.That(new GlaseConnection().ToString(), Is.EqualTo("GlaseConnection { Host = , TerminalId = , ShopId =  }"));
    }

    [Test]
    public void A_receipt_and_a_token_do_not_print_the_payer()
    {
        var response = new PaymentStatusResponse
        {
            Receipt = new() { PayerTerminalId = "46700000001", PaidAmount = new(1, "SEK") },
            CustomerTokens = [new() { Description = "Card of anna@", Value = "46700000001" }]
        };

        Assert.Multiple(() =>
        {
            Assert.That(response.ToString(), Does.Not.Contain("46700000001"));
            Assert.That(response.Receipt.ToString(), Does.Not.Contain("46700000001"));
            Assert.That(response.CustomerTokens[0].ToString(), Does.Not.Contain("46700000001").And.Not.Contain("anna"));
        });
    }

    [TestCase("", "")]
    [TestCase(null, "")]
    [TestCase("  one\r\n\ttwo\u0000\u202Ethree ", "one two three")]
    [TestCase("at java.lang.Thread.run(Thread.java:748)", "at java.lang.Thread.run(Thread.java:748)")]
    [TestCase("unclosed <password value='x", "unclosed")]
    [TestCase("pay 123456 of 12345", "pay *** of 12345")]
    [TestCase("the title 'Grön butik' and \"Kaffe\" of the shop's are wrong, can't go on",
        "the title *** and *** of the shop's are wrong, can't go on")]
    [TestCase("unclosed 'Grön butik", "unclosed ***")]
    [TestCase("to anna.b@shop.example now", "to *** now")]
    public void The_text_of_a_fault_is_made_harmless(string text, string expected)
    {
        Assert.That(FaultMessage.Sanitize(text, Calls.Connection), Is.EqualTo(expected));
    }

    [Test]
    public void The_text_of_a_fault_is_cut()
    {
        Assert.That(FaultMessage.Sanitize(new string('x', 100_000), Calls.Connection), Has.Length.EqualTo(200));
    }

    [TestCase("")]
    [TestCase(null)]
    public async Task A_call_without_credentials_is_not_made(string password)
    {
        using var subject = new ClientUnderTest();
        var connection = Calls.Connection with { Password = password, ShopPassword = password };

        foreach (var operation in Enum.GetValues<GlaseOperation>())
        {
            var failure = await subject.FailureAsync(operation, connection);

            Assert.Multiple(() =>
            {
                Assert.That(failure.Kind, Is.EqualTo(GlaseFailureKind.NotConfigured));
                Assert.That(failure.OutcomeUnknown, Is.False);
                Assert.That(failure.Message, Does.Contain("password is missing. Correct it on the plugin's Configure page."));
            });
        }

        Assert.That(subject.Network.Sent, Is.Empty);
    }

    private static IEnumerable<TestCaseData> Unusable()
    {
        yield return new TestCaseData(new GlaseConnection(), "server's address");
        yield return new TestCaseData(Calls.Connection with { ServiceUrl = new("/soap", UriKind.Relative) }, "server's address");
        yield return new TestCaseData(Calls.Connection with { ServiceUrl = new("ftp://glase.example/") }, "server's address");
        yield return new TestCaseData(Calls.Connection with { TerminalId = null }, "terminal id is missing");
        yield return new TestCaseData(Calls.Connection with { TerminalId = "a\u0001" }, "terminal id holds a character");
        yield return new TestCaseData(Calls.Connection with { Password = "a\uD800" }, "password holds a character");
    }

    [TestCaseSource(nameof(Unusable))]
    public async Task A_call_that_cannot_be_made_says_why(GlaseConnection connection, string words)
    {
        using var subject = new ClientUnderTest();

        var failure = await subject.FailureAsync(GlaseOperation.SendInvoice, connection);

        Assert.That(failure.Kind, Is.EqualTo(GlaseFailureKind.NotConfigured));
        Assert.That(failure.Message, Does.Contain(words));
    }

    [Test]
    public async Task What_is_told_of_a_call_that_succeeded()
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Code("cancelInvoice", 93)).Answer(Answers.Success(GlaseOperation.CancelInvoice));
        GlaseCallRecord call = null;

        await subject.PassTimeAsync(
            subject.Client.CancelInvoiceAsync(Calls.Connection with { CallCompleted = told => call = told }, "R1"));

        Assert.Multiple(() =>
        {
            Assert.That((call.Operation, call.Attempts, call.Failure),
                Is.EqualTo((GlaseOperation.CancelInvoice, 2, (Exception)null)));
            Assert.That(call.ClientReference, Is.EqualTo(subject.Network.Sent[1].ClientReference));
            Assert.That(call.Elapsed, Is.GreaterThan(TimeSpan.Zero));
        });
    }

    private static string WithoutStackTrace(Exception exception)
    {
        var text = new StringBuilder();
        for (var inner = exception; inner is not null; inner = inner.InnerException)
            text.AppendLine(inner.Message);
        return text.ToString();
    }
}
