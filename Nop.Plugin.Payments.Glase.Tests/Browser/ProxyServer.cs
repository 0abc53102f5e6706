using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// A proxy in front of a shop, as Debian packages it, on a free port and with a folder that goes with it. A machine without it skips the
/// tests and says why; with GLASE_REQUIRE_PROGRAMS=1 they fail.
/// </summary>
internal sealed class ProxyServer : IDisposable
{
    private static readonly TimeSpan _startTime = TimeSpan.FromSeconds(30);
    private readonly string _folder = Directory.CreateTempSubdirectory("glase-proxy-").FullName;
    private readonly Process _process;

    private ProxyServer(string program, string scheme, Func<string, int, string> configure, Func<string, string[]> arguments)
    {
        if (!File.Exists(program))
            throw MissingServer.Because($"There is no {program}; on Debian: apt-get install {Path.GetFileName(program)}.");

        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            BaseUri = new Uri($"{scheme}://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        }

        var configuration = Path.Combine(_folder, "proxy.conf");
        File.WriteAllText(configuration, configure(_folder, BaseUri.Port));
        _process = Process.Start(new ProcessStartInfo("sh",
            ["-c", "exec \"$0\" \"$@\" > /dev/null 2>&1", program, .. arguments(configuration)]));
        var started = TimeProvider.System.GetTimestamp();
        while (!IsReady())
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(started) > _startTime)
                throw new InvalidOperationException($"{program} did not start.");
            Thread.Sleep(50);
        }
    }

    /// <summary>
    /// Where browsers reach the shop.
    /// </summary>
    public Uri BaseUri { get; }

    /// <summary>
    /// HAProxy that ends TLS, tells the shop nothing of it, and compresses what it passes on.
    /// </summary>
    public static ProxyServer HaProxy(Uri shop)
    {
        return new ProxyServer("/usr/sbin/haproxy", Uri.UriSchemeHttps, (folder, port) =>
        {
            var certificate = Path.Combine(folder, "localhost.pem");
            File.WriteAllText(certificate, SelfSigned());
            return $"""
                defaults
                  mode http
                  timeout connect 5s
                  timeout client 60s
                  timeout server 60s
                frontend browsers
                  bind 127.0.0.1:{port} ssl crt {certificate}
                  default_backend shop
                backend shop
                  compression algo gzip
                  compression type text/html text/plain text/event-stream
                  server shop {shop.Host}:{shop.Port}

                """;
        }, configuration => ["-f", configuration]);
    }

    /// <summary>
    /// nginx as its documentation's shortest example has it: the shop is asked by its own address, not by the browser's.
    /// </summary>
    public static ProxyServer Nginx(Uri shop)
    {
        return new ProxyServer("/usr/sbin/nginx", Uri.UriSchemeHttp, (folder, port) => $$"""
            daemon off;
            pid {{folder}}/nginx.pid;
            error_log {{folder}}/error.log;
            events {}
            http {
              access_log off;
              client_body_temp_path {{folder}}/body;
              proxy_temp_path {{folder}}/proxy;
              fastcgi_temp_path {{folder}}/fastcgi;
              uwsgi_temp_path {{folder}}/uwsgi;
              scgi_temp_path {{folder}}/scgi;
              server {
                listen 127.0.0.1:{{port}};
                location / { proxy_pass http://{{shop.Host}}:{{shop.Port}}; }
              }
            }

            """, configuration => ["-c", configuration]);
    }

    /// <summary>
    /// Has the proxy's process hang: connections stay open, and nothing comes through.
    /// </summary>
    public void Suspend() => Signal("STOP");

    public void Resume() => Signal("CONT");

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static string SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    private bool IsReady()
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, BaseUri.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
