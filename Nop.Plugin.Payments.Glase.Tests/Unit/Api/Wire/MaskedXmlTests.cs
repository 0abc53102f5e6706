using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api.Wire;

/// <summary>
/// What an owner who switched the request log on finds there.
/// </summary>
public class MaskedXmlTests
{
    private static readonly string[] _forbidden =
    [
        "s3cret", "Söner", "Grön butik", "Kaffe", "Gift card", "shop.example", "Web<", "Tack", "Åter", "7c1d", "anna@", "46700000001",
        "token-value"
    ];

    [Test]
    public async Task Requests_and_answers_show_no_secret_and_no_person([Values] GlaseOperation operation)
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Return(operation.WireName(), """
            <resultCode>20</resultCode><resultDescription>anna@ 46700000001</resultDescription>
            <receipt><receiverName>anna@</receiverName><payerTerminalId>46700000001</payerTerminalId></receipt>
            <customerTokens><token><id>token-value</id><value>token-value</value><status>0</status></token></customerTokens>
            """));
        var call = await CallAsync(subject, operation, keepsTexts: true);

        Assert.Multiple(() =>
        {
            foreach (var words in _forbidden)
                Assert.That(call.Request + call.Response, Does.Not.Contain(words));
            Assert.That(call.Request, Does.Contain($"<clientReference>{call.ClientReference}</clientReference>"));
            Assert.That(call.Request, Does.Contain("<password>***</password>"));
            Assert.That(call.Response, Does.Contain("<resultCode>20</resultCode>"));
        });
    }

    [Test]
    public async Task What_helps_to_find_an_error_is_readable()
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Code("updateInvoice", 49));

        var call = await CallAsync(subject, GlaseOperation.UpdateInvoice, keepsTexts: true);

        Assert.That(call.Reference, Is.EqualTo("R1"));
        Assert.That(call.Request, Does.Contain("<invoiceReference>R1</invoiceReference>")
            .And.Contains("<value>1000.05</value>").And.Contains("<paymentMode>IMMEDIATE_DEBIT</paymentMode>"));
    }

    [Test]
    public async Task What_is_no_XML_is_not_shown()
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer("<anna@46700000001 s3cret");

        Assert.That((await CallAsync(subject, GlaseOperation.CommitReservation, keepsTexts: true)).Response,
            Is.EqualTo("(24 bytes that are not XML)"));
    }

    [Test]
    public async Task Nothing_is_kept_unless_it_is_asked_for()
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Code("commitReservation", 20));

        var call = await CallAsync(subject, GlaseOperation.CommitReservation, keepsTexts: false);

        Assert.That(call.Request, Is.Null);
        Assert.That(call.Response, Is.Null);
    }

    private static async Task<GlaseCallRecord> CallAsync(ClientUnderTest subject, GlaseOperation operation, bool keepsTexts)
    {
        GlaseCallRecord call = null;
        await subject.FailureAsync(operation, Calls.Connection with { RecordsBodies = keepsTexts, CallCompleted = told => call = told });
        return call;
    }
}
