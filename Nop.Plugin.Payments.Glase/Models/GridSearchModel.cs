using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// What a grid of the admin asks for: a page of rows, and what they are sorted by. nopCommerce's model knows the page only; its script
/// posts the columns and the order as well.
/// </summary>
public abstract record GridSearchModel : BaseSearchModel
{
    private const int MaxRows = 1000;

    /// <summary>
    /// Gets or sets the columns of the grid.
    /// </summary>
    public IList<GridColumnModel> Columns { get; set; } = [];

    /// <summary>
    /// Gets or sets the columns that the grid is sorted by; only the first one counts.
    /// </summary>
    public IList<GridOrderModel> Order { get; set; } = [];

    /// <summary>
    /// Gets how many rows stand on a page, whatever was posted.
    /// </summary>
    public int RowCount => Length is > 0 and <= MaxRows ? Length : MaxRows;

    /// <summary>
    /// Gets the page, from 0, whatever was posted.
    /// </summary>
    public int PageIndex => Math.Max(Start, 0) / RowCount;

    /// <summary>
    /// Gets the name of the property that the rows are sorted by; null for the order that is usual for them.
    /// </summary>
    public string SortedBy => Order is [{ Column: >= 0 } first, ..] && first.Column < Columns?.Count ? Columns[first.Column]?.Data : null;

    /// <summary>
    /// Gets whether the rows are sorted from the highest value to the lowest.
    /// </summary>
    public bool IsDescending => Order is [{ Dir: { } direction }, ..] && string.Equals(direction, "desc", StringComparison.OrdinalIgnoreCase);
}
