using System.Globalization;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// How finely amounts of a currency can be paid.
/// </summary>
public static class CurrencyDecimals
{
    private const int Usual = 2;

    // ISO 4217, currencies without a minor unit. Those with three decimals are paid in two (Glase API: #.##).
    private static readonly HashSet<string> _whole = new(StringComparer.OrdinalIgnoreCase)
    {
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"
    };

    /// <summary>
    /// Gets the decimals of a currency's amounts at Glase: none or two.
    /// </summary>
    /// <param name="currencyCode">The currency (ISO 4217)</param>
    public static int For(string currencyCode)
    {
        return _whole.Contains(currencyCode) ? 0 : Usual;
    }

    /// <summary>
    /// Gets the smallest amount of a currency that can be paid.
    /// </summary>
    /// <param name="currencyCode">The currency (ISO 4217)</param>
    public static decimal UnitOf(string currencyCode)
    {
        return new decimal(1, 0, 0, isNegative: false, (byte)For(currencyCode));
    }

    /// <summary>
    /// Gets an amount with its currency for notes, messages and logs, in the same form in each language, such as 9.50 EUR.
    /// </summary>
    /// <param name="amount">The amount; null for an empty one</param>
    /// <param name="currencyCode">The currency (ISO 4217)</param>
    public static string Format(decimal? amount, string currencyCode)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{amount:0.00} {currencyCode}");
    }

    /// <summary>
    /// Rounds an order total to what can be paid.
    /// </summary>
    public static decimal Round(decimal value, string currencyCode)
    {
        return Math.Round(value, For(currencyCode), MidpointRounding.AwayFromZero);
    }

    /// <summary>
    /// Gives an amount the decimals of its currency, however many it came with. Decimals beyond those are not rounded away: they matter
    /// when accounts are compared.
    /// </summary>
    public static decimal Pad(decimal value, string currencyCode)
    {
        var decimals = For(currencyCode);
        var rounded = Math.Round(value, decimals);
        return rounded == value ? rounded + new decimal(0, 0, 0, isNegative: false, (byte)decimals) : value;
    }
}
