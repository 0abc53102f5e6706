using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// Writes delimited values (RFC 4180) that the spreadsheet of somebody with a certain culture opens correctly. Times are UTC, such as
/// 2026-11-28 09:30:00.
/// </summary>
internal sealed partial class CsvTableWriter<TRow> : ITableWriter<TRow>
{
    // More digits than a spreadsheet keeps of a number.
    private const int MaxDigits = 15;
    private const int BatchSize = 500;

    private readonly IReadOnlyList<ExportColumn<TRow>> _columns;
    private readonly char _delimiter;
    private readonly NumberFormatInfo _numbers;
    private readonly Stream _stream;
    private bool _hasBegun;

    /// <param name="stream">Where to</param>
    /// <param name="columns">The columns</param>
    /// <param name="culture">Whose spreadsheet opens the file: with a decimal comma, there are semicolons between the cells</param>
    public CsvTableWriter(Stream stream, IReadOnlyList<ExportColumn<TRow>> columns, CultureInfo culture)
    {
        _stream = stream;
        _columns = columns;
        var hasComma = culture.NumberFormat.NumberDecimalSeparator == ",";
        _delimiter = hasComma ? ';' : ',';
        // Not the culture's own signs: its minus may be another character than the one that spreadsheets read.
        _numbers = (NumberFormatInfo)NumberFormatInfo.InvariantInfo.Clone();
        _numbers.NumberDecimalSeparator = hasComma ? "," : ".";
    }

    /// <inheritdoc />
    public async Task WriteAsync(IEnumerable<TRow> rows)
    {
        await BeginAsync();
        foreach (var batch in rows.Chunk(BatchSize))
            await WriteLinesAsync(batch.Select(row => _columns.Select(column => Format(column.Value(row)))));
    }

    /// <inheritdoc />
    public Task EndAsync() => BeginAsync();

    private async Task BeginAsync()
    {
        if (_hasBegun)
            return;
        _hasBegun = true;
        // The mark tells spreadsheets that it is UTF-8.
        await _stream.WriteAsync(Encoding.UTF8.Preamble.ToArray());
        await WriteLinesAsync([_columns.Select(column => Quote(column.Name))]);
    }

    private async Task WriteLinesAsync(IEnumerable<IEnumerable<string>> lines)
    {
        var text = new StringBuilder();
        foreach (var cells in lines)
            text.AppendJoin(_delimiter, cells).Append("\r\n");
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private string Format(object value)
    {
        return value switch
        {
            null => "",
            decimal number => Quote(number.ToString(_numbers)),
            DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            string text => Quote(Defuse(text)),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)
        };
    }

    private string Quote(string value)
    {
        return value.AsSpan().IndexOfAny("\"\r\n") < 0 && !value.Contains(_delimiter, StringComparison.Ordinal)
            ? value
            : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    // What a spreadsheet would take for a formula gets an apostrophe. What it would take for a number or a time, although it is a text,
    // such as a reference of 25 digits, becomes a formula that is this text.
    private static string Defuse(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
            return "'" + text;

        var isPlainNumber = text.Length <= MaxDigits && (text.Length == 1 || !text.StartsWith('0')) && text.All(char.IsAsciiDigit);
        return !isPlainNumber && NumberOrTime().IsMatch(text) ? $"=\"{text}\"" : text;
    }

    [GeneratedRegex(@"\A[0-9][0-9Ee .,:/+-]*\z")]
    private static partial Regex NumberOrTime();
}
