using Glase.Simulator.Wire;

namespace Glase.Simulator.Rules;

/// <summary>Turns an invoice into a paid one, and lets the shop know. The caller holds the invoice's lock.</summary>
internal sealed class Settlement(InvoiceRegister invoices, Numbers numbers, Notifier notifier)
{
    public void Pay(Invoice invoice, Amount amount, DateTimeOffset now)
    {
        invoice.Pay(amount, numbers.NextErsReference(now), now);
        invoices.AddPayment(invoice);
        notifier.Notify(invoice.Reference, invoice.Content.NotificationUrl);
    }

    /// <summary>The shop knows of the payment: it stands, and belongs to the period that is open now.</summary>
    public void Book(Invoice invoice)
    {
        if (invoice.Status == InvoiceStatus.Paid && invoice.BookedAs == 0)
            invoice.BookedAs = numbers.NextSequence();
    }
}
