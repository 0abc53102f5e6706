using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// A report on a period: being prepared, available, or failed.
/// </summary>
public record ReportModel : BaseNopModel
{
    /// <summary>
    /// Gets or sets the period.
    /// </summary>
    public PeriodModel Period { get; set; }

    /// <summary>
    /// Gets or sets the name of the report in its address.
    /// </summary>
    public string Name { get; set; }

    /// <summary>
    /// Gets or sets the name of the report in words.
    /// </summary>
    public string Title { get; set; }

    /// <summary>
    /// Gets or sets whether Glase is making it.
    /// </summary>
    public bool IsRunning { get; set; }

    /// <summary>
    /// Gets or sets whether it is there.
    /// </summary>
    public bool IsDone { get; set; }

    /// <summary>
    /// Gets or sets how far it is, or why there is none, in words; null when it is there.
    /// </summary>
    public string Status { get; set; }

    /// <summary>
    /// Gets or sets what could not be read of it, in words; null when all of it was.
    /// </summary>
    public string Problem { get; set; }

    /// <summary>
    /// Gets or sets that only the first rows are shown, in words; null when all are.
    /// </summary>
    public string Note { get; set; }

    /// <summary>
    /// Gets or sets how many rows it has.
    /// </summary>
    public int RowCount { get; set; }

    /// <summary>
    /// Gets what it says about itself.
    /// </summary>
    public IList<KeyValuePair<string, string>> Facts { get; } = [];

    /// <summary>
    /// Gets its columns.
    /// </summary>
    public IList<Column> Columns { get; } = [];

    /// <summary>
    /// Gets the rows that are shown, a text for each column.
    /// </summary>
    public IList<IReadOnlyList<string>> Rows { get; } = [];

    /// <summary>
    /// Gets or sets whether the admin may export it.
    /// </summary>
    public bool CanExport { get; set; }

    /// <summary>
    /// A column.
    /// </summary>
    /// <param name="Label">Its name, in words where the shop knows it</param>
    /// <param name="IsAmount">Whether amounts stand in it</param>
    public sealed record Column(string Label, bool IsAmount);
}
