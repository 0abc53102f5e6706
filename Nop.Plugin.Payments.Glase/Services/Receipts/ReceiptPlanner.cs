using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Receipts;

/// <summary>
/// Sees to it that a payment that paid its order gets a receipt, where the store wants that.
/// </summary>
public class ReceiptPlanner
{
    private readonly GlaseConnections _connections;
    private readonly IReceiptQueue _queue;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public ReceiptPlanner(GlaseConnections connections, IReceiptQueue queue)
    {
        _connections = connections;
        _queue = queue;
    }

    /// <summary>
    /// Makes the receipt of a payment due, in the very update that records it as settled: so none is forgotten, however soon the
    /// process ends. Of a reservation, only the capture pays.
    /// </summary>
    /// <param name="invoice">A payment that has just been settled and is about to be stored</param>
    public async Task PlanAsync(GlaseInvoice invoice)
    {
        if (invoice is { Status: GlaseInvoiceStatus.Paid, ReceiptSubmittedOnUtc: null }
            && (await _connections.GetSettingsAsync(invoice.StoreId)).SubmitReceipt)
            invoice.ReceiptDueOnUtc = invoice.SettledOnUtc;
    }

    /// <summary>
    /// Has the receipt handed in soon, if one is due, and waits for nothing.
    /// </summary>
    /// <param name="invoice">A payment that is stored as settled</param>
    public void Begin(GlaseInvoice invoice)
    {
        if (invoice.ReceiptDueOnUtc is not null)
            _queue.Add(invoice.Id);
    }
}
