using System.Globalization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Moments as Glase writes them: ISO 8601, in UTC, whatever the calendar of the thread.
/// </summary>
internal static class WireDate
{
    public const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <param name="moment">Taken for UTC unless it is a local time</param>
    public static DateTime Utc(DateTime moment)
    {
        return moment.Kind == DateTimeKind.Local ? moment.ToUniversalTime() : moment;
    }

    /// <returns>UTC; null for what is no date: nothing but a display hangs on it</returns>
    public static DateTime? Read(string text)
    {
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
            | DateTimeStyles.AllowLeadingWhite | DateTimeStyles.AllowTrailingWhite;
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, styles, out var moment) ? moment : null;
    }
}
