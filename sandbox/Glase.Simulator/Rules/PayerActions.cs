using Glase.Simulator.Wire;

namespace Glase.Simulator.Rules;

/// <summary>
/// What happens on the payer's side. An unknown reference is a <see cref="KeyNotFoundException"/>; what the invoice's state
/// does not allow is an <see cref="InvalidOperationException"/>.
/// </summary>
internal sealed class PayerActions(InvoiceRegister invoices, PaymentCompletion paymentCompletion, SimulatorOptions options, SimulatorLog log)
{
    /// <summary>The payer has scanned the code: until something else happens, the shop cannot cancel (48).</summary>
    public void Start(string reference) => Act(reference, "scanned by the payer", (invoice, _) =>
    {
        if (invoice.Status != InvoiceStatus.Issued)
            throw Impossible(invoice, "scanned");
        invoice.PayerActive = true;
    });

    /// <param name="amount">What is paid; null: what the invoice asks for.</param>
    /// <param name="seenVersion">The version the payer looked at; null: any.</param>
    public void Pay(string reference, Amount amount = null, int? seenVersion = null) => Act(reference, null, (invoice, now) =>
    {
        if (!invoice.IsOpen || invoice.Status == InvoiceStatus.Reserved)
            throw Impossible(invoice, "paid");
        if (seenVersion is { } seen && seen != invoice.Version)
            throw new InvalidOperationException("The invoice has changed meanwhile. Please look at it again.");
        Confirm(invoice, amount ?? invoice.Content.TotalAmount, now);
        log.Write($"{invoice.Reference}: payer confirmed {invoice.Amount}, now {invoice.Status}");
    });

    public void Reserve(string reference, Amount amount = null) => Act(reference, null, (invoice, now) =>
    {
        if (!invoice.IsOpen || invoice.Status == InvoiceStatus.Reserved)
            throw Impossible(invoice, "reserved");
        Reserve(invoice, amount ?? invoice.Content.TotalAmount, now);
        log.Write($"{invoice.Reference}: {invoice.Amount} reserved until {invoice.ReservedUntil:u}");
    });

    public void Cancel(string reference) => End(reference, InvoiceStatus.Canceled);

    public void Fail(string reference) => End(reference, InvoiceStatus.Failed);

    public void Expire(string reference) => End(reference, InvoiceStatus.Expired);

    /// <summary>Sets any word but PAID, which needs a payment behind it, such as one no client knows.</summary>
    public void SetStatus(string reference, string word) => Act(reference, $"status set to {word}", (invoice, now) =>
    {
        if (word == InvoiceStatus.Paid || invoice.Status == InvoiceStatus.Paid)
            throw new InvalidOperationException("PAID comes by paying, and stays.");
        if (word == InvoiceStatus.Reserved)
            Reserve(invoice, invoice.Content.TotalAmount, now);
        else
            invoice.Change(word);
    });

    private static InvalidOperationException Impossible(Invoice invoice, string action) =>
        new($"The invoice is {invoice.Status} and cannot be {action}.");

    private void End(string reference, string status) => Act(reference, $"now {status}", (invoice, _) =>
    {
        if (!invoice.IsOpen)
            throw Impossible(invoice, status);
        invoice.Change(status);
    });

    private void Confirm(Invoice invoice, Amount amount, DateTimeOffset now)
    {
        if (invoice.Content.PaymentMode?.StartsWith("RESERVATION", StringComparison.Ordinal) == true)
        {
            Reserve(invoice, amount, now);
        }
        else if (invoice.Content.AcknowledgmentMode == "REQUIRE_ACKNOWLEDGMENT")
        {
            invoice.Confirm(InvoiceStatus.PendingIssuerAcknowledge, amount, now);
        }
        else
        {
            paymentCompletion.Pay(invoice, amount, now);
        }
    }

    private void Reserve(Invoice invoice, Amount amount, DateTimeOffset now)
    {
        var held = invoice.Content.CommitReservationTimeout is > 0 and var seconds
            ? TimeSpan.FromSeconds(seconds)
            : options.ReservationLifetime;
        invoice.Reserve(amount, now, now + held);
    }

    private void Act(string reference, string happened, Action<Invoice, DateTimeOffset> action)
    {
        var invoice = invoices.Find(reference) ?? throw new KeyNotFoundException($"There is no invoice {reference}.");
        lock (invoice.Sync)
        {
            action(invoice, invoices.Pass(invoice));
        }

        if (happened != null)
            log.Write($"{reference}: {happened}");
    }
}
