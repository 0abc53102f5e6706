using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Shop.Benchmarks.Common;

/// <summary>
/// A Glase that answers for any invoice with as little work as possible, so that the machine is left to the
/// shop, and notes when it was asked. The simulator keeps all the rules, but could not answer 5,000 a second on the side.
/// </summary>
internal static class MinimalGlaseServer
{
    public const string Name = "lean-glase";

    /// <summary>Below this path, everything is paid.</summary>
    public const string PaidPath = "/paid";

    private const string Ok = "<resultCode>0</resultCode><resultDescription>SUCCESS</resultDescription>";

    private static readonly byte[] _issued = Answer("sendInvoice",
        "<invoiceQRCode>HTTP://SEQR.SE/R12345</invoiceQRCode><invoiceReference>12345</invoiceReference>");

    private static readonly byte[] _waiting = Answer("getPaymentStatus", "<status>ISSUED</status><version>0</version>");

    /// <summary>PAID, with the receipt.</summary>
    public static readonly byte[] Paid = Answer("getPaymentStatus",
        "<status>PAID</status><receipt><terminalId>demo-terminal</terminalId><paymentDate>2026-03-01T12:00:00Z</paymentDate>" +
        "<clientInvoiceId>1001</clientInvoiceId><invoiceReference>12345</invoiceReference><paymentReference>77</paymentReference>" +
        "<payerTerminalId>46700000000</payerTerminalId><receiverName>Demo shop</receiverName><invoice>" +
        "<title>Demo shop</title><totalAmount><currency>SEK</currency><value>10.45</value></totalAmount></invoice></receipt>" +
        "<version>1</version>");

    private static readonly byte[] _cancelled = Answer("cancelInvoice", "");

    private static readonly ConcurrentDictionary<string, long> _lastAsked = [];
    private static ConcurrentQueue<double> _intervals = [];
    private static int _calls;
    private static int _connections;

    public static Task<ChildProcess> StartAsync() => ChildProcess.StartAsync(Name);

    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(CountConnection)));
        await using var application = builder.Build();
        application.Run(AnswerAsync);
        await application.StartAsync();

        var childCommandLoop = new ChildCommandLoop();
        childCommandLoop.On("calls", () => Task.FromResult(Interlocked.Exchange(ref _calls, 0)));
        childCommandLoop.On("take", () => Task.FromResult(Take()));
        await childCommandLoop.RunAsync(application.Urls.First());
    }

    private static ConnectionDelegate CountConnection(ConnectionDelegate next)
    {
        return async connection =>
        {
            Interlocked.Increment(ref _connections);
            await next(connection);
            Interlocked.Decrement(ref _connections);
        };
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _calls);
        using var reader = new StreamReader(context.Request.Body);
        var answer = Answer(context.Request.Path, await reader.ReadToEndAsync());
        context.Response.ContentType = "text/xml; charset=utf-8";
        context.Response.ContentLength = answer.Length;
        await context.Response.Body.WriteAsync(answer);
    }

    private static byte[] Answer(PathString path, string request)
    {
        if (request.Contains("sendInvoice", StringComparison.Ordinal))
            return _issued;
        if (request.Contains("cancelInvoice", StringComparison.Ordinal))
            return _cancelled;
        if (path.StartsWithSegments(PaidPath))
            return Paid;

        Note(ReferenceIn(request));
        return _waiting;
    }

    private static byte[] Answer(string operation, string fields)
    {
        return Encoding.UTF8.GetBytes(
            "<?xml version='1.0' encoding='UTF-8'?><S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\"><S:Body>" +
            $"<ns2:{operation}Response xmlns:ns2=\"http://external.interfaces.ers.seamless.com/\"><return>" +
            $"<ersReference>2012050100000000000000001</ersReference>{Ok}{fields}</return></ns2:{operation}Response></S:Body></S:Envelope>");
    }

    private static string ReferenceIn(string request)
    {
        const string start = "<invoiceReference>";
        var from = request.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return request[from..request.IndexOf('<', from)];
    }

    private static void Note(string reference)
    {
        var now = Stopwatch.GetTimestamp();
        if (_lastAsked.TryGetValue(reference, out var last))
            _intervals.Enqueue(Stopwatch.GetElapsedTime(last, now).TotalSeconds);
        _lastAsked[reference] = now;
    }

    private static PollStatistics Take()
    {
        var intervals = Interlocked.Exchange(ref _intervals, []);
        var measurements = new Measurements(intervals);
        return new PollStatistics(measurements.Count, measurements.At(0.025), measurements.Median, measurements.At(0.975),
            intervals.Count(interval => interval is >= 0.75 and <= 1.25) / (double)Math.Max(1, measurements.Count), Volatile.Read(ref _connections));
    }

    /// <summary>
    /// The polls since they were last taken.
    /// </summary>
    /// <param name="Count">How many</param>
    /// <param name="Low">Seconds between two about one invoice, which 2.5 % fall short of</param>
    /// <param name="Median">The same, in the middle</param>
    /// <param name="High">Which 2.5 % exceed</param>
    /// <param name="Punctual">The share that came 1 s ± 0.25 s after the one before</param>
    /// <param name="Connections">How many connections are open now</param>
    internal sealed record PollStatistics(int Count, double Low, double Median, double High, double Punctual, int Connections)
    {
        public override string ToString()
        {
            return string.Create(CultureInfo.InvariantCulture,
                $"{Low:0.00}–{High:0.00} s apart (95 %), median {Median:0.000} s, {Punctual:0.0 %} within 1 s ± 0.25 s, on {Connections} connections");
        }
    }
}
