using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Glase.Simulator.Rules;
using Glase.Simulator.Wire;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Simulator;

public sealed class ControlTests : SimulatorTest
{
    [TestCase("pay", "PAID")]
    [TestCase("reserve", "RESERVED")]
    [TestCase("cancel", "CANCELED")]
    [TestCase("fail", "FAILED")]
    [TestCase("expire", "EXPIRED")]
    [TestCase("start", "ISSUED")]
    public async Task An_action_answers_with_the_invoice_after_it(string action, string status)
    {
        var reference = await SendInvoiceAsync();

        using var response = await Http.PostAsync($"/control/invoices/{reference}/{action}", null);
        var invoice = await response.Content.ReadFromJsonAsync<JsonNode>();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string)invoice["status"], Is.EqualTo(status));
            Assert.That(Invoice(reference).Status, Is.EqualTo(status));
            Assert.That((bool)invoice["payerActive"], Is.EqualTo(action == "start"));
        }
    }

    [Test]
    public async Task Another_amount_can_be_paid()
    {
        var reference = await SendInvoiceAsync();

        using var response = await Http.PostAsJsonAsync($"/control/invoices/{reference}/pay",
            new { amount = 0.05m, currency = "SEK" });

        Assert.That(Invoice(reference).Amount.Value, Is.EqualTo(0.05m));
    }

    [Test]
    public async Task Any_status_can_be_set()
    {
        var reference = await SendInvoiceAsync();

        using var response = await Http.PostAsJsonAsync($"/control/invoices/{reference}/status", new { status = "THINKING" });

        Assert.That(Invoice(reference).Status, Is.EqualTo("THINKING"));
    }

    [TestCase("pay", "{\"amount\":1}")]
    [TestCase("pay", "{\"amounts\":1}")]
    [TestCase("pay", "{")]
    [TestCase("status", "{}")]
    public async Task A_body_that_makes_no_sense_is_a_bad_request(string action, string body)
    {
        var reference = await SendInvoiceAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await Http.PostAsync($"/control/invoices/{reference}/{action}", content);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(Invoice(reference).Status, Is.EqualTo("ISSUED"));
        }
    }

    [Test]
    public async Task What_the_state_does_not_allow_is_a_conflict()
    {
        var reference = await SendInvoiceAsync();
        Simulator.Cancel(reference);

        using var response = await Http.PostAsync($"/control/invoices/{reference}/pay", null);
        var body = await response.Content.ReadFromJsonAsync<JsonNode>();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That((string)body["error"], Is.EqualTo("The invoice is CANCELED and cannot be paid."));
        }
    }

    [Test]
    public async Task An_unknown_invoice_is_not_found()
    {
        using var response = await Http.PostAsync("/control/invoices/12345/pay", null);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_fault_can_be_planned_and_removed()
    {
        using var planned = await Http.PostAsJsonAsync("/control/faults",
            new { kind = "HttpStatus", status = 503, operation = "cancelInvoice" });
        var faults = await Http.GetFromJsonAsync<JsonArray>("/control/faults");
        using var removed = await Http.DeleteAsync("/control/faults");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)faults.Single()["status"], Is.EqualTo(503));
            Assert.That(Simulator.Faults.All, Is.Empty);
        }
    }

    [Test]
    public async Task A_fault_nobody_knows_is_a_bad_request()
    {
        using var response = await Http.PostAsJsonAsync("/control/faults", new { kind = "Earthquake" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("kind"));
            Assert.That(Simulator.Faults.All, Is.Empty);
        }
    }

    [Test]
    public async Task Notifications_can_be_switched()
    {
        using var response = await Http.PutAsJsonAsync("/control/notifications", new { mode = "Off", delayMilliseconds = 250 });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Simulator.NotificationMode, Is.EqualTo(NotificationMode.Off));
            Assert.That(Simulator.NotificationDelay, Is.EqualTo(TimeSpan.FromMilliseconds(250)));
        }
    }

    [Test]
    public async Task Everything_that_happened_can_be_read()
    {
        var reference = await SendInvoiceAsync();
        Simulator.Pay(reference);
        var payment = (await AskAsync(reference))["ersReference"];
        await Glase.CallAsync(RequestXml.Refund(payment, "10.00"));
        await Glase.CallAsync(RequestXml.SubmitReceipt(payment));
        await Glase.CallAsync(RequestXml.MarkPeriod());

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)(await Http.GetFromJsonAsync<JsonNode>("/control"))["invoices"]["PAID"], Is.EqualTo(1));
            Assert.That(await ListAsync("invoices?status=PAID"), Has.Count.EqualTo(1));
            Assert.That(await ListAsync("invoices?status=ISSUED"), Is.Empty);
            Assert.That(await ListAsync("refunds"), Has.Count.EqualTo(1));
            Assert.That(await ListAsync("receipts"), Has.Count.EqualTo(1));
            Assert.That(await ListAsync("periods"), Has.Count.EqualTo(1));
            Assert.That(await ListAsync("violations"), Is.Empty);
            Assert.That(await ListAsync("notifications"), Is.Empty);
            Assert.That(await ListAsync("calls"), Has.Count.EqualTo(5));
            Assert.That(await ListAsync($"calls?operation=getPaymentStatus&invoice={reference}"), Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task Calls_are_counted_per_operation_and_per_invoice()
    {
        var first = await SendInvoiceAsync();
        var second = await SendInvoiceAsync();
        for (var call = 0; call < 3; call++)
            await AskAsync(first);
        await AskAsync(second);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Simulator.CallCount(GlaseOperation.GetPaymentStatus), Is.EqualTo(4));
            Assert.That(Invoice(first).Calls[GlaseOperation.GetPaymentStatus], Is.EqualTo(3));
            Assert.That(Simulator.Calls(GlaseOperation.GetPaymentStatus, second).Single().ReceivedAt,
                Is.EqualTo(Time.GetUtcNow()));
        }
    }

    [Test]
    public async Task Records_can_be_cleared()
    {
        await SendInvoiceAsync();
        using var response = await Http.PostAsync("/control/clear", null);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Simulator.Calls(), Is.Empty);
            Assert.That(Simulator.CallCount(GlaseOperation.SendInvoice), Is.Zero);
            Assert.That(Simulator.Invoices, Has.Count.EqualTo(1));
        }
    }

    private Task<JsonArray> ListAsync(string path) => Http.GetFromJsonAsync<JsonArray>("/control/" + path);
}
