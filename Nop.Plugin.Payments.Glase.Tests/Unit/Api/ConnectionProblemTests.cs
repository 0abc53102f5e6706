using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Infrastructure;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

/// <summary>
/// No connection comes about: the message names the reason and the remedy, with real servers on this machine.
/// </summary>
public class ConnectionProblemTests
{
    [TestCase("localhost", 365, "is not trusted")]
    [TestCase("shop.example.com", 365, "is for another name")]
    [TestCase("localhost", -1, "has expired")]
    public async Task A_certificate_that_is_not_trusted_is_named(string name, int validDays, string reason)
    {
        using var certificate = NewCertificate(name, validDays);
        await using var server = new LoopbackServer(async (socket, stopping) =>
        {
            await using var tls = new SslStream(new NetworkStream(socket));
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stopping);
            Assert.That(await tls.ReadAsync(new byte[1], stopping), Is.Zero, "the client closes what it does not trust");
        });

        var failure = await FailureAsync(new($"https://localhost:{server.Url.Port}/soap"));

        Assert.Multiple(() =>
        {
            Assert.That((failure.Kind, failure.OutcomeUnknown), Is.EqualTo((GlaseFailureKind.Unreachable, false)));
            Assert.That(failure.Message, Does.Contain($"the certificate of localhost {reason}").And.Contain("Nothing was sent.")
                .And.Not.Contain("firewall"));
        });
    }

    [Test]
    public async Task A_server_without_TLS_is_named()
    {
        await using var server = new LoopbackServer(async (socket, stopping) =>
        {
            await socket.ReceiveAsync(new byte[1024], stopping);
            await LoopbackServer.WriteAsync(socket, "HTTP/1.1 400 Bad Request\r\n\r\n", stopping);
        });

        var failure = await FailureAsync(new($"https://localhost:{server.Url.Port}/soap"));

        Assert.That(failure.Message, Does.Contain("does not speak TLS").And.Not.Contain("certificate"));
    }

    [Test]
    public async Task A_name_that_nobody_has_is_named()
    {
        var failure = await FailureAsync(new("https://no-such-host.invalid/soap"));

        Assert.That(failure.Message, Does.Contain("no address was found for the name no-such-host.invalid"));
    }

    [TestCase("407 Proxy Authentication Required", "answered HTTP 407. Nothing was sent. The shop's proxy wants other credentials.")]
    [TestCase("403 Forbidden", "answered HTTP 403. Nothing was sent. Check proxysettings")]
    public async Task A_proxy_that_refuses_the_tunnel_is_named(string status, string said)
    {
        await using var proxy = new LoopbackServer(async (socket, stopping) =>
        {
            await socket.ReceiveAsync(new byte[4096], stopping);
            await LoopbackServer.WriteAsync(socket,
                $"HTTP/1.1 {status}\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", stopping);
        });

        var failure = await FailureAsync(new("https://glase.example/soap"), new WebProxy(proxy.Url));

        Assert.Multiple(() =>
        {
            Assert.That((failure.Kind, failure.OutcomeUnknown), Is.EqualTo((GlaseFailureKind.Unreachable, false)));
            Assert.That(failure.Message, Does.Contain($"the shop's proxy did not connect to glase.example: it {said}").And.Not.Contain("firewall"));
        });
    }

    [Test]
    public async Task Where_nobody_listens_the_firewall_is_named()
    {
        Assert.That((await FailureAsync(LoopbackServer.Nobody())).Message, Does.Contain("firewall"));
    }

    private static async Task<GlaseApiException> FailureAsync(Uri url, IWebProxy proxy = null)
    {
        var services = new ServiceCollection().AddGlaseClient();
        if (proxy is not null)
            services.AddHttpClient(nameof(GlaseTransport)).ConfigurePrimaryHttpMessageHandler((handler, _) => ((HttpClientHandler)handler).Proxy = proxy);
        await using var provider = services.BuildServiceProvider();
        try
        {
            await provider.GetRequiredService<IGlaseClient>().SendInvoiceAsync(Calls.Connection with { ServiceUrl = url }, Calls.Invoice);
        }
        catch (GlaseApiException exception)
        {
            return exception;
        }

        throw new AssertionException("The call did not fail.");
    }

    private static X509Certificate2 NewCertificate(string name, int validDays)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-10), now.AddDays(validDays));
    }
}
