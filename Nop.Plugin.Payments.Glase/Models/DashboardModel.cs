using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// The card on the admin's dashboard. Days are those of the admin's time zone.
/// </summary>
public record DashboardModel : BaseNopModel
{
    /// <summary>
    /// Gets or sets the day it is, as it stands in addresses.
    /// </summary>
    public string Today { get; set; }

    /// <summary>
    /// Gets or sets what was paid today.
    /// </summary>
    public DashboardFigureModel Paid { get; set; }

    /// <summary>
    /// Gets or sets what waits for its payer now.
    /// </summary>
    public DashboardFigureModel Waiting { get; set; }

    /// <summary>
    /// Gets or sets what was refunded today.
    /// </summary>
    public DashboardFigureModel Refunded { get; set; }

    /// <summary>
    /// Gets or sets how many payments need attention.
    /// </summary>
    public int NeedsAttention { get; set; }

    /// <summary>
    /// Gets or sets the share of the codes of the last 30 days that were paid, in words.
    /// </summary>
    public string Share { get; set; }

    /// <summary>
    /// Gets the last 30 days, one after another; empty when there was no code.
    /// </summary>
    public IList<CodesOfDayModel> Days { get; } = [];

    /// <summary>
    /// Gets or sets whether the card is folded.
    /// </summary>
    public bool IsFolded { get; set; }
}
