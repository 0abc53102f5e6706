using Glase.Simulator.Wire;

namespace Glase.Simulator.Rules;

/// <summary>What a terminal does with money that is reserved or paid: commit, refund, submit a receipt.</summary>
internal sealed class PaymentOperations(InvoiceRegister invoices, ReferenceGenerator referenceGenerator, PaymentCompletion paymentCompletion, SimulatorOptions options)
{
    public Outcome Commit(GlaseTerminal terminal, string reference, Amount amount, out string ersReference)
    {
        ersReference = null;
        var invoice = invoices.Find(reference);
        if (invoice?.Terminal.Id != terminal.Id)
            return Outcome.Of(ResultCode.InvalidInvoiceReference, $"there is no invoice {reference}");
        lock (invoice.Sync)
        {
            var now = invoices.Pass(invoice);
            if (invoice.Status != InvoiceStatus.Reserved)
                return Outcome.Of(ResultCode.InvoiceStateNotReserved, $"the invoice is {invoice.Status}");
            var outcome = CheckPart(amount, invoice.Amount, invoice.Amount.Value, ResultCode.RejectedAmount);
            if (!outcome.Succeeded)
                return outcome;
            invoice.Ask(invoice.AcknowledgedVersion, now);
            paymentCompletion.Pay(invoice, amount, now);
            paymentCompletion.Book(invoice);
            ersReference = invoice.ErsReference;
            return Outcome.Success;
        }
    }

    public Outcome Refund(GlaseTerminal terminal, string ersReference, InvoiceContent content, out string refundReference)
    {
        refundReference = null;
        if (!options.RefundsAllowed)
            return Outcome.Of(ResultCode.ResellerNotAllowedToDoRefund);
        var invoice = invoices.FindPayment(ersReference);
        if (invoice?.Terminal.Id != terminal.Id)
            return Unknown(ersReference);
        lock (invoice.Sync)
        {
            var now = invoices.Pass(invoice);
            if (invoice.ErsReference != ersReference)
                return Unknown(ersReference);
            var left = invoice.Amount.Value - invoice.Refunds.Sum(made => made.Amount.Value);
            var outcome = CheckPart(content.TotalAmount, invoice.Amount, left,
                ResultCode.SumOfRefundsCanNotBeMoreThanOriginalTransaction);
            if (!outcome.Succeeded)
                return outcome;
            refundReference = referenceGenerator.NextErsReference(now);
            invoice.Refunds.Add(new Refund(refundReference, ersReference, invoice.Reference, content.Title,
                content.TotalAmount, now, referenceGenerator.NextSequence()));
            return Outcome.Success;
        }
    }

    public Outcome SubmitReceipt(GlaseTerminal terminal, string ersReference, ReceiptDocument document)
    {
        var invoice = invoices.FindPayment(ersReference);
        if (invoice?.Terminal.Id != terminal.Id)
            return Unknown(ersReference);
        lock (invoice.Sync)
        {
            var now = invoices.Pass(invoice);
            if (invoice.ErsReference != ersReference)
                return Unknown(ersReference);
            invoice.Receipts.Add(new SubmittedReceipt(ersReference, invoice.Reference, document.MimeType, document.ReceiptType,
                document.ReceiptData ?? [], now));
            return Outcome.Success;
        }
    }

    private static Outcome Unknown(string ersReference) =>
        Outcome.Of(ResultCode.InvalidErsReference, $"there is no payment {ersReference}");

    private static Outcome CheckPart(Amount part, Amount whole, decimal most, ResultCode tooMuch)
    {
        var problem = InvoiceCheck.AmountProblem(part);
        if (problem == null && part.Currency != whole.Currency)
            problem = $"the payment is in {whole.Currency}, the amount in {part.Currency}";
        if (problem != null)
            return Outcome.Of(ResultCode.InvalidInvoiceData, problem);
        if (part.Value <= 0)
            return Outcome.Of(ResultCode.RejectedAmount, "the amount must be more than zero");
        return part.Value <= most
            ? Outcome.Success
            : Outcome.Of(tooMuch, $"at most {new Amount(most, whole.Currency)} can be taken");
    }
}
