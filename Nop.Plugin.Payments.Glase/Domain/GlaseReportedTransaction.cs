using Nop.Core;

namespace Nop.Plugin.Payments.Glase.Domain;

/// <summary>
/// A payment or refund listed in Glase's report of a period, stored so that periods can be reconciled without fetching the
/// report again.
/// </summary>
public class GlaseReportedTransaction : BaseEntity
{
    /// <summary>
    /// Gets or sets the period; see <see cref="GlasePeriod"/>.
    /// </summary>
    public int PeriodId { get; set; }

    /// <summary>
    /// Gets or sets its place in the report, from 1. Unique within the period.
    /// </summary>
    public int Number { get; set; }

    /// <summary>
    /// Gets or sets Glase's reference of the payment or refund; null when the report does not say.
    /// </summary>
    public string ErsReference { get; set; }

    /// <summary>
    /// Gets or sets the amount, in the currency of the payment, which reports do not name; below zero for a refund; null when
    /// the report writes something else than a number.
    /// </summary>
    public decimal? Amount { get; set; }

    /// <summary>
    /// Gets or sets the terminal; null when the report does not say.
    /// </summary>
    public string TerminalId { get; set; }

    /// <summary>
    /// Gets or sets the cashier; null when the report does not say.
    /// </summary>
    public string CashierId { get; set; }
}
