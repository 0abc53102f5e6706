using BenchmarkDotNet.Attributes;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Api.Wire;
using Shop.Benchmarks.Common;

namespace Wire.Benchmarks;

/// <summary>
/// From an invoice to the bytes of its request.
/// </summary>
public class EncodeInvoice
{
    private readonly WcfCodec<SendInvoiceMessage, SendInvoiceResult> _wcf = new();
    private readonly GlaseConnection _connection = Sample.Connection("http://localhost/");
    private SendInvoiceMessage _message;
    private Invoice _bill;

    [Params(1, 10, 200)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _message = Sample.Message(Rows);
        _bill = Sample.NewInvoice(Rows);
    }

    [Benchmark(Baseline = true)]
    public int Wcf() => _wcf.Encode(_message);

    [Benchmark]
    public int Plugin()
    {
        var request = new RequestWriter();
        using var arguments = request.Buffer;
        WireInvoice.Write(request, _bill, default);
        using var envelope = SoapEnvelope.Write(GlaseOperation.SendInvoice, _connection, "0123456789abcdef01234567", arguments);
        return envelope.Length;
    }
}

/// <summary>
/// From the bytes of an answer to what it says: PAID, with the receipt.
/// </summary>
public class DecodeStatus
{
    private readonly WcfCodec<PaymentStatusMessage, PaymentStatusResult> _wcf = new();

    [Benchmark(Baseline = true)]
    public object Wcf() => _wcf.Decode(MinimalGlaseServer.Paid).Return.Receipt.Invoice.TotalAmount.Value;

    [Benchmark]
    public object Plugin()
    {
        using var buffer = new PooledBuffer(MinimalGlaseServer.Paid.Length);
        MinimalGlaseServer.Paid.CopyTo(buffer.GetSpan(MinimalGlaseServer.Paid.Length));
        buffer.Advance(MinimalGlaseServer.Paid.Length);
        var answer = SoapEnvelope.Read<PaymentStatusReturn>(GlaseOperation.GetPaymentStatus, buffer);
        return answer.ToResponse(0, "").Receipt.PaidAmount.Value;
    }
}
