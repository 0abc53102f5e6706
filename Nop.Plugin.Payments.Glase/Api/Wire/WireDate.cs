using System.Globalization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Moments as Glase writes them: ISO 8601, in UTC, whatever the calendar of the thread.
/// </summary>
internal static class WireDate
{
    /// <param name="moment">Taken for UTC unless it is a local time</param>
    public static string Write(DateTime moment)
    {
        var utc = moment.Kind == DateTimeKind.Local ? moment.ToUniversalTime() : moment;
        return utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }

    /// <returns>UTC; null for what is no date: nothing but a display hangs on it</returns>
    public static DateTime? Read(string text)
    {
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
            | DateTimeStyles.AllowLeadingWhite | DateTimeStyles.AllowTrailingWhite;
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, styles, out var moment) ? moment : null;
    }
}
