using System.Globalization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Numbers as Glase writes them, whatever the culture of the thread: '.' before the decimals, never grouped.
/// </summary>
internal static class WireNumber
{
    private const int MoneyDecimals = 2;
    private const int QuantityDecimals = 4;

    private static readonly ulong[] _powersOfTen = [1, 10, 100, 1_000, 10_000];

    public static bool IsMoney(decimal value) => value.Scale <= MoneyDecimals || decimal.Round(value, MoneyDecimals) == value;

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

    /// <summary>
    /// Writes a value without zeros at the end. Invoices have many of them, and .NET's formatting takes three times as long for amounts and
    /// quantities.
    /// </summary>
    /// <param name="value">The value</param>
    /// <param name="room">Where it is written: at least 32 bytes</param>
    /// <returns>How many bytes were written</returns>
    public static int Write(decimal value, Span<byte> room)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var digits = (uint)parts[0] | (ulong)(uint)parts[1] << 32;
        int scale = value.Scale;
        return parts[2] == 0 && scale < _powersOfTen.Length ? Write(digits, scale, decimal.IsNegative(value), room) : WriteLong(value, room);
    }

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

    private static int Write(ulong digits, int scale, bool isNegative, Span<byte> room)
    {
        for (; scale > 0 && digits % 10 == 0; scale--)
            digits /= 10;

        var length = 0;
        if (isNegative && digits != 0)
            room[length++] = (byte)'-';
        var (whole, decimals) = Math.DivRem(digits, _powersOfTen[scale]);
        whole.TryFormat(room[length..], out var written, provider: CultureInfo.InvariantCulture);
        length += written;
        if (scale == 0)
            return length;

        room[length++] = (byte)'.';
        for (var place = scale; place-- > 0; decimals /= 10)
            room[length + place] = (byte)('0' + decimals % 10);
        return length + scale;
    }

    private static int WriteLong(decimal value, Span<byte> room)
    {
        value.TryFormat(room, out var written, provider: CultureInfo.InvariantCulture);
        var text = room[..written];
        return text.Contains((byte)'.') ? text.TrimEnd((byte)'0').TrimEnd((byte)'.').Length : written;
    }
}
