using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// Sales and refunds per day in one currency, as bars and as figures. Lengths are units of the drawing.
/// </summary>
public record SalesChartModel : BaseNopModel
{
    /// <summary>
    /// Gets or sets the currency (ISO 4217).
    /// </summary>
    public string CurrencyCode { get; set; }

    /// <summary>
    /// Gets or sets what the drawing shows, for those who do not see it.
    /// </summary>
    public string Description { get; set; }

    /// <summary>
    /// Gets or sets the width of the drawing.
    /// </summary>
    public int Width { get; set; }

    /// <summary>
    /// Gets or sets the height of the drawing.
    /// </summary>
    public int Height { get; set; }

    /// <summary>
    /// Gets or sets where amounts of zero are, from the top.
    /// </summary>
    public double Zero { get; set; }

    /// <summary>
    /// Gets the lines to read amounts by: how far from the top, and their amount.
    /// </summary>
    public IList<(double Y, string Label)> Lines { get; } = [];

    /// <summary>
    /// Gets or sets the same drawing for a phone, which is as narrow as one; null in that drawing itself.
    /// </summary>
    public SalesChartModel Narrow { get; set; }

    /// <summary>
    /// Gets the days, one after another.
    /// </summary>
    public IList<SalesDayModel> Days { get; } = [];
}
