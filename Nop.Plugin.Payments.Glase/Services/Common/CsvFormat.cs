using System.Text;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// Comma-separated values (RFC 4180) that spreadsheets open correctly.
/// </summary>
internal static class CsvFormat
{
    /// <summary>
    /// Makes a writer that leaves the stream open.
    /// </summary>
    public static StreamWriter CreateWriter(Stream stream)
    {
        // The mark tells spreadsheets that it is UTF-8.
        return new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
    }

    /// <summary>
    /// Writes a row.
    /// </summary>
    /// <param name="values">The cells; null for an empty one</param>
    public static string FormatLine(IEnumerable<string> values) => string.Join(',', values.Select(Quote));

    private static string Quote(string value)
    {
        if (string.IsNullOrEmpty(value))
            return "";

        // A spreadsheet would take such a text for a formula. An amount below zero is none.
        var isFormula = value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !IsAmount(value);
        var text = isFormula ? "'" + value : value;
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static bool IsAmount(string value)
    {
        return value.Length > 1 && value[0] == '-' && value.Skip(1).All(character => char.IsAsciiDigit(character) || character == '.');
    }
}
