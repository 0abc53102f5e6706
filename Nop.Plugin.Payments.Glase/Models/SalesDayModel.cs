using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// Sales and refunds of one day. Lengths are units of the drawing.
/// </summary>
public record SalesDayModel : BaseNopModel
{
    /// <summary>
    /// Gets or sets the day in the admin's time zone and way of writing.
    /// </summary>
    public string Day { get; set; }

    /// <summary>
    /// Gets or sets the label of the day below its bars; null where there is no room.
    /// </summary>
    public string Label { get; set; }

    /// <summary>
    /// Gets or sets how many payments there were.
    /// </summary>
    public int Payments { get; set; }

    /// <summary>
    /// Gets or sets what they come to, with the currency.
    /// </summary>
    public string Sales { get; set; }

    /// <summary>
    /// Gets or sets what was refunded, with the currency.
    /// </summary>
    public string Refunds { get; set; }

    /// <summary>
    /// Gets or sets where the bars begin, from the left.
    /// </summary>
    public double X { get; set; }

    /// <summary>
    /// Gets or sets how wide the bars are.
    /// </summary>
    public double BarWidth { get; set; }

    /// <summary>
    /// Gets or sets the height of the bar of sales above zero.
    /// </summary>
    public double SalesHeight { get; set; }

    /// <summary>
    /// Gets or sets how deep the bar of refunds hangs below zero.
    /// </summary>
    public double RefundsHeight { get; set; }
}
