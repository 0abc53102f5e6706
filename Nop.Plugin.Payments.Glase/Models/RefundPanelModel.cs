using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// One refund in <see cref="PaymentPanelModel"/>.
/// </summary>
public record RefundPanelModel : BaseNopModel
{
    /// <summary>
    /// Gets or sets the refund's id.
    /// </summary>
    public int RefundId { get; set; }

    /// <summary>
    /// Gets or sets when it was requested.
    /// </summary>
    public string Time { get; set; }

    /// <summary>
    /// Gets or sets the amount.
    /// </summary>
    public string Amount { get; set; }

    /// <summary>
    /// Gets or sets its status, in words.
    /// </summary>
    public string Status { get; set; }

    /// <summary>
    /// Gets or sets the colour of the status, as nopCommerce's order list names it.
    /// </summary>
    public string StatusColor { get; set; }

    /// <summary>
    /// Gets or sets Glase's reference; null when there is none.
    /// </summary>
    public string Reference { get; set; }

    /// <summary>
    /// Gets or sets why it was not made, or who recorded its outcome; null when there is neither.
    /// </summary>
    public string Remark { get; set; }

    /// <summary>
    /// Gets or sets what to check in Glase's merchant portal; null unless an admin has to record the outcome.
    /// </summary>
    public string Instruction { get; set; }

    /// <summary>
    /// Gets or sets what a period's report lists that may be this refund, in words; null when there is nothing.
    /// </summary>
    public string Proposal { get; set; }

    /// <summary>
    /// Gets or sets Glase's reference of <see cref="Proposal"/>; null when there is none.
    /// </summary>
    public string ProposedReference { get; set; }
}
