using System.Collections.Concurrent;

namespace Glase.Simulator.Rules;

/// <summary>All invoices, by their own reference and by that of their payment.</summary>
internal sealed class InvoiceRegister(SimulatorOptions options, SimulatorLog log)
{
    private readonly ConcurrentDictionary<string, Invoice> _invoices = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Invoice> _payments = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Invoice> _oldestFirst = new();
    private int _count;

    public IEnumerable<Invoice> All => _oldestFirst;

    public Invoice Find(string reference) => reference == null ? null : _invoices.GetValueOrDefault(reference);

    public Invoice FindPayment(string ersReference) => ersReference == null ? null : _payments.GetValueOrDefault(ersReference);

    public void Add(Invoice invoice)
    {
        _invoices[invoice.Reference] = invoice;
        _oldestFirst.Enqueue(invoice);
        if (Interlocked.Increment(ref _count) > options.InvoiceLimit)
            ForgetOldest();
    }

    public void AddPayment(Invoice invoice) => _payments[invoice.ErsReference] = invoice;

    /// <summary>Lets time pass for an invoice whose lock the caller holds.</summary>
    public DateTimeOffset Pass(Invoice invoice)
    {
        var now = options.TimeProvider.GetUtcNow();
        var payment = invoice.ErsReference;
        var happened = invoice.Pass(now, options);
        if (happened != null)
            log.Write($"{invoice.Reference}: {happened}");
        if (payment != null && invoice.ErsReference == null)
            _payments.TryRemove(payment, out _);
        return now;
    }

    private void ForgetOldest()
    {
        if (!_oldestFirst.TryDequeue(out var oldest))
            return;
        lock (oldest.Sync)
        {
            Pass(oldest);
            if (oldest.IsOpen)
            {
                _oldestFirst.Enqueue(oldest);
                return;
            }
        }

        Interlocked.Decrement(ref _count);
        _invoices.TryRemove(oldest.Reference, out _);
        if (oldest.ErsReference != null)
            _payments.TryRemove(oldest.ErsReference, out _);
    }
}
