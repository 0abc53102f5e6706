using Glase.Simulator.Wire;

namespace Glase.Simulator.Rules;

/// <summary>
/// One invoice's state. Whoever reads or changes it holds <see cref="Sync"/> and calls <see cref="Pass"/> first, which
/// applies what has become due: an invoice needs no timer.
/// </summary>
internal sealed class Invoice(
    string reference, GlaseTerminal terminal, InvoiceContent content, CustomerToken[] tokens, DateTimeOffset issuedAt)
{
    private readonly int[] _calls = new int[GlaseOperation.All.Count];

    public Lock Sync { get; } = new();

    public string Reference { get; } = reference;

    public GlaseTerminal Terminal { get; } = terminal;

    public DateTimeOffset IssuedAt { get; } = issuedAt;

    public InvoiceContent Content { get; private set; } = content;

    public CustomerToken[] Tokens { get; private set; } = tokens;

    public string Status { get; private set; } = InvoiceStatus.Issued;

    /// <summary>1 when issued, and one more with each change.</summary>
    public int Version { get; private set; } = 1;

    public int AcknowledgedVersion { get; private set; }

    /// <summary>The payer has scanned the code and holds the invoice on the phone.</summary>
    public bool PayerActive { get; set; }

    /// <summary>What the payer confirmed, or the shop took of a reservation; null before.</summary>
    public Amount Amount { get; private set; }

    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>When the shop first asked after the payer had confirmed; null: not yet, so it may be reversed.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    public DateTimeOffset? ReservedUntil { get; private set; }

    public DateTimeOffset? PaidAt { get; private set; }

    public string ErsReference { get; private set; }

    /// <summary>The payment's place in the order of transactions; 0: not booked.</summary>
    public long BookedAs { get; set; }

    public bool CanceledByShop { get; private set; }

    public bool Reversed { get; private set; }

    public List<Refund> Refunds { get; } = [];

    public List<SubmittedReceipt> Receipts { get; } = [];

    public bool IsOpen => !InvoiceStatus.IsFinal(Status);

    /// <summary>What the lapse of time did to the invoice; null: nothing.</summary>
    public string Pass(DateTimeOffset now, SimulatorOptions options)
    {
        if (Status == InvoiceStatus.Issued && now >= IssuedAt + options.InvoiceLifetime)
        {
            Change(InvoiceStatus.Expired);
            return "expired";
        }

        if (ConfirmedAt is { } confirmed && AskedAt == null && now > confirmed + options.ReversalAfter)
        {
            Reverse();
            return $"nobody asked within {options.ReversalAfter.TotalSeconds:0} s of the payer's confirmation: payment reversed";
        }

        if (Status == InvoiceStatus.Reserved && now > ReservedUntil)
        {
            Change(InvoiceStatus.Expired);
            return "reservation has run out";
        }

        return null;
    }

    public void Replace(InvoiceContent content, CustomerToken[] tokens)
    {
        Content = content;
        Tokens = tokens;
        Version++;
    }

    public void Change(string status)
    {
        Status = status;
        PayerActive = false;
        if (InvoiceStatus.IsFinal(status) && status != InvoiceStatus.Paid)
            ConfirmedAt = null;
        Version++;
    }

    public void Cancel(bool byShop)
    {
        CanceledByShop = byShop;
        Change(InvoiceStatus.Canceled);
    }

    public void Confirm(string status, Amount amount, DateTimeOffset now)
    {
        Amount = amount;
        ConfirmedAt = now;
        AskedAt = null;
        Change(status);
    }

    public void Reserve(Amount amount, DateTimeOffset now, DateTimeOffset until)
    {
        ReservedUntil = until;
        Confirm(InvoiceStatus.Reserved, amount, now);
    }

    public void Pay(Amount amount, string ersReference, DateTimeOffset now)
    {
        Amount = amount;
        ErsReference = ersReference;
        PaidAt = now;
        ConfirmedAt ??= now;
        Change(InvoiceStatus.Paid);
    }

    public void Ask(int version, DateTimeOffset now)
    {
        AcknowledgedVersion = Math.Max(AcknowledgedVersion, Math.Min(version, Version));
        if (ConfirmedAt != null)
            AskedAt ??= now;
    }

    public void Count(string operation) => Interlocked.Increment(ref _calls[Index(operation)]);

    public int Calls(string operation) => Volatile.Read(ref _calls[Index(operation)]);

    /// <summary>The invoice as it was saved.</summary>
    public static Invoice Restore(SavedInvoice saved, GlaseTerminal terminal)
    {
        var was = saved.Invoice;
        var invoice = new Invoice(was.Reference, terminal, was.Content, saved.Tokens, was.IssuedAt)
        {
            Status = was.Status,
            Version = was.Version,
            AcknowledgedVersion = was.AcknowledgedVersion,
            PayerActive = was.PayerActive,
            Amount = was.Amount,
            ConfirmedAt = was.ConfirmedAt,
            AskedAt = was.AskedAt,
            ReservedUntil = was.ReservedUntil,
            PaidAt = was.PaidAt,
            ErsReference = was.ErsReference,
            Reversed = was.Reversed,
            BookedAs = saved.BookedAs,
            CanceledByShop = saved.CanceledByShop
        };
        invoice.Refunds.AddRange(was.Refunds);
        invoice.Receipts.AddRange(was.Receipts);
        foreach (var (operation, count) in was.Calls)
            invoice._calls[Index(operation)] = count;
        return invoice;
    }

    private static int Index(string operation)
    {
        for (var index = 0; index < GlaseOperation.All.Count; index++)
        {
            if (GlaseOperation.All[index] == operation)
                return index;
        }

        throw new ArgumentException($"There is no operation {operation}.", nameof(operation));
    }

    private void Reverse()
    {
        Reversed = true;
        ErsReference = null;
        PaidAt = null;
        Amount = null;
        Change(InvoiceStatus.Canceled);
    }
}
