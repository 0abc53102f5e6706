using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Answers in another encoding than the reader of XML knows, which are UTF-8 and UTF-16 only.
/// </summary>
internal static partial class ResponseEncoding
{
    private const int MaxDeclarationLength = 200;

    /// <summary>
    /// Makes an answer UTF-8, unless it is UTF-16, which the reader detects by its first bytes.
    /// </summary>
    /// <remarks>
    /// What is valid as UTF-8 is UTF-8, whatever the header or the XML declaration says: servers add a default such as ISO 8859-1, and no text
    /// in that is valid as UTF-8 by chance.
    /// </remarks>
    /// <param name="answer">The answer; disposed when another buffer is returned</param>
    /// <param name="type">The header that may name an encoding; null for none</param>
    /// <returns>The answer to read: the same buffer, or another one</returns>
    /// <exception cref="UnreadableResponseException">It declares an encoding that is not known; the answer is disposed</exception>
    public static PooledBuffer ToUtf8(PooledBuffer answer, MediaTypeHeaderValue type)
    {
        var bytes = answer.Array.AsSpan(0, answer.Length);
        if (InvalidXmlBytes.IsUtf16(bytes))
            return answer;

        var declaration = bytes[..Math.Min(bytes.Length, MaxDeclarationLength)];
        var end = declaration.StartsWith("<?xml"u8) ? declaration.IndexOf("?>"u8) : -1;
        var declared = end < 0 || SaysUtf8(declaration[..end]) ? null : FindDeclared(declaration[..end]);
        // The reader refuses a declaration that it does not know, also of an answer which it could read, and takes long for others.
        if (end >= 0)
            declaration[..(end + 2)].Fill((byte)' ');

        if (Utf8.IsValid(bytes))
            return answer;

        var named = type?.CharSet?.Trim('"');
        if ((Find(named) ?? Find(declared)) is not { } encoding)
        {
            // The reader tells the fields that can be relied on from those that are damaged.
            if (IsUnicode(named ?? declared ?? "utf-8"))
                return answer;

            answer.Dispose();
            throw new UnreadableResponseException("it declares an encoding that the shop does not know");
        }

        var converted = new PooledBuffer(2 * answer.Length);
        Encoding.UTF8.GetBytes(encoding.GetString(bytes), converted);
        answer.Dispose();
        return converted;
    }

    // As nearly all answers do, without the regular expression's cost.
    private static bool SaysUtf8(ReadOnlySpan<byte> declaration)
    {
        return declaration.IndexOf("\"UTF-8\""u8) >= 0 || declaration.IndexOf("'UTF-8'"u8) >= 0
            || declaration.IndexOf("\"utf-8\""u8) >= 0 || declaration.IndexOf("'utf-8'"u8) >= 0;
    }

    private static string FindDeclared(ReadOnlySpan<byte> declaration)
    {
        return Declared().Match(Encoding.Latin1.GetString(declaration)) is { Success: true } match ? match.Groups[1].Value : null;
    }

    private static bool IsUnicode(string name) => name.StartsWith("utf", StringComparison.OrdinalIgnoreCase);

    private static Encoding Find(string name)
    {
        return name?.ToLowerInvariant() switch
        {
            // As browsers do: what is called ISO 8859-1 may have the euro sign and the quotes of Windows.
            "iso-8859-1" or "iso8859-1" or "iso_8859-1" or "latin1" or "us-ascii" or "windows-1252" or "cp1252" =>
                CodePagesEncodingProvider.Instance.GetEncoding(1252),
            "iso-8859-15" or "latin9" => CodePagesEncodingProvider.Instance.GetEncoding(28605),
            _ => null
        };
    }

    [GeneratedRegex("encoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Declared();
}
