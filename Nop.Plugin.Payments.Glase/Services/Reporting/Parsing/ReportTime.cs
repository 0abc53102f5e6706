using System.Globalization;

namespace Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;

/// <summary>
/// Tells the times in a report from its other texts.
/// </summary>
public static class ReportTime
{
    private static readonly string[] _formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>
    /// Reads a time with its offset, as in XML: 2026-11-28T12:00:00+01:00.
    /// </summary>
    /// <param name="text">The text; null for none</param>
    /// <returns>The time (UTC); null when it is none, or does not say in which time zone it is</returns>
    public static DateTime? Parse(string text)
    {
        var hasOffset = text is not null && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > "yyyy-MM-dd".Length);
        return hasOffset && DateTimeOffset.TryParseExact(text, _formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.UtcDateTime
            : null;
    }
}
