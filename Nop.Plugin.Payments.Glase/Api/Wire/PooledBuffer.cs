using System.Buffers;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Bytes written into a rented array that grows as needed. Disposing gives the array back, emptied.
/// </summary>
internal sealed class PooledBuffer : Stream
{
    private byte[] _array;
    private int _length;

    public PooledBuffer(int capacity)
    {
        _array = ArrayPool<byte>.Shared.Rent(capacity);
    }

    public byte[] Array => _array;

    public ReadOnlyMemory<byte> Written => _array.AsMemory(0, _length);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <summary>
    /// Room for the next bytes; at least one.
    /// </summary>
    public Memory<byte> Free()
    {
        Reserve(1);
        return _array.AsMemory(_length);
    }

    public void Advance(int count)
    {
        _length += count;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        Write(buffer.AsSpan(offset, count));
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Reserve(buffer.Length);
        buffer.CopyTo(_array.AsSpan(_length));
        _length += buffer.Length;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && _array is { } array)
        {
            _array = null;
            Return(array);
        }

        base.Dispose(disposing);
    }

    private void Reserve(int count)
    {
        if (_array.Length - _length >= count)
            return;

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_array.Length * 2, _length + count));
        Written.Span.CopyTo(larger);
        Return(_array);
        _array = larger;
    }

    private void Return(byte[] array)
    {
        array.AsSpan(0, _length).Clear();
        ArrayPool<byte>.Shared.Return(array);
    }
}
