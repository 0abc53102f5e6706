using System.IO.Pipelines;
using System.Net;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

/// <summary>
/// A body that begins well and then stops without ending.
/// </summary>
internal sealed class StalledContent : HttpContent
{
    private readonly Pipe _pipe = new();

    protected override async Task<Stream> CreateContentReadStreamAsync()
    {
        await _pipe.Writer.WriteAsync("<?xml"u8.ToArray());
        return _pipe.Reader.AsStream();
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext context) =>
        throw new InvalidOperationException("The body must not be buffered.");

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
