using System.Globalization;

namespace Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;

/// <summary>
/// Amounts as reports write them, such as 93.31000.
/// </summary>
public static class ReportNumber
{
    private const int DigitsOfThousands = 3;
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>
    /// Reads an amount.
    /// </summary>
    /// <param name="text">The text; null for none</param>
    /// <returns>The amount; null when the text is none, or could be two different ones</returns>
    public static decimal? Parse(string text)
    {
        if (text is null)
            return null;

        var plain = text.Trim().Replace('\u2212', '-');
        var comma = plain.IndexOf(',', StringComparison.Ordinal);

        // A comma stands for the point in some countries. Before three digits it may as well group thousands.
        if (comma >= 0 && plain.Length - comma - 1 != DigitsOfThousands && !plain.Contains('.', StringComparison.Ordinal))
            plain = plain.Replace(',', '.');
        return decimal.TryParse(plain, Style, CultureInfo.InvariantCulture, out var amount) ? amount : null;
    }
}
