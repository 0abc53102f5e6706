using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;

namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// Exercises the client over connections in memory so that it is compiled before the first request.
/// </summary>
internal sealed class GlaseClientWarmUp : IDisposable
{
    /// <summary>
    /// An address that nobody has. Nobody asks for it either.
    /// </summary>
    public const string ServiceUrl = "http://nowhere.invalid/";

    private const string Anything = "0";

    private static readonly GlaseConnection _connection = new()
    {
        ServiceUrl = new Uri(ServiceUrl),
        ClientId = Anything,
        TerminalId = Anything,
        Password = Anything
    };

    private readonly SampleMeters _meters = new();
    private readonly ActivitySource _activities = new(nameof(GlaseClientWarmUp));
    private readonly HttpMessageInvoker _network;

    public GlaseClientWarmUp(IOptions<GlaseClientOptions> options, TimeProvider timeProvider)
    {
        _network = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = static (_, _) => ConnectAsync(),
            // Neither metrics nor traces: nobody was called.
            MeterFactory = _meters,
            ActivityHeadersPropagator = null
        });
        Client = new GlaseClient(() => new GlaseTransport(_network, options), new GlaseResilience(options, timeProvider),
            new GlaseClientMetrics(_meters.Create(nameof(GlaseClientWarmUp)), _activities), timeProvider);
    }

    /// <summary>
    /// Gets a client that calls nobody, and whose calls succeed.
    /// </summary>
    public IGlaseClient Client { get; }

    public async Task RunAsync()
    {
        var amount = new Amount(1m, "EUR");
        var invoice = new Invoice
        {
            Title = Anything,
            TotalAmount = amount,
            Rows = [new InvoiceRow { Description = Anything, Quantity = 1m, TotalAmount = amount }]
        };

        await Client.SendInvoiceAsync(_connection, invoice);
        await Client.GetPaymentStatusAsync(_connection, Anything, 0);
        await Client.UpdateInvoiceAsync(_connection, Anything, invoice);
        await Client.CancelInvoiceAsync(_connection, Anything);
    }

    public void Dispose()
    {
        _network.Dispose();
        _meters.Dispose();
        _activities.Dispose();
    }

    // Connecting takes its time too.
    private static async ValueTask<Stream> ConnectAsync()
    {
        await Task.Yield();
        return new SampleConnection();
    }
}
