using System.Net;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// A request's body. Knows whether any of it may have left this machine.
/// </summary>
internal sealed class SoapContent : HttpContent
{
    private readonly PooledBuffer _body;
    private bool _sent;

    public SoapContent(PooledBuffer body)
    {
        _body = body;
        Headers.TryAddWithoutValidation("Content-Type", "text/xml; charset=utf-8");
    }

    /// <summary>
    /// True once a connection was open and the body was written to it: from then on the server may act.
    /// </summary>
    public bool Started { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext context)
    {
        return SerializeToStreamAsync(stream, context, CancellationToken.None);
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext context,
        CancellationToken cancellationToken)
    {
        Started = true;
        await stream.WriteAsync(_body.Written, cancellationToken);
        _sent = true;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        // An abandoned write may still read the array: then it must not go back to the pool.
        if (disposing && _sent)
            _body.Dispose();

        base.Dispose(disposing);
    }
}
