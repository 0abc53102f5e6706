using System.Globalization;
using Nop.Plugin.Payments.Glase.Services.Common;

namespace Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;

/// <summary>
/// Tells the amounts in a report's rows from its other cells. They come with five decimals, however many the currency has.
/// </summary>
public static class ReportAmount
{
    /// <summary>
    /// Gets whether a column has amounts.
    /// </summary>
    /// <param name="column">Its name at Glase</param>
    public static bool IsIn(string column)
    {
        return column.EndsWith("Amount", StringComparison.OrdinalIgnoreCase)
            || column.EndsWith("Total", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Reads a cell.
    /// </summary>
    /// <param name="column">The name of its column</param>
    /// <param name="cell">The cell; null for an empty one</param>
    /// <param name="currencyCode">The currency of amounts (ISO 4217), which reports do not name</param>
    /// <returns>An amount as a decimal, a count as an int, all else as it is</returns>
    public static object Read(string column, string cell, string currencyCode)
    {
        if (IsIn(column) && ReportNumber.Parse(cell) is { } amount)
            return CurrencyDecimals.Pad(amount, currencyCode);
        return column.EndsWith("Count", StringComparison.OrdinalIgnoreCase)
            && int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : cell;
    }

    /// <summary>
    /// Writes a cell: an amount with the decimals of its currency, all else as it is.
    /// </summary>
    /// <param name="column">The name of its column</param>
    /// <param name="cell">The cell; null for an empty one</param>
    /// <param name="currencyCode">The currency of amounts (ISO 4217), which reports do not name</param>
    /// <param name="format">How to write an amount, without its decimals: N or F</param>
    /// <param name="culture">In whose way</param>
    public static string Write(string column, string cell, string currencyCode, string format, IFormatProvider culture)
    {
        // Decimals beyond the currency's are not rounded away: they matter when accounts are compared.
        return IsIn(column) && ReportNumber.Parse(cell) is { } amount && CurrencyDecimals.Round(amount, currencyCode) == amount
            ? amount.ToString($"{format}{CurrencyDecimals.For(currencyCode)}", culture)
            : cell;
    }
}
