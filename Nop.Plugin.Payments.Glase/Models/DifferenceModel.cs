using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// A difference between Glase's report and the shop.
/// </summary>
public record DifferenceModel : BaseNopModel
{
    /// <summary>
    /// Gets or sets how they differ, in words.
    /// </summary>
    public string Kind { get; set; }

    /// <summary>
    /// Gets or sets Glase's reference; null when there is none.
    /// </summary>
    public string Reference { get; set; }

    /// <summary>
    /// Gets or sets the amount that Glase lists; null when it lists none.
    /// </summary>
    public string Reported { get; set; }

    /// <summary>
    /// Gets or sets the amount that the shop has; null when it has none.
    /// </summary>
    public string Own { get; set; }

    /// <summary>
    /// Gets or sets when, by the shop's clock and in the admin's time zone; null when the shop does not know it.
    /// </summary>
    public string Time { get; set; }

    /// <summary>
    /// Gets or sets what to know and what to do.
    /// </summary>
    public string Advice { get; set; }

    /// <summary>
    /// Gets the payments to check.
    /// </summary>
    public IList<GridLinkModel> Payments { get; } = [];

    /// <summary>
    /// Gets or sets the order; null when there is none.
    /// </summary>
    public GridLinkModel Order { get; set; }
}
