using System.Globalization;
using System.Net.Mime;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// The kinds of files that tables are exported to.
/// </summary>
public enum ExportFormat
{
    /// <summary>
    /// Values with delimiters between them. Any number of rows.
    /// </summary>
    Csv,

    /// <summary>
    /// A workbook (Office Open XML), in which each cell has its type. It is made in memory.
    /// </summary>
    Xlsx
}

/// <summary>
/// What the kinds of files are.
/// </summary>
internal static class ExportFormatExtensions
{
    /// <summary>
    /// Makes what writes a table.
    /// </summary>
    /// <param name="format">The kind of file</param>
    /// <param name="culture">Whose spreadsheet opens a file of delimited values</param>
    /// <param name="stream">Where to</param>
    /// <param name="columns">The columns</param>
    public static ITableWriter<TRow> CreateWriter<TRow>(this ExportFormat format, CultureInfo culture, Stream stream,
        IReadOnlyList<ExportColumn<TRow>> columns)
    {
        return format switch
        {
            ExportFormat.Csv => new CsvTableWriter<TRow>(stream, columns, culture),
            ExportFormat.Xlsx => new XlsxTableWriter<TRow>(stream, columns),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format.")
        };
    }

    /// <summary>
    /// Gets the content type of a file.
    /// </summary>
    public static string ContentType(this ExportFormat format)
    {
        return format == ExportFormat.Csv ? MediaTypeNames.Text.Csv : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    }

    /// <summary>
    /// Gets the ending of a file's name.
    /// </summary>
    public static string FileEnding(this ExportFormat format) => format == ExportFormat.Csv ? "csv" : "xlsx";
}
