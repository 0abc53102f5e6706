using System.Globalization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Numbers as Glase writes them, whatever the culture of the thread: '.' before the decimals, never grouped.
/// </summary>
internal static class WireNumber
{
    public static string Money(decimal value)
    {
        if (decimal.Round(value, 2) != value)
            throw new ArgumentException("Glase takes at most two decimals: the amount has to be rounded before.", nameof(value));

        return value.ToString("0.##", CultureInfo.InvariantCulture);
    }

    public static string Quantity(decimal value)
    {
        return value.ToString("0.####", CultureInfo.InvariantCulture);
    }

    public static string WholePercent(decimal value)
    {
        return decimal.Round(value, 0, MidpointRounding.AwayFromZero).ToString("0", CultureInfo.InvariantCulture);
    }

    public static string Seconds(TimeSpan value)
    {
        return ((long)value.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }

    public static decimal ReadDecimal(string text, string field)
    {
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint
            | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        return decimal.TryParse(text, styles, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new UnreadableAnswerException($"its {field} is not a number");
    }

    public static int ReadInt(string text, string field)
    {
        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new UnreadableAnswerException(
                string.IsNullOrWhiteSpace(text) ? $"it has no {field}" : $"its {field} is not a number");
    }
}
