using Glase.Simulator.Rules;
using Glase.Simulator.Wire;

namespace Glase.Simulator.Control;

/// <summary>An invoice as it was at one moment.</summary>
public sealed record InvoiceSnapshot
{
    public string Reference { get; init; }

    public string TerminalId { get; init; }

    public string Status { get; init; }

    public int Version { get; init; }

    /// <summary>The newest version the shop has said it knows.</summary>
    public int AcknowledgedVersion { get; init; }

    /// <summary>The payer holds the invoice on the phone.</summary>
    public bool PayerActive { get; init; }

    /// <summary>The invoice as last sent or updated.</summary>
    public InvoiceContent Content { get; init; }

    /// <summary>What was reserved or paid; null: nothing.</summary>
    public Amount Amount { get; init; }

    /// <summary>Null unless PAID.</summary>
    public string ErsReference { get; init; }

    public DateTimeOffset IssuedAt { get; init; }

    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>When the shop first asked after the payer had confirmed.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    public DateTimeOffset? PaidAt { get; init; }

    public DateTimeOffset? ReservedUntil { get; init; }

    /// <summary>Paid, and given back because nobody asked in time.</summary>
    public bool Reversed { get; init; }

    public IReadOnlyList<Refund> Refunds { get; init; }

    public IReadOnlyList<SubmittedReceipt> Receipts { get; init; }

    /// <summary>How often each operation was called for it; those never called are left out.</summary>
    public IReadOnlyDictionary<string, int> Calls { get; init; }

    internal static InvoiceSnapshot Of(Invoice invoice, InvoiceRegister invoices)
    {
        lock (invoice.Sync)
        {
            invoices.Pass(invoice);
            return new InvoiceSnapshot
            {
                Reference = invoice.Reference,
                TerminalId = invoice.Terminal.Id,
                Status = invoice.Status,
                Version = invoice.Version,
                AcknowledgedVersion = invoice.AcknowledgedVersion,
                PayerActive = invoice.PayerActive,
                Content = invoice.Content,
                Amount = invoice.Amount,
                ErsReference = invoice.ErsReference,
                IssuedAt = invoice.IssuedAt,
                ConfirmedAt = invoice.ConfirmedAt,
                AskedAt = invoice.AskedAt,
                PaidAt = invoice.PaidAt,
                ReservedUntil = invoice.ReservedUntil,
                Reversed = invoice.Reversed,
                Refunds = invoice.Refunds.ToList(),
                Receipts = invoice.Receipts.ToList(),
                Calls = GlaseOperation.All
                    .Where(operation => invoice.Calls(operation) > 0)
                    .ToDictionary(operation => operation, invoice.Calls)
            };
        }
    }
}
