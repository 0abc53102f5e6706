using Glase.Simulator.Control;
using Glase.Simulator.Wire;

namespace Glase.Simulator.Rules;

/// <summary>All there is of an invoice.</summary>
/// <param name="BookedAs">The payment's place in the order of transactions; 0: not booked.</param>
internal sealed record SavedInvoice(InvoiceSnapshot Invoice, CustomerToken[] Tokens, bool CanceledByShop, long BookedAs);
