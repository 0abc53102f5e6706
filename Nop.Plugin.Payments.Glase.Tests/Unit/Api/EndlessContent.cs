using System.Net;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

/// <summary>
/// A body that goes on for as long as anybody reads it, and counts how much that was.
/// </summary>
internal sealed class EndlessContent : HttpContent
{
    private readonly EndlessStream _stream = new();

    public EndlessContent(long? announced)
    {
        Headers.ContentLength = announced;
    }

    public long BytesRead => _stream.BytesRead;

    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(_stream);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext context) =>
        throw new InvalidOperationException("The body must not be buffered.");

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private sealed class EndlessStream : Stream
    {
        public long BytesRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var chunk = Math.Min(count, 64 * 1024);
            buffer.AsSpan(offset, chunk).Fill((byte)' ');
            BytesRead += chunk;
            return chunk;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
