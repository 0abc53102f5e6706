using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Simulator;

public sealed class SimulatorAnswerTests : SimulatorTest
{
    private const string Ns = "http://external.interfaces.ers.seamless.com/";

    [Test]
    public async Task Only_the_wrapper_is_in_the_namespace()
    {
        var answer = await Glase.CallAsync(RequestXml.SendInvoice());

        var wrapper = answer.Return.Parent;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(wrapper.Name.ToString(), Is.EqualTo($"{{{Ns}}}sendInvoiceResponse"));
            Assert.That(answer.Text, Does.Contain("<ns2:sendInvoiceResponse><return><resultCode>0</resultCode>"));
            Assert.That(answer.Return.Descendants().All(element => element.Name.NamespaceName.Length == 0), Is.True);
        }
    }

    [Test]
    public async Task The_code_holds_the_reference()
    {
        var answer = await Glase.CallAsync(RequestXml.SendInvoice());

        Assert.That(answer["invoiceQRCode"], Is.EqualTo("HTTP://SEQR.SE/R" + answer["invoiceReference"]));
    }

    [Test]
    public async Task The_fields_of_sendInvoice_come_in_order() =>
        Assert.That(Names(await Glase.CallAsync(RequestXml.SendInvoice())),
            Is.EqualTo(new[] { "resultCode", "resultDescription", "invoiceQRCode", "invoiceReference" }));

    [Test]
    public async Task The_fields_of_a_paid_status_come_in_order()
    {
        var request = RequestXml.SendInvoice()
            .With("</ext:sendInvoice>", "<tokens><id>loyal</id><status>0</status><value>7</value></tokens></ext:sendInvoice>");
        var reference = await SendInvoiceAsync(request);
        Simulator.Pay(reference);

        var answer = await AskAsync(reference);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Names(answer), Is.EqualTo(
                new[] { "ersReference", "resultCode", "resultDescription", "status", "receipt", "customerTokens", "version" }));
            Assert.That(answer.Return.Element("receipt").Elements().Select(element => element.Name.LocalName), Is.EqualTo(new[]
            {
                "terminalId", "paymentDate", "clientInvoiceId", "invoiceReference", "paymentReference", "payerTerminalId",
                "receiverName", "invoice"
            }));
            Assert.That((string)answer.Return.Element("customerTokens").Element("token").Element("status"), Is.EqualTo("1"));
        }
    }

    [Test]
    public async Task The_receipt_says_what_was_really_paid()
    {
        var reference = await SendInvoiceAsync();
        Simulator.Pay(reference, 99.5m, "EUR");

        var total = (await AskAsync(reference)).Return.Element("receipt").Element("invoice").Element("totalAmount");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string)total.Element("value"), Is.EqualTo("99.5"));
            Assert.That((string)total.Element("currency"), Is.EqualTo("EUR"));
        }
    }

    private static IEnumerable<string> Names(SoapAnswer answer) =>
        answer.Return.Elements().Select(element => element.Name.LocalName);
}
