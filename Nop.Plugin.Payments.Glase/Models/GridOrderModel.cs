namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// What a grid is sorted by, as its script posts it.
/// </summary>
public class GridOrderModel
{
    /// <summary>
    /// Gets or sets the column, from 0.
    /// </summary>
    public int Column { get; set; }

    /// <summary>
    /// Gets or sets the direction: "asc" or "desc".
    /// </summary>
    public string Dir { get; set; }
}
