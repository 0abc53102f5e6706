using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// A period as the admin sees it; times are in the admin's time zone.
/// </summary>
public record PeriodModel : BaseNopModel
{
    /// <summary>
    /// Gets or sets the shop's number of the period.
    /// </summary>
    public int PeriodId { get; set; }

    /// <summary>
    /// Gets or sets Glase's id of the period; null when it is not known.
    /// </summary>
    public string TransactionPeriodId { get; set; }

    /// <summary>
    /// Gets or sets the first store of its account.
    /// </summary>
    public int StoreId { get; set; }

    /// <summary>
    /// Gets or sets when it began, in words.
    /// </summary>
    public string Started { get; set; }

    /// <summary>
    /// Gets or sets when it was closed.
    /// </summary>
    public string Marked { get; set; }

    /// <summary>
    /// Gets or sets who closed it, in words.
    /// </summary>
    public string MarkedBy { get; set; }

    /// <summary>
    /// Gets or sets what is known of it, in words.
    /// </summary>
    public string Status { get; set; }

    /// <summary>
    /// Gets or sets the colour of the status, as nopCommerce's order list names it.
    /// </summary>
    public string StatusColor { get; set; }

    /// <summary>
    /// Gets or sets what to know about it, or what went wrong; null for nothing.
    /// </summary>
    public string Remark { get; set; }

    /// <summary>
    /// Gets its pages: the reconciliation and the available reports; empty when there are none.
    /// </summary>
    public IList<PeriodPageModel> Pages { get; } = [];
}
