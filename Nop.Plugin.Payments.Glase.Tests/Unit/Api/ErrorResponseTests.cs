using System.Net;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

/// <summary>
/// Answers with an HTTP error or a SOAP fault: each is told apart, quotes nothing, and says whether the outcome is unknown.
/// </summary>
public class ErrorResponseTests
{
    private const string Marker = "QUOTED";

    [TestCase(HttpStatusCode.Created, true)]
    [TestCase(HttpStatusCode.Redirect, false)]
    [TestCase(HttpStatusCode.TemporaryRedirect, false)]
    [TestCase(HttpStatusCode.Unauthorized, false)]
    [TestCase(HttpStatusCode.NotFound, false)]
    [TestCase(HttpStatusCode.ProxyAuthenticationRequired, false)]
    [TestCase(HttpStatusCode.InternalServerError, true)]
    [TestCase(HttpStatusCode.BadGateway, true)]
    [TestCase(HttpStatusCode.ServiceUnavailable, true)]
    public async Task Another_HTTP_status_is_told(HttpStatusCode status, bool outcomeUnknown)
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer("<html>QUOTED</html>", status, "text/html");

        var failure = await subject.FailureAsync(GlaseOperation.SendInvoice);

        Assert.Multiple(() =>
        {
            Assert.That(failure.Kind, Is.EqualTo(GlaseFailureKind.HttpError));
            Assert.That(failure.HttpStatus, Is.EqualTo((int)status));
            Assert.That(failure.OutcomeUnknown, Is.EqualTo(outcomeUnknown));
            Assert.That(failure.ResultCode, Is.Null);
            Assert.That(failure.Message, Does.StartWith($"Glase sendInvoice: glase.example answered HTTP {(int)status}."));
            Assert.That(failure.ToString(), Does.Not.Contain(Marker));
        });
    }

    [Test]
    public async Task An_HTTP_error_with_an_endless_body_is_still_that_error()
    {
        var content = new EndlessContent(announced: null);
        content.Headers.TryAddWithoutValidation("Content-Type", "text/xml");
        using var subject = new ClientUnderTest();
        subject.Network.AnswerContent(content, HttpStatusCode.BadGateway);

        var failure = await subject.FailureAsync(GlaseOperation.SendInvoice);

        Assert.That((failure.Kind, failure.HttpStatus), Is.EqualTo((GlaseFailureKind.HttpError, 502)));
        Assert.That(content.BytesRead, Is.LessThan(256 * 1024));
    }

    [TestCase("S:Server", HttpStatusCode.InternalServerError, true)]
    [TestCase("S:Server.Database", HttpStatusCode.OK, true)]
    [TestCase("", HttpStatusCode.InternalServerError, true)]
    [TestCase("S:Client", HttpStatusCode.InternalServerError, false)]
    [TestCase("Client.Authentication", HttpStatusCode.InternalServerError, false)]
    [TestCase("S:VersionMismatch", HttpStatusCode.BadRequest, false)]
    [TestCase(" S:MustUnderstand ", HttpStatusCode.InternalServerError, false)]
    public async Task A_SOAP_fault_says_whose_fault_it_was(string code, HttpStatusCode status, bool outcomeUnknown)
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Fault(code, "Cannot find dispatch method"), status);

        var failure = await subject.FailureAsync(GlaseOperation.SendInvoice);

        Assert.Multiple(() =>
        {
            Assert.That(failure.Kind, Is.EqualTo(GlaseFailureKind.Fault));
            Assert.That(failure.HttpStatus, Is.EqualTo((int)status));
            Assert.That(failure.OutcomeUnknown, Is.EqualTo(outcomeUnknown));
            Assert.That(failure.Message,
                Does.StartWith("Glase sendInvoice: glase.example reported a fault, \"Cannot find dispatch method\"."));
        });
    }

    [Test]
    public async Task A_fault_is_shown_short_and_without_what_it_repeats()
    {
        const string text = "Bad value  s3cret&amp;&lt;pass and 0ther-s3cret\n\u0085 of anna@shop.example, "
            + "+46700000001 in &lt;password>x&lt;/password>";
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Fault("S:Server", text + new string('y', 1000)), HttpStatusCode.InternalServerError);

        var failure = await subject.FailureAsync(GlaseOperation.SendInvoice);

        Assert.Multiple(() =>
        {
            Assert.That(failure.Message, Does.Contain("\"Bad value *** and *** of *** +*** in x yyy"));
            Assert.That(failure.Message, Has.Length.LessThan(500));
            Assert.That(failure.ToString(), Does.Not.Contain("s3cret").And.Not.Contain("anna").And.Not.Contain("46700000001"));
        });
    }
}
