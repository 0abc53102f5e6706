using System.Text;
using System.Text.RegularExpressions;
using Nop.Plugin.Payments.Glase.Api.Wire;

namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// Sanitizes a server's fault message for display: one line, truncated, without passwords, quoted text, email addresses,
/// long numbers and markup.
/// </summary>
internal static partial class FaultMessage
{
    private const int MaxLength = 200;
    private const string Hidden = "***";

    public static string Sanitize(string text, GlaseConnection connection)
    {
        var harmless = new StringBuilder(WireText.Clean(text, 10 * MaxLength));
        foreach (var secret in new[] { connection.Password, connection.ShopPassword })
            if (!string.IsNullOrEmpty(secret))
                harmless.Replace(secret, Hidden);

        var line = Markup().Replace(harmless.ToString(), " ");
        line = Quoted().Replace(line, Hidden);
        line = EmailOrLongNumber().Replace(line, Hidden);
        line = WhiteSpace().Replace(line, " ").Trim();
        return WireText.Clean(line, MaxLength);
    }

    [GeneratedRegex("<[^>]*>?", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Markup();

    // An apostrophe within a word opens no quotation.
    [GeneratedRegex(@"""[^""]*""?|(?<!\w)'[^']*'?", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[^\s@]+@[^\s@]+|\d{6,}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex EmailOrLongNumber();

    [GeneratedRegex(@"[\s\p{C}]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex WhiteSpace();
}
