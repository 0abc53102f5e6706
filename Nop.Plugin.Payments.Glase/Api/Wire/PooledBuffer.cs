using System.Buffers;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Bytes written into a rented array that grows as needed. Disposing gives the array back, emptied.
/// </summary>
internal sealed class PooledBuffer(int capacity) : IBufferWriter<byte>, IDisposable
{
    private byte[] _array = ArrayPool<byte>.Shared.Rent(capacity);

    public int Length { get; private set; }

    public byte[] Array => _array;

    public ReadOnlyMemory<byte> Written => _array.AsMemory(0, Length);

    public Memory<byte> GetMemory(int sizeHint = 1)
    {
        Reserve(sizeHint);
        return _array.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 1)
    {
        Reserve(sizeHint);
        return _array.AsSpan(Length);
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _array.Length - Length);
        Length += count;
    }

    public void Dispose()
    {
        if (_array is not { } array)
            return;

        _array = null;
        Return(array);
    }

    private void Reserve(int count)
    {
        if (_array.Length - Length >= Math.Max(count, 1))
            return;

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_array.Length * 2, Length + count));
        Written.Span.CopyTo(larger);
        Return(_array);
        _array = larger;
    }

    private void Return(byte[] array)
    {
        array.AsSpan(0, Length).Clear();
        ArrayPool<byte>.Shared.Return(array);
    }
}
