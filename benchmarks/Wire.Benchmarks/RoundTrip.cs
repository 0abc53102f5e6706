using System.ServiceModel;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Api.Wire;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Shop.Benchmarks.Common;

namespace Wire.Benchmarks;

/// <summary>
/// A call to a server in another process of this machine, with all that either client does around it.
/// </summary>
public abstract class RoundTrip
{
    private ServiceProvider _services;
    private ChannelFactory<IMerchantContract> _factory;
    private ChildProcess _server;
    private HttpClient _http;
    private readonly byte[] _answer = new byte[4096];

    protected IGlaseClient Client { get; private set; }

    protected GlaseConnection Connection { get; private set; }

    protected IMerchantContract Channel { get; private set; }

    [GlobalSetup]
    public virtual async Task OpenAsync()
    {
        _server = await MinimalGlaseServer.StartAsync();
        var address = _server.Address + MinimalGlaseServer.PaidPath;
        Connection = Sample.Connection(address);
        _services = new ServiceCollection().AddGlaseClient().BuildServiceProvider();
        Client = _services.GetRequiredService<IGlaseClient>();
        _factory = new ChannelFactory<IMerchantContract>(new BasicHttpBinding { MaxReceivedMessageSize = 1024 * 1024 },
            new EndpointAddress(address));
        Channel = _factory.CreateChannel();
        _http = new HttpClient();
    }

    /// <summary>Sends bytes that were written before, and counts those of the answer.</summary>
    protected async Task<int> PostAsync(byte[] request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, Connection.ServiceUrl) { Content = new ByteArrayContent(request) };
        using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        await using var answer = await response.Content.ReadAsStreamAsync();
        var (total, count) = (0, 0);
        do
            total += count = await answer.ReadAsync(_answer);
        while (count > 0);
        return total;
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        ((IClientChannel)Channel).Close();
        _factory.Close();
        _http.Dispose();
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }
}

public class CallSendInvoice : RoundTrip
{
    private SendInvoiceMessage _message;
    private Invoice _bill;
    private byte[] _request;

    [Params(1, 10, 200)]
    public int Rows { get; set; }

    public override Task OpenAsync()
    {
        _message = Sample.Message(Rows);
        _bill = Sample.NewInvoice(Rows);
        _request = Sample.Request(GlaseOperation.SendInvoice, request => WireInvoice.Write(request, _bill, default));
        return base.OpenAsync();
    }

    [Benchmark(Baseline = true)]
    public async Task<string> Wcf() => (await Channel.SendInvoiceAsync(_message)).Return.InvoiceReference;

    [Benchmark]
    public Task<int> Http() => PostAsync(_request);

    [Benchmark]
    public async Task<string> Plugin() => (await Client.SendInvoiceAsync(Connection, _bill)).InvoiceReference;
}

public class CallPaymentStatus : RoundTrip
{
    private readonly byte[] _request = Sample.Request(GlaseOperation.GetPaymentStatus, request =>
    {
        request.Text("invoiceReference"u8, Sample.InvoiceReference);
        request.Value("invoiceVersion"u8, 0);
    });

    [Benchmark(Baseline = true)]
    public async Task<decimal> Wcf() => (await Channel.GetPaymentStatusAsync(Sample.Question())).Return.Receipt.Invoice.TotalAmount.Value;

    [Benchmark]
    public Task<int> Http() => PostAsync(_request);

    [Benchmark]
    public async Task<decimal> Plugin()
    {
        return (await Client.GetPaymentStatusAsync(Connection, Sample.InvoiceReference, 0)).Receipt.PaidAmount.Value;
    }
}
