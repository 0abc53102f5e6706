using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Writes what a request says as elements in UTF-8, in the order in which they are written, which Glase's schema prescribes. What is
/// null is left out. Written by hand, because invoices are long and a shop asks about each open one every second.
/// </summary>
internal sealed class RequestWriter
{
    public const int UsualSize = 4 * 1024;

    /// <summary>
    /// A decimal has 29 digits at most, a moment 24 characters.
    /// </summary>
    private const int MostDigits = 64;

    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Those with a meaning in XML, and those that it cannot carry as they are.
    private static readonly SearchValues<char> _special = SearchValues.Create(
        ['<', '>', '&', '\uFFFE', '\uFFFF', .. Enumerable.Range(0, ' ').Select(code => (char)code).Except(['\t', '\n'])]);

    private readonly PooledBuffer _buffer;

    /// <param name="size">How many bytes are likely to be written; more are taken when they are needed</param>
    public RequestWriter(int size = UsualSize)
        : this(new PooledBuffer(size))
    {
    }

    public RequestWriter(PooledBuffer buffer)
    {
        _buffer = buffer;
    }

    public PooledBuffer Buffer => _buffer;

    public void Open(ReadOnlySpan<byte> name)
    {
        var tag = _buffer.GetSpan(name.Length + 2);
        tag[0] = (byte)'<';
        name.CopyTo(tag[1..]);
        tag[name.Length + 1] = (byte)'>';
        _buffer.Advance(name.Length + 2);
    }

    public void Close(ReadOnlySpan<byte> name)
    {
        var tag = _buffer.GetSpan(name.Length + 3);
        tag[0] = (byte)'<';
        tag[1] = (byte)'/';
        name.CopyTo(tag[2..]);
        tag[name.Length + 2] = (byte)'>';
        _buffer.Advance(name.Length + 3);
    }

    public void Text(ReadOnlySpan<byte> name, string text)
    {
        if (text is null)
            return;

        if (text.Length == 0)
        {
            Empty(name);
            return;
        }

        Open(name);
        Escape(text);
        Close(name);
    }

    /// <param name="name">The element</param>
    /// <param name="value">A whole number or a moment</param>
    /// <param name="format">How it is written; the invariant culture's way whatever that of the thread</param>
    public void Value<T>(ReadOnlySpan<byte> name, T value, ReadOnlySpan<char> format = default) where T : IUtf8SpanFormattable
    {
        Open(name);
        _buffer.Advance(Format(value, format));
        Close(name);
    }

    /// <param name="name">The element</param>
    /// <param name="value">Written without zeros at the end</param>
    public void Number(ReadOnlySpan<byte> name, decimal value)
    {
        Open(name);
        _buffer.Advance(WireNumber.Write(value, _buffer.GetSpan(MostDigits)));
        Close(name);
    }

    /// <exception cref="ArgumentException">The amount has more than two decimals, or no currency</exception>
    public void Amount(ReadOnlySpan<byte> name, Amount amount)
    {
        if (amount is null)
            return;

        ArgumentException.ThrowIfNullOrWhiteSpace(amount.Currency, nameof(amount));
        Open(name);
        Text("currency"u8, amount.Currency);
        Number("value"u8, WireNumber.Money(amount.Value));
        Close(name);
    }

    public void Bytes(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        if (data.Length == 0)
        {
            Empty(name);
            return;
        }

        Open(name);
        Base64.EncodeToUtf8(data, _buffer.GetSpan(Base64.GetMaxEncodedToUtf8Length(data.Length)), out _, out var written);
        _buffer.Advance(written);
        Close(name);
    }

    private int Format<T>(T value, ReadOnlySpan<char> format) where T : IUtf8SpanFormattable
    {
        return value.TryFormat(_buffer.GetSpan(MostDigits), out var written, format, CultureInfo.InvariantCulture)
            ? written
            : throw new ArgumentException("It is longer than any number or moment that Glase takes.", nameof(value));
    }

    private void Empty(ReadOnlySpan<byte> name)
    {
        Open(name);
        // The tag is there already: <name> becomes <name/>.
        _buffer.GetSpan(1)[0] = (byte)'>';
        _buffer.Array[_buffer.Length - 1] = (byte)'/';
        _buffer.Advance(1);
    }

    private void Escape(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(_special) is >= 0 and var next)
        {
            Encode(text[..next]);
            _buffer.Write(text[next] switch
            {
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                '&' => "&amp;"u8,
                _ => throw new ArgumentException("A text holds a character that XML cannot carry.", nameof(text))
            });
            text = text[(next + 1)..];
        }

        Encode(text);
    }

    private void Encode(ReadOnlySpan<char> text)
    {
        _buffer.Advance(_utf8.GetBytes(text, _buffer.GetSpan(_utf8.GetMaxByteCount(text.Length))));
    }
}
