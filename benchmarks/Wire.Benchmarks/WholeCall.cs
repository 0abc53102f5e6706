using System.ServiceModel;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Shop.Benchmarks.Common;

namespace Wire.Benchmarks;

/// <summary>
/// A call to a server in another process of this machine, with all that either client does around it.
/// </summary>
public abstract class WholeCall
{
    private ServiceProvider _services;
    private ChannelFactory<IMerchantContract> _factory;
    private Child _server;

    protected IGlaseClient Client { get; private set; }

    protected GlaseConnection Connection { get; private set; }

    protected IMerchantContract Channel { get; private set; }

    [GlobalSetup]
    public virtual async Task OpenAsync()
    {
        _server = await LeanGlase.StartAsync();
        var address = _server.Address + LeanGlase.PaidPath;
        Connection = Sample.Connection(address);
        _services = new ServiceCollection().AddGlaseClient().BuildServiceProvider();
        Client = _services.GetRequiredService<IGlaseClient>();
        _factory = new ChannelFactory<IMerchantContract>(new BasicHttpBinding { MaxReceivedMessageSize = 1024 * 1024 },
            new EndpointAddress(address));
        Channel = _factory.CreateChannel();
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        ((IClientChannel)Channel).Close();
        _factory.Close();
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }
}

public class CallSendInvoice : WholeCall
{
    private SendInvoiceMessage _message;
    private Invoice _bill;

    [Params(1, 10, 200)]
    public int Rows { get; set; }

    public override Task OpenAsync()
    {
        _message = Sample.Message(Rows);
        _bill = Sample.Bill(Rows);
        return base.OpenAsync();
    }

    [Benchmark(Baseline = true)]
    public async Task<string> Wcf() => (await Channel.SendInvoiceAsync(_message)).Return.InvoiceReference;

    [Benchmark]
    public async Task<string> Plugin() => (await Client.SendInvoiceAsync(Connection, _bill)).InvoiceReference;
}

public class CallPaymentStatus : WholeCall
{
    [Benchmark(Baseline = true)]
    public async Task<decimal> Wcf() => (await Channel.GetPaymentStatusAsync(Sample.Question())).Return.Receipt.Invoice.TotalAmount.Value;

    [Benchmark]
    public async Task<decimal> Plugin()
    {
        return (await Client.GetPaymentStatusAsync(Connection, Sample.InvoiceReference, 0)).Receipt.PaidAmount.Value;
    }
}
