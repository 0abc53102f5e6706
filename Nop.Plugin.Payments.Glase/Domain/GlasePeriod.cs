using Nop.Core;

namespace Nop.Plugin.Payments.Glase.Domain;

/// <summary>
/// One transaction period of a shop at Glase, recorded before it is closed so that nothing closes it twice.
/// </summary>
/// <remarks>All times are UTC.</remarks>
public partial class GlasePeriod : BaseEntity
{
    /// <summary>
    /// Gets or sets the store; of stores that share an account at Glase, the first one.
    /// </summary>
    public int StoreId { get; internal set; }

    /// <summary>
    /// Gets or sets which period of its store this is, counted up from 1; those that Glase refused to close leave gaps. Unique
    /// within the store, so that of two admins, or two nodes of the shop, who close the next one only one succeeds.
    /// </summary>
    public int Number { get; internal set; }

    /// <summary>
    /// Gets or sets Glase's id of the period; null unless it is known to be closed.
    /// </summary>
    public string TransactionPeriodId { get; internal set; }

    /// <summary>
    /// Gets or sets the terminal it was closed for; null for the whole shop, which has no reports on a terminal.
    /// </summary>
    public string TerminalId { get; internal set; }

    /// <summary>
    /// Gets or sets when the period before it was closed, as far as that is known; null for the first one.
    /// </summary>
    public DateTime? StartedOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets when it was closed, or was asked to be.
    /// </summary>
    public DateTime MarkedOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets the email address of the admin who closed it; null for the scheduled task.
    /// </summary>
    public string MarkedBy { get; internal set; }

    /// <summary>
    /// Gets or sets the day, in the time zone of the store, that the scheduled task closed it for, at midnight; null when an
    /// admin closed it.
    /// </summary>
    public DateTime? ClosedForDay { get; internal set; }

    /// <summary>
    /// Gets or sets the status as it is stored; see <see cref="Status"/>.
    /// </summary>
    public int StatusId { get; internal set; }

    /// <summary>
    /// Gets or sets why it was refused or is unknown, in words for the store owner; null otherwise.
    /// </summary>
    public string Error { get; internal set; }

    /// <summary>
    /// Gets or sets when its transactions were last read from Glase's report; null before.
    /// </summary>
    public DateTime? LoadedOnUtc { get; internal set; }

    /// <summary>
    /// Gets or sets what is known of it.
    /// </summary>
    public GlasePeriodStatus Status
    {
        get => (GlasePeriodStatus)StatusId;
        internal set => StatusId = (int)value;
    }
}
