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
    /// Gets or sets when it was asked for.
    /// </summary>
    public string Time { get; set; }

    /// <summary>
    /// Gets or sets the amount.
    /// </summary>
    public string Amount { get; set; }

    /// <summary>
    /// Gets or sets what is known of it, in words.
    /// </summary>
    public string State { get; set; }

    /// <summary>
    /// Gets or sets the colour of the state, by the ending of Bootstrap's class names.
    /// </summary>
    public string StateStyle { get; set; }

    /// <summary>
    /// Gets or sets Glase's reference; null when there is none.
    /// </summary>
    public string Reference { get; set; }

    /// <summary>
    /// Gets or sets why it was not made, or who decided what had become of it; null when there is nothing to say.
    /// </summary>
    public string Remark { get; set; }

    /// <summary>
    /// Gets or sets what to look for in Glase's merchant portal; null unless an admin has to decide.
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
