using System.Globalization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Numbers as Glase writes them, whatever the culture of the thread: '.' before the decimals, never grouped.
/// </summary>
internal static class WireNumber
{
    private const int MoneyDecimals = 2;
    private const int QuantityDecimals = 4;

    public static bool IsMoney(decimal value) => decimal.Round(value, MoneyDecimals) == value;

    public static decimal RoundMoney(decimal value) => decimal.Round(value, MoneyDecimals, MidpointRounding.AwayFromZero);

    /// <returns>The same value</returns>
    /// <exception cref="ArgumentException">It has more decimals than Glase takes</exception>
    public static decimal Money(decimal value)
    {
        return IsMoney(value)
            ? value
            : throw new ArgumentException("Glase takes at most two decimals: the amount has to be rounded before.", nameof(value));
    }

    public static decimal Quantity(decimal value) => decimal.Round(value, QuantityDecimals, MidpointRounding.AwayFromZero);

    public static decimal WholePercent(decimal value) => decimal.Round(value, 0, MidpointRounding.AwayFromZero);

    public static decimal ReadDecimal(string text, string field)
    {
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint
            | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        return decimal.TryParse(text, styles, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new UnreadableResponseException($"its {field} is not a number");
    }

    public static int ReadInt(string text, string field)
    {
        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new UnreadableResponseException(
                string.IsNullOrWhiteSpace(text) ? $"it has no {field}" : $"its {field} is not a number");
    }
}
