using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Composing;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// An invoice ready to be sent to Glase, in both forms: with rows and with a single row.
/// </summary>
/// <param name="Hash">Fingerprint of what it asks for</param>
/// <param name="WithRows">The invoice with its rows; null where the owner does not send them</param>
/// <param name="SingleRow">The same with one row that has the total</param>
/// <param name="Costs">What makes up the total, as <see cref="CartCosts"/> writes it; null when that is not kept</param>
public sealed record InvoiceRequest(string Hash, Invoice WithRows, Invoice SingleRow, string Costs = null)
{
    /// <summary>
    /// Gets what is to be paid.
    /// </summary>
    public Amount Total => SingleRow.TotalAmount;

    /// <summary>
    /// Gets what it asks for.
    /// </summary>
    public InvoiceTerms Terms => new(Total.Value, Total.Currency, Hash, Costs, (int?)SingleRow.CommitReservationTimeout?.TotalSeconds);
}
