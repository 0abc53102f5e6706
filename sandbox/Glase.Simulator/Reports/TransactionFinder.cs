using Glase.Simulator.Rules;

namespace Glase.Simulator.Reports;

/// <summary>Gathers a period's payments and refunds in the order they were booked.</summary>
internal sealed class TransactionFinder(InvoiceRegister invoices)
{
    public IReadOnlyList<Transaction> Find(Period period, string terminalId) =>
        invoices.All
            .Where(invoice => terminalId == null || invoice.Terminal.Id == terminalId)
            .SelectMany(OfInvoice)
            .Where(transaction => transaction.BookedAs > period.After && transaction.BookedAs <= period.UpTo)
            .OrderBy(transaction => transaction.BookedAs)
            .ToList();

    private static List<Transaction> OfInvoice(Invoice invoice)
    {
        lock (invoice.Sync)
        {
            var found = new List<Transaction>();
            if (invoice.BookedAs == 0)
                return found;
            var terminal = invoice.Terminal.Id;
            var cashier = invoice.Content.CashierId;
            found.Add(new Transaction(terminal, cashier, invoice.Amount.Value, invoice.ErsReference, invoice.BookedAs));
            found.AddRange(invoice.Refunds.Select(refund =>
                new Transaction(terminal, cashier, -refund.Amount.Value, refund.ErsReference, refund.BookedAs)));
            return found;
        }
    }
}
