using Nop.Core.Domain.Catalog;
using Nop.Services.ExportImport.Help;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// Writes a workbook, as nopCommerce's own exports do: amounts are numbers, times are dates in UTC, and a reference is a text, however many
/// digits it has. All of it is in memory until the end.
/// </summary>
internal sealed class XlsxTableWriter<TRow>(Stream stream, IReadOnlyList<ExportColumn<TRow>> columns) : ITableWriter<TRow>
{
    private readonly List<TRow> _rows = [];

    /// <inheritdoc />
    public Task WriteAsync(IEnumerable<TRow> rows)
    {
        _rows.AddRange(rows);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task EndAsync()
    {
        var properties = columns.Select(column => new PropertyByName<TRow>(column.Name, (row, _) => column.Value(row)));
        var workbook = await new PropertyManager<TRow>(properties, new CatalogSettings()).ExportToXlsxAsync(_rows);
        await stream.WriteAsync(workbook);
    }
}
