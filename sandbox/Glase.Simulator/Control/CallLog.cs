using System.Collections.Concurrent;
using Glase.Simulator.Rules;

namespace Glase.Simulator.Control;

/// <summary>Counts all calls and keeps the latest.</summary>
internal sealed class CallLog(SimulatorOptions options, InvoiceRegister invoices)
{
    private readonly RecentList<CallRecord> _calls = new(options.CallLimit);
    private readonly ConcurrentQueue<CallRecord> _withRequest = new();
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>The latest calls, oldest first; null: any operation, any invoice.</summary>
    public IEnumerable<CallRecord> Find(string operation, string invoiceReference) => _calls.ToList()
        .Where(call => (operation ?? call.Operation) == call.Operation)
        .Where(call => (invoiceReference ?? call.InvoiceReference) == call.InvoiceReference);

    public long Count(string operation) => _counts.GetValueOrDefault(operation);

    public void Add(CallRecord call)
    {
        _calls.Add(call);
        _withRequest.Enqueue(call);
        if (_withRequest.Count > options.RequestLimit && _withRequest.TryDequeue(out var old))
            old.ForgetRequest();
        if (call.Operation == null)
            return;
        _counts.AddOrUpdate(call.Operation, 1, (_, count) => count + 1);
        (invoices.Find(call.InvoiceReference) ?? invoices.FindPayment(call.ErsReference))?.Count(call.Operation);
    }

    public void Clear()
    {
        _calls.Clear();
        _counts.Clear();
    }
}
