using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Security;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Tests.Faults;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

/// <summary>
/// No connection comes about: the message names the reason and the remedy, with real servers on this machine. The cases are a table of
/// docs/faults.md.
/// </summary>
public class ConnectionProblemTests
{
    private static IEnumerable<TestCaseData> Lines()
    {
        return CallTables.Connections.Select(line => new TestCaseData(line).SetArgDisplayNames(line["Fault"]));
    }

    [TestCaseSource(nameof(Lines))]
    public async Task The_log_says_why_there_is_no_connection(object line)
    {
        var row = (FaultTableRow)line;

        var failure = await FailureAsync(row["Fault"]);

        Assert.Multiple(() =>
        {
            Assert.That(failure.Kind.ToString(), Is.EqualTo(row["Failure"]));
            Assert.That(failure.OutcomeUnknown, Is.EqualTo(row.IsYes("Outcome unknown")));
            Assert.That(failure.Message, Does.Contain(row["The log says"]));
            // What has another reason is not blamed on the firewall.
            Assert.That(failure.Message.Contains("firewall", StringComparison.Ordinal), Is.EqualTo(row["The log says"].Contains("firewall", StringComparison.Ordinal)));
        });
    }

    private static Task<GlaseApiException> FailureAsync(string fault)
    {
        return fault switch
        {
            "untrusted certificate" => WithCertificateAsync("localhost", 365),
            "certificate of another name" => WithCertificateAsync("shop.example.com", 365),
            "expired certificate" => WithCertificateAsync("localhost", -1),
            "no TLS" => WithoutTlsAsync(),
            "unknown name" => FailureAsync(new Uri("https://no-such-host.invalid/soap")),
            "proxy 407" => WithProxyAsync("407 Proxy Authentication Required"),
            "proxy 403" => WithProxyAsync("403 Forbidden"),
            "proxy settings" => FailureAsync(LoopbackServer.Nobody(), configure: services => services.AddScoped<ProxySettings>(_ => throw new TimeoutException())),
            CallTables.Nobody => FailureAsync(LoopbackServer.Nobody()),
            _ => throw new FormatException($"docs/faults.md: there is no connection fault \"{fault}\".")
        };
    }

    private static async Task<GlaseApiException> WithCertificateAsync(string name, int validDays)
    {
        using var certificate = NewCertificate(name, validDays);
        await using var server = new LoopbackServer(async (socket, stopping) =>
        {
            await using var tls = new SslStream(new NetworkStream(socket));
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stopping);
            Assert.That(await tls.ReadAsync(new byte[1], stopping), Is.Zero, "the client closes what it does not trust");
        });
        return await FailureAsync(new Uri($"https://localhost:{server.Url.Port}/soap"));
    }

    private static async Task<GlaseApiException> WithoutTlsAsync()
    {
        await using var server = new LoopbackServer(async (socket, stopping) =>
        {
            await socket.ReceiveAsync(new byte[1024], stopping);
            await LoopbackServer.WriteAsync(socket, "HTTP/1.1 400 Bad Request\r\n\r\n", stopping);
        });
        return await FailureAsync(new Uri($"https://localhost:{server.Url.Port}/soap"));
    }

    private static async Task<GlaseApiException> WithProxyAsync(string status)
    {
        await using var proxy = new LoopbackServer(async (socket, stopping) =>
        {
            await socket.ReceiveAsync(new byte[4096], stopping);
            await LoopbackServer.WriteAsync(socket,
                $"HTTP/1.1 {status}\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", stopping);
        });
        return await FailureAsync(new Uri("https://glase.example/soap"), services => services.AddScoped(_ => SettingsOf(proxy.Url)));
    }

    private static async Task<GlaseApiException> FailureAsync(Uri url, Action<IServiceCollection> configure = null)
    {
        var services = new ServiceCollection().AddGlaseClient();
        configure?.Invoke(services);
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

    private static ProxySettings SettingsOf(Uri proxy)
    {
        return new ProxySettings { Enabled = true, Address = proxy.Host, Port = proxy.Port.ToString(CultureInfo.InvariantCulture) };
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
