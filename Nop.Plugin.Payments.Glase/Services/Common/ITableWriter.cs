namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// Writes a table to a file. Nothing is written before the first rows, or the end, are there.
/// </summary>
internal interface ITableWriter<TRow>
{
    /// <summary>
    /// Adds rows.
    /// </summary>
    Task WriteAsync(IEnumerable<TRow> rows);

    /// <summary>
    /// Writes what is not written yet. The stream stays open.
    /// </summary>
    Task EndAsync();
}
