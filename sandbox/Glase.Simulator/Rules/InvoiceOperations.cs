using System.Collections.Concurrent;
using System.Xml;
using Glase.Simulator.Wire;

namespace Glase.Simulator.Rules;

/// <summary>What a terminal does with its unpaid invoices: send, update, ask, cancel.</summary>
internal sealed class InvoiceOperations(
    InvoiceRegister invoices, ReferenceGenerator referenceGenerator, PaymentCompletion paymentCompletion, PaidAnswerOverrides paidAnswerOverrides, SimulatorOptions options, SimulatorLog log)
{
    private readonly ConcurrentDictionary<string, Invoice> _onCashRegister = new(StringComparer.Ordinal);

    public Outcome Send(GlaseTerminal terminal, InvoiceContent content, CustomerToken[] tokens, out Invoice invoice)
    {
        invoice = null;
        var outcome = InvoiceCheck.Check(content);
        if (!outcome.Succeeded)
            return outcome;
        invoice = new Invoice(referenceGenerator.NextInvoiceReference(), terminal, content, tokens, options.TimeProvider.GetUtcNow());
        invoice.Count(GlaseOperation.SendInvoice);
        invoices.Add(invoice);
        if (terminal.IsCashRegister)
            ReplaceOnCashRegister(invoice);
        return outcome;
    }

    public Outcome Update(GlaseTerminal terminal, string reference, InvoiceContent content, CustomerToken[] tokens)
    {
        if (!TryFind(terminal, reference, out var invoice))
            return Unknown(reference);
        lock (invoice.Sync)
        {
            invoices.Pass(invoice);
            if (invoice.Status != InvoiceStatus.Issued)
                return Outcome.Of(ResultCode.RejectedBusinessLogic, $"the invoice is {invoice.Status}");
            if (invoice.PayerActive)
                return Outcome.Of(ResultCode.PaymentInProgress);
            var outcome = InvoiceCheck.Check(content);
            if (outcome.Succeeded)
                invoice.Replace(content, tokens);
            return outcome;
        }
    }

    public Outcome Ask(GlaseTerminal terminal, string reference, int version, PaymentStatusResponse answer)
    {
        if (!TryFind(terminal, reference, out var invoice))
            return Unknown(reference);
        lock (invoice.Sync)
        {
            var now = invoices.Pass(invoice);
            if (version == invoice.Version && invoice.Status == InvoiceStatus.PendingIssuerAcknowledge && invoice.Amount != null)
                paymentCompletion.Pay(invoice, invoice.Amount, now);
            invoice.Ask(version, now);
            paymentCompletion.Book(invoice);
            if (version != invoice.Version)
                log.Write($"{reference} is {invoice.Status}, version {invoice.Version}");
            Fill(answer, invoice);
            return Outcome.Success;
        }
    }

    public Outcome Cancel(GlaseTerminal terminal, string reference)
    {
        if (!TryFind(terminal, reference, out var invoice))
            return Unknown(reference);
        lock (invoice.Sync)
        {
            invoices.Pass(invoice);
            var code = WhyNotCanceled(invoice);
            if (code == ResultCode.Success)
                invoice.Cancel(byShop: true);
            return Outcome.Of(code);
        }
    }

    private static ResultCode WhyNotCanceled(Invoice invoice) => invoice.Status switch
    {
        InvoiceStatus.Issued => invoice.PayerActive ? ResultCode.PaymentInProgress : ResultCode.Success,
        InvoiceStatus.Reserved => ResultCode.Success,
        InvoiceStatus.Paid => ResultCode.CannotCancelPaidInvoice,
        InvoiceStatus.Canceled when invoice.CanceledByShop => ResultCode.InvoiceAlreadyCanceled,
        InvoiceStatus.Canceled or InvoiceStatus.Failed => ResultCode.PaymentAlreadyCancelled,
        InvoiceStatus.Expired => ResultCode.PaymentExpired,
        _ => ResultCode.CannotCancelInvoiceInProgress
    };

    private static Outcome Unknown(string reference) =>
        Outcome.Of(ResultCode.InvalidInvoiceReference, $"there is no invoice {reference}");

    private bool TryFind(GlaseTerminal terminal, string reference, out Invoice invoice)
    {
        invoice = invoices.Find(reference);
        return invoice?.Terminal.Id == terminal.Id;
    }

    private void ReplaceOnCashRegister(Invoice invoice)
    {
        Invoice before = null;
        _onCashRegister.AddOrUpdate(invoice.Terminal.Id, invoice, (_, old) =>
        {
            before = old;
            return invoice;
        });
        if (before == null)
            return;
        lock (before.Sync)
        {
            invoices.Pass(before);
            if (before.Status == InvoiceStatus.Issued)
                before.Cancel(byShop: true);
        }
    }

    private void Fill(PaymentStatusResponse answer, Invoice invoice)
    {
        answer.Status = invoice.Status;
        answer.Version = invoice.Version;
        if (invoice.Status != InvoiceStatus.Paid)
            return;
        answer.ErsReference = invoice.ErsReference;
        answer.CustomerTokens = invoice.Tokens?.Select(Used).ToArray();
        answer.Receipt = new PaymentReceipt
        {
            TerminalId = invoice.Terminal.Id,
            PaymentDate = XmlConvert.ToString(invoice.PaidAt.GetValueOrDefault()),
            ClientInvoiceId = invoice.Content.ClientInvoiceId,
            InvoiceReference = invoice.Reference,
            PaymentReference = invoice.ErsReference,
            PayerTerminalId = "payer-" + invoice.Reference,
            ReceiverName = options.ShopName,
            Invoice = invoice.Content.WithTotal(new Amount(invoice.Amount.Value, invoice.Amount.Currency))
        };
        paidAnswerOverrides.Edit?.Invoke(answer);
    }

    private static CustomerToken Used(CustomerToken token) =>
        new() { Description = token.Description, Id = token.Id, Status = 1, Value = token.Value };
}
