using System.Diagnostics;
using System.Net;
using System.Text;
using System.Xml;
using Glase.Simulator.Faults;
using Glase.Simulator.Wire;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Simulator;

public sealed class FaultTests : SimulatorTest
{
    private static readonly byte[] _send = Encoding.UTF8.GetBytes(RequestXml.SendInvoice().ToString());

    [Test]
    public async Task A_delay_holds_the_call_back()
    {
        Simulator.Faults.Add(Fault.Delay(TimeSpan.FromMilliseconds(200)));
        var started = Stopwatch.GetTimestamp();

        var answer = await Glase.CallAsync(RequestXml.SendInvoice());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Stopwatch.GetElapsedTime(started), Is.GreaterThan(TimeSpan.FromMilliseconds(190)));
            Assert.That(answer.Code, Is.Zero);
        }
    }

    [Test]
    public async Task A_delayed_call_takes_effect_though_the_caller_has_left()
    {
        Simulator.Faults.Add(Fault.Delay(TimeSpan.FromMilliseconds(300)));
        using var leaving = new CancellationTokenSource();
        var calling = Glase.PostAsync(_send, cancellationToken: leaving.Token);
        await Poll.UntilAsync(() => Simulator.CallCount(GlaseOperation.SendInvoice) == 1);
        await leaving.CancelAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => calling, Throws.InstanceOf<OperationCanceledException>());
            Assert.That(Simulator.Invoices, Is.Empty);
        }

        await Poll.UntilAsync(() => Simulator.Invoices.Count == 1);
    }

    [Test]
    public async Task A_simulator_stops_though_calls_are_held_back()
    {
        Simulator.Faults.Add(Fault.Delay(TimeSpan.FromMinutes(5)));
        var calling = Glase.CallAsync(RequestXml.SendInvoice());
        await Poll.UntilAsync(() => Simulator.CallCount(GlaseOperation.SendInvoice) == 1);
        var started = Stopwatch.GetTimestamp();

        await Simulator.DisposeAsync();

        Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(10)));
        Assert.That((await calling).Code, Is.Zero);
    }

    [Test]
    public async Task A_late_answer_has_taken_effect_at_once()
    {
        Simulator.Faults.Add(Fault.DelayAfter(TimeSpan.FromMilliseconds(400)));
        var calling = Glase.CallAsync(RequestXml.SendInvoice());
        await Poll.UntilAsync(() => Simulator.Invoices.Count == 1);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(calling.IsCompleted, Is.False);
            Assert.That((await calling).Code, Is.Zero);
        }
    }

    [Test]
    public void A_reset_before_does_nothing()
    {
        Simulator.Faults.Add(Fault.ResetBefore());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Glase.PostAsync(_send), Throws.InstanceOf<HttpRequestException>());
            Assert.That(Simulator.Invoices, Is.Empty);
        }
    }

    [Test]
    public void A_reset_after_has_taken_effect()
    {
        Simulator.Faults.Add(Fault.ResetAfter());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Glase.PostAsync(_send), Throws.InstanceOf<HttpRequestException>());
            Assert.That(Simulator.Invoices, Has.Count.EqualTo(1));
        }
    }

    [TestCase(500, false)]
    [TestCase(502, false)]
    [TestCase(503, true)]
    public async Task An_HTTP_status_comes_with_a_page(int status, bool acts)
    {
        Simulator.Faults.Add(Fault.Http(status) with { Acts = acts });

        using var response = await Glase.PostAsync(_send);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(status));
            Assert.That(response.Content.Headers.ContentType.MediaType, Is.EqualTo("text/html"));
            Assert.That(Simulator.Invoices, Has.Count.EqualTo(acts ? 1 : 0));
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_SOAP_fault_is_one_of_the_servers(bool acts)
    {
        Simulator.Faults.Add(Fault.Soap() with { Message = "Out of <order>", Acts = acts });

        var answer = await Glase.CallAsync(RequestXml.SendInvoice());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.InternalServerError));
            Assert.That(answer.FaultString, Is.EqualTo("Out of <order>"));
            Assert.That(Simulator.Invoices, Has.Count.EqualTo(acts ? 1 : 0));
        }
    }

    [Test]
    public async Task A_truncated_answer_is_half_an_answer()
    {
        Simulator.Faults.Add(Fault.Truncated());

        using var response = await Glase.PostAsync(_send);
        var text = await response.Content.ReadAsStringAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(text, Does.StartWith("<s:Envelope").And.Not.Contain("</s:Envelope>"));
            Assert.That(Simulator.Invoices, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task An_answer_that_is_cut_off_breaks_the_connection()
    {
        Simulator.Faults.Add(Fault.CutOff());

        using var response = await Glase.PostAsync(_send);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => response.Content.ReadAsByteArrayAsync(), Throws.InstanceOf<HttpRequestException>());
            Assert.That(Simulator.Invoices, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task A_stalled_answer_breaks_off_when_the_fault_is_removed()
    {
        Simulator.Faults.Add(Fault.Stalled(TimeSpan.FromMinutes(5)));
        using var response = await Glase.PostAsync(_send);
        var reading = response.Content.ReadAsByteArrayAsync();
        await Task.Delay(50);
        Assert.That(reading.IsCompleted, Is.False);

        Simulator.Faults.Clear();

        Assert.That(() => reading, Throws.InstanceOf<HttpRequestException>());
        Assert.That(Simulator.Invoices, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_call_that_is_held_back_goes_on_when_the_fault_is_removed()
    {
        Simulator.Faults.Add(Fault.Delay(TimeSpan.FromMinutes(5)).Forever());
        var calling = Glase.CallAsync(RequestXml.SendInvoice());
        await Poll.UntilAsync(() => Simulator.CallCount(GlaseOperation.SendInvoice) == 1);

        Simulator.Faults.Clear();

        Assert.That((await calling).Code, Is.Zero);
        Assert.That((await Glase.CallAsync(RequestXml.SendInvoice())).Code, Is.Zero, "and the next ones");
    }

    [Test]
    public async Task A_huge_answer_ends_when_the_caller_hangs_up()
    {
        Simulator.Faults.Add(Fault.Huge() with { Bytes = long.MaxValue });

        using (var response = await Glase.PostAsync(_send))
            Assert.That(response.IsSuccessStatusCode, Is.True);

        var call = Simulator.Calls(GlaseOperation.SendInvoice).Single();
        var before = 0L;
        await Poll.UntilAsync(() => call.BytesSent > 0 && before == (before = call.BytesSent));
    }

    [Test]
    public async Task A_huge_answer_is_as_large_as_it_is_said_to_be()
    {
        Simulator.Faults.Add(Fault.Huge() with { Bytes = 5_000_000 });

        using var response = await Glase.PostAsync(_send);
        await using var body = await response.Content.ReadAsStreamAsync();
        var size = 0L;
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer)) > 0)
            size += read;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Content.Headers.ContentLength, Is.Null);
            Assert.That(size, Is.GreaterThan(5_000_000));
        }
    }

    [Test]
    public void A_huge_answer_has_50_megabytes() => Assert.That(Fault.Huge().Bytes, Is.EqualTo(50 * 1024 * 1024));

    [Test]
    public async Task A_DTD_bomb_expands_to_more_than_a_parser_may_read()
    {
        Simulator.Faults.Add(Fault.DtdBomb());

        using var response = await Glase.PostAsync(_send);
        using var reader = XmlReader.Create(await response.Content.ReadAsStreamAsync(),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse, MaxCharactersFromEntities = 1_000_000 });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Content.Headers.ContentType.MediaType, Is.EqualTo("text/xml"));
            Assert.That(() =>
            {
                while (reader.Read())
                {
                }
            }, Throws.TypeOf<XmlException>().With.Message.Contain("MaxCharactersFromEntities"));
        }
    }

    [Test]
    public async Task A_wrong_content_type_is_a_page_that_says_200()
    {
        Simulator.Faults.Add(Fault.WrongContentType());

        using var response = await Glase.PostAsync(_send);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(response.Content.Headers.ContentType.MediaType, Is.EqualTo("text/html"));
        }
    }

    [Test]
    public async Task A_SOAP_fault_can_blame_the_request()
    {
        Simulator.Faults.Add(Fault.Soap() with { FaultCode = "Client" });

        using var response = await Glase.PostAsync(_send);

        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("<faultcode>soap:Client</faultcode>"));
    }

    [TestCase(93, false)]
    [TestCase(90, true)]
    [TestCase(4711, false)]
    public async Task Any_result_code_can_come_back(int code, bool acts)
    {
        Simulator.Faults.Add(Fault.Result(code) with { Acts = acts });

        var answer = await Glase.CallAsync(RequestXml.SendInvoice());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Code, Is.EqualTo(code));
            Assert.That(answer["invoiceReference"], Is.Null);
            Assert.That(Simulator.Invoices, Has.Count.EqualTo(acts ? 1 : 0));
        }
    }
}
