namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// A column of a grid, as its script posts it.
/// </summary>
public class GridColumnModel
{
    /// <summary>
    /// Gets or sets the name of the property that the column shows.
    /// </summary>
    public string Data { get; set; }
}
