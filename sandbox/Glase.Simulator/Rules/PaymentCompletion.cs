using Glase.Simulator.Wire;

namespace Glase.Simulator.Rules;

/// <summary>Turns an invoice into a paid one, and lets the shop know. The caller holds the invoice's lock.</summary>
internal sealed class PaymentCompletion(InvoiceRegister invoices, ReferenceGenerator referenceGenerator, Notifier notifier)
{
    public void Pay(Invoice invoice, Amount amount, DateTimeOffset now)
    {
        invoice.Pay(amount, referenceGenerator.NextErsReference(now), now);
        invoices.AddPayment(invoice);
        notifier.Notify(invoice.Reference, invoice.Content.NotificationUrl);
    }

    /// <summary>The shop knows of the payment: it stands, and belongs to the period that is open now.</summary>
    public void Book(Invoice invoice)
    {
        if (invoice.Status == InvoiceStatus.Paid && invoice.BookedAs == 0)
            invoice.BookedAs = referenceGenerator.NextSequence();
    }
}
