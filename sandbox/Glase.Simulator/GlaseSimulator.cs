using Glase.Simulator.Control;
using Glase.Simulator.Faults;
using Glase.Simulator.Reports;
using Glase.Simulator.Rules;
using Glase.Simulator.Wire;

namespace Glase.Simulator;

/// <summary>
/// A running Glase server to test against. Any number of them run side by side in one process; each has its own port,
/// invoices and faults. All members may be used from any thread.
/// </summary>
public sealed class GlaseSimulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly InvoiceRegister _invoices;
    private readonly PaidAnswerOverrides _paidAnswerOverrides;
    private readonly PayerActions _payer;
    private readonly Notifier _notifier;
    private readonly CallLog _calls;
    private readonly ViolationLog _violations;
    private readonly ReportOperations _reports;

    private GlaseSimulator(WebApplication app, SimulatorOptions options)
    {
        _app = app;
        Options = options;
        BaseUri = SimulatorHost.AddressOf(app);
        ServiceUri = new Uri(BaseUri, GlaseWire.ServicePath);
        _invoices = app.Services.GetRequiredService<InvoiceRegister>();
        _paidAnswerOverrides = app.Services.GetRequiredService<PaidAnswerOverrides>();
        _payer = app.Services.GetRequiredService<PayerActions>();
        _notifier = app.Services.GetRequiredService<Notifier>();
        _calls = app.Services.GetRequiredService<CallLog>();
        _violations = app.Services.GetRequiredService<ViolationLog>();
        _reports = app.Services.GetRequiredService<ReportOperations>();
        Faults = app.Services.GetRequiredService<FaultPlan>();
    }

    public SimulatorOptions Options { get; }

    /// <summary>Where the list of invoices is, and below it the phones and /control.</summary>
    public Uri BaseUri { get; }

    /// <summary>The SOAP endpoint: what a shop's settings need.</summary>
    public Uri ServiceUri { get; }

    public FaultPlan Faults { get; }

    public IReadOnlyList<InvoiceSnapshot> Invoices => _invoices.All.Select(Snapshot).ToList();

    public IReadOnlyList<Refund> Refunds => Invoices.SelectMany(invoice => invoice.Refunds).ToList();

    public IReadOnlyList<SubmittedReceipt> Receipts => Invoices.SelectMany(invoice => invoice.Receipts).ToList();

    public IReadOnlyList<Period> Periods => _reports.Periods;

    /// <summary>The notifications sent, answered or not.</summary>
    public IReadOnlyList<NotificationRecord> Notifications => _notifier.Sent;

    /// <summary>What the shop did against Glase's documents: nothing, unless a test means to.</summary>
    public IReadOnlyList<Violation> Violations => _violations.All;

    public NotificationMode NotificationMode
    {
        get => _notifier.Mode;
        set => _notifier.Mode = value;
    }

    /// <summary>Real time between a payment and its notification.</summary>
    public TimeSpan NotificationDelay
    {
        get => _notifier.Delay;
        set => _notifier.Delay = value;
    }

    /// <summary>Changes what getPaymentStatus says of paid invoices, for instance leaves something out; null: nothing.</summary>
    public Action<PaymentStatusResponse> EditPaid
    {
        get => _paidAnswerOverrides.Edit;
        set => _paidAnswerOverrides.Edit = value;
    }

    /// <summary>Starts one; disposing it stops it.</summary>
    public static async Task<GlaseSimulator> StartAsync(
        SimulatorOptions options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SimulatorOptions();
        var app = SimulatorHost.Build(options);
        try
        {
            await app.StartAsync(cancellationToken);
            return new GlaseSimulator(app, options);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>The page a payer's phone shows for an invoice.</summary>
    public Uri PhoneUri(string reference) => new(BaseUri, "phone/" + Uri.EscapeDataString(reference));

    /// <summary>Null: there is no such invoice.</summary>
    public InvoiceSnapshot Invoice(string reference) => _invoices.Find(reference) is { } invoice ? Snapshot(invoice) : null;

    /// <summary>How often an operation was called, refused and faulty calls included.</summary>
    public long CallCount(string operation) => _calls.Count(operation);

    /// <summary>The latest calls, oldest first.</summary>
    public IReadOnlyList<CallRecord> Calls(string operation = null, string invoiceReference = null) =>
        _calls.Find(operation, invoiceReference).ToList();

    /// <inheritdoc cref="PayerActions.Start"/>
    public void Start(string reference) => _payer.Start(reference);

    /// <summary>The payer confirms what the invoice asks for.</summary>
    public void Pay(string reference) => _payer.Pay(reference);

    /// <summary>The payer confirms another amount than the invoice asks for.</summary>
    public void Pay(string reference, decimal amount, string currency) => _payer.Pay(reference, new Amount(amount, currency));

    /// <summary>The payer's confirmation reserves the amount, whatever the payment mode.</summary>
    public void Reserve(string reference) => _payer.Reserve(reference);

    public void Cancel(string reference) => _payer.Cancel(reference);

    public void Fail(string reference) => _payer.Fail(reference);

    public void Expire(string reference) => _payer.Expire(reference);

    /// <inheritdoc cref="PayerActions.SetStatus"/>
    public void SetStatus(string reference, string word) => _payer.SetStatus(reference, word);

    /// <summary>Posts a notification (again), whatever the invoice's status and the notification mode.</summary>
    public Task<NotificationRecord> NotifyAsync(string reference)
    {
        var url = Invoice(reference)?.Content.NotificationUrl
            ?? throw new InvalidOperationException($"There is no notificationUrl for {reference}.");
        return _notifier.SendAsync(reference, url);
    }

    /// <summary>Forgets calls, counters and violations. Invoices stay.</summary>
    public void ClearRecords()
    {
        _calls.Clear();
        _violations.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private InvoiceSnapshot Snapshot(Invoice invoice) => InvoiceSnapshot.Of(invoice, _invoices);
}
