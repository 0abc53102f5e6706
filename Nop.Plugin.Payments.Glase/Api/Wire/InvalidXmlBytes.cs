using System.Buffers;
using System.Text;
using System.Text.Unicode;
using System.Xml;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// What no XML can hold as it is, such as a control character or bytes that are not UTF-8. The reader gives the whole answer up for
/// one of them, whether anybody reads the text around it or not.
/// </summary>
internal static class InvalidXmlBytes
{
    /// <summary>
    /// What replaces each such byte: DEL, the one control character that the reader takes for text. No markup and
    /// nothing that decides something has it.
    /// </summary>
    public const char Substitute = '\u007F';

    private static readonly SearchValues<byte> _controls =
        SearchValues.Create([0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]);

    /// <summary>
    /// Puts the substitute in their places. An answer in UTF-16 is left as it is.
    /// </summary>
    public static void Replace(Span<byte> answer)
    {
        if (IsUtf16(answer) || !HasAny(answer))
            return;

        for (var rest = answer; !rest.IsEmpty;)
        {
            var status = Rune.DecodeFromUtf8(rest, out var rune, out var length);
            if (status != OperationStatus.Done || rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value))
                rest[..length].Fill((byte)Substitute);
            rest = rest[length..];
        }
    }

    private static bool HasAny(ReadOnlySpan<byte> answer)
    {
        return answer.ContainsAny(_controls) || !Utf8.IsValid(answer)
            || answer.IndexOf("\uFFFE"u8) >= 0 || answer.IndexOf("\uFFFF"u8) >= 0;
    }

    // By its byte order mark, or because it begins with a character of which half is nothing.
    public static bool IsUtf16(ReadOnlySpan<byte> answer)
    {
        return answer is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] or [0, _, ..] or [_, 0, ..];
    }
}
