using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Infrastructure;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

/// <summary>
/// The client as a shop gets it, over real connections.
/// </summary>
[TestFixture]
public class RegisteredClientTests
{
    [Test]
    public async Task It_reads_a_real_answer()
    {
        var xml = Answers.Success(GlaseOperation.SendInvoice);
        await using var server = Answering($"HTTP/1.1 200 OK\r\nContent-Type: text/xml;charset=utf-8\r\n"
            + $"Content-Length: {Encoding.UTF8.GetByteCount(xml)}\r\n\r\n{xml}");
        await using var services = Services();

        var response = await Client(services).SendInvoiceAsync(At(server.Url), Calls.Invoice);

        Assert.That(response.InvoiceReference, Is.EqualTo(Answers.InvoiceReference));
    }

    [Test]
    public async Task Where_nobody_listens_nothing_was_sent_and_the_outcome_is_known()
    {
        await using var services = Services();

        var failure = await FailureAsync(services, LoopbackServer.Nobody());

        Assert.That((failure.Kind, failure.OutcomeUnknown), Is.EqualTo((GlaseFailureKind.Unreachable, false)));
        Assert.That(failure.Message, Does.Contain("Nothing was sent."));
    }

    [Test]
    public async Task An_unknown_host_is_unreachable()
    {
        await using var services = Services();

        var failure = await FailureAsync(services, new("http://no-such-host.invalid/soap"));

        Assert.That((failure.Kind, failure.OutcomeUnknown), Is.EqualTo((GlaseFailureKind.Unreachable, false)));
    }

    [Test]
    public async Task A_server_that_does_not_speak_TLS_got_nothing()
    {
        await using var server = new LoopbackServer(async (socket, stopping) =>
        {
            await socket.ReceiveAsync(new byte[1024], stopping);
            await LoopbackServer.WriteAsync(socket, "HTTP/1.1 400 Bad Request\r\n\r\n", stopping);
        });
        await using var services = Services();

        var failure = await FailureAsync(services, new($"https://127.0.0.1:{server.Url.Port}/soap"));

        Assert.That((failure.Kind, failure.OutcomeUnknown), Is.EqualTo((GlaseFailureKind.Unreachable, false)));
    }

    [Test]
    public async Task A_connection_reset_after_the_request_leaves_the_outcome_open()
    {
        await using var server = new LoopbackServer(async (socket, stopping) =>
        {
            await LoopbackServer.ReadRequestAsync(socket, stopping);
            LoopbackServer.Reset(socket);
        });
        await using var services = Services();

        var failure = await FailureAsync(services, server.Url);

        Assert.That((failure.Kind, failure.OutcomeUnknown), Is.EqualTo((GlaseFailureKind.ConnectionLost, true)));
        Assert.That(server.Requests, Is.EqualTo(1), "an invoice is never sent twice");
    }

    [TestCase("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 5000\r\n\r\n<a>")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<a>\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n")]
    [TestCase("HTTP/1.1 200")]
    [TestCase("nonsense\r\n\r\n")]
    public async Task A_connection_that_ends_within_the_answer_leaves_the_outcome_open(string answer)
    {
        await using var server = Answering(answer);
        await using var services = Services();

        var failure = await FailureAsync(services, server.Url);

        Assert.That((failure.Kind, failure.OutcomeUnknown), Is.EqualTo((GlaseFailureKind.ConnectionLost, true)));
        Assert.That(server.Requests, Is.EqualTo(1));
    }

    [Test]
    public async Task An_answer_without_length_that_ends_early_is_broken()
    {
        await using var server = Answering("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n\r\n"
            + Answers.Success(GlaseOperation.SendInvoice)[..300]);
        await using var services = Services();

        var failure = await FailureAsync(services, server.Url);

        Assert.That((failure.Kind, failure.OutcomeUnknown), Is.EqualTo((GlaseFailureKind.InvalidResponse, true)));
    }

    [Test]
    public async Task Fifty_megabytes_are_not_read()
    {
        var sent = 0L;
        await using var server = new LoopbackServer(async (socket, stopping) =>
        {
            await LoopbackServer.ReadRequestAsync(socket, stopping);
            await LoopbackServer.WriteAsync(socket,
                "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n\r\n<a>", stopping);
            var chunk = new byte[64 * 1024];
            for (var i = 0; i < 800; i++)
                sent += await socket.SendAsync(chunk, stopping);
        });
        await using var services = Services();

        var failure = await FailureAsync(services, server.Url);

        Assert.That((failure.Kind, failure.OutcomeUnknown), Is.EqualTo((GlaseFailureKind.InvalidResponse, true)));
        Assert.That(failure.Message, Does.Contain("larger than 1024 KB"));
        Assert.That(sent, Is.LessThan(40 * 1024 * 1024));
    }

    [TestCase(301)]
    [TestCase(302)]
    [TestCase(307)]
    [TestCase(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var elsewhere = Answering("HTTP/1.1 200 OK\r\n\r\n");
        await using var server = Answering($"HTTP/1.1 {status} Moved\r\nLocation: {elsewhere.Url}\r\nContent-Length: 0\r\n\r\n");
        await using var services = Services();

        var failure = await FailureAsync(services, server.Url);

        Assert.That((failure.Kind, failure.HttpStatus, failure.OutcomeUnknown),
            Is.EqualTo((GlaseFailureKind.HttpError, status, false)));
        Assert.That(elsewhere.Requests, Is.Zero);
    }

    [Test]
    public async Task No_cookie_is_kept()
    {
        var seen = new List<string>();
        await using var server = new LoopbackServer(async (socket, stopping) =>
        {
            var buffer = new byte[64 * 1024];
            var count = await socket.ReceiveAsync(buffer, stopping);
            lock (seen)
                seen.Add(Encoding.UTF8.GetString(buffer, 0, count));
            await LoopbackServer.WriteAsync(socket,
                "HTTP/1.1 404 Not Found\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", stopping);
        });
        await using var services = Services();

        await FailureAsync(services, server.Url);
        await FailureAsync(services, server.Url);

        Assert.That(seen, Has.Count.EqualTo(2).And.All.Not.Contain("Cookie"));
        Assert.That(seen, Has.All.Contain("SOAPAction: \"\"\r\n").And.All.Contain("Content-Type: text/xml; charset=utf-8\r\n"));
    }

    [Test]
    public async Task A_server_that_takes_the_request_and_never_answers_is_given_up()
    {
        await using var server = new LoopbackServer((_, stopping) => Task.Delay(Timeout.Infinite, stopping));
        await using var services = Services(options => options.SendInvoice = GlaseCallPolicy.Once(1));
        var watch = Stopwatch.StartNew();

        var failure = await FailureAsync(services, server.Url);

        Assert.That((failure.Kind, failure.OutcomeUnknown), Is.EqualTo((GlaseFailureKind.Timeout, true)));
        Assert.That(watch.Elapsed, Is.InRange(TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(10)));
    }

    [Test]
    public async Task All_callers_share_one_circuit()
    {
        await using var services = Services();
        var connection = At(LoopbackServer.Nobody());
        for (var i = 0; i < 5; i++)
            await FailureAsync(services, connection.ServiceUrl);

        var failure = await FailureAsync(services, connection.ServiceUrl);

        Assert.That(failure.Kind, Is.EqualTo(GlaseFailureKind.CircuitOpen));
        Assert.That(services.GetRequiredService<IGlaseHealth>().ForPayments(connection).CircuitOpen, Is.True);
    }

    [Test]
    public void Wrong_options_are_refused()
    {
        using var services = Services(options => options.RefundPayment = GlaseCallPolicy.Repeated(1, 1, 5));

        Assert.That(() => Client(services).SendInvoiceAsync(Calls.Connection, Calls.Invoice),
            Throws.InstanceOf<OptionsValidationException>().With.Message.Contain("RefundPayment: must not be sent twice"));
    }

    private static ServiceProvider Services(Action<GlaseClientOptions> configure = null)
    {
        return new ServiceCollection().AddGlaseClient(configure).BuildServiceProvider(validateScopes: true);
    }

    private static IGlaseClient Client(IServiceProvider services)
    {
        return services.GetRequiredService<IGlaseClient>();
    }

    private static GlaseConnection At(Uri url)
    {
        return Calls.Connection with { ServiceUrl = url };
    }

    private static async Task<GlaseApiException> FailureAsync(IServiceProvider services, Uri url)
    {
        try
        {
            await Client(services).SendInvoiceAsync(At(url), Calls.Invoice);
        }
        catch (GlaseApiException exception)
        {
            return exception;
        }

        throw new AssertionException("The call did not fail.");
    }

    private static LoopbackServer Answering(string answer)
    {
        return new(async (socket, stopping) =>
        {
            await LoopbackServer.ReadRequestAsync(socket, stopping);
            await LoopbackServer.WriteAsync(socket, answer, stopping);
            socket.Shutdown(SocketShutdown.Send);
        });
    }
}
