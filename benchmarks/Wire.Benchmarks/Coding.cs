using BenchmarkDotNet.Attributes;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Api.Wire;
using Shop.Benchmarks.Common;

namespace Wire.Benchmarks;

/// <summary>
/// From a bill to the bytes of its request.
/// </summary>
public class EncodeInvoice
{
    private readonly WcfCodec<SendInvoiceMessage, SendInvoiceResult> _wcf = new();
    private readonly GlaseConnection _connection = Sample.Connection("http://localhost/");

    [Params(1, 10, 200)]
    public int Rows { get; set; }

    [Benchmark(Baseline = true)]
    public int Wcf() => _wcf.Encode(Sample.Message(Rows));

    [Benchmark]
    public int Plugin()
    {
        using var buffer = SoapEnvelope.Write(new SendInvoiceRequest
        {
            Context = WireContext.For(GlaseOperation.SendInvoice, _connection, "0123456789abcdef01234567"),
            Invoice = WireInvoice.From(Sample.Bill(Rows), TimeProvider.System)
        });
        return (int)buffer.Length;
    }
}

/// <summary>
/// From the bytes of an answer to what it says: PAID, with the receipt.
/// </summary>
public class DecodeStatus
{
    private readonly WcfCodec<PaymentStatusMessage, PaymentStatusResult> _wcf = new();

    [Benchmark(Baseline = true)]
    public object Wcf() => _wcf.Decode(LeanGlase.Paid).Return.Receipt.Invoice.TotalAmount.Value;

    [Benchmark]
    public object Plugin()
    {
        using var buffer = new PooledBuffer(LeanGlase.Paid.Length);
        buffer.Write(LeanGlase.Paid);
        var answer = SoapEnvelope.Read<PaymentStatusReturn>(GlaseOperation.GetPaymentStatus, buffer);
        return answer.ToResponse(0, "").Receipt.PaidAmount.Value;
    }
}
