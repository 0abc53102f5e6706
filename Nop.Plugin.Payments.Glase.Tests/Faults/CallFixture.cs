using Glase.Simulator;
using Glase.Simulator.Faults;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Tests.Simulator;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// One call of the plugin's registered client to a Glase of its own, over HTTP: with all prepared that the call needs, and a
/// way to see what it did there.
/// </summary>
internal sealed class CallFixture : IAsyncDisposable
{
    private const decimal Total = 80m;
    private const decimal NewTotal = 50m;
    private const string ReportId = "Reconciliation/Shop.xml";

    private static readonly GlaseClientOptions _defaults = new();
    private static readonly Uri _nobody = new("http://127.0.0.1:1/");

    private readonly GlaseOperation _operation;
    private readonly CallClock _clock = new();
    private readonly ServiceProvider _services;
    private readonly IGlaseClient _client;
    private readonly List<GlaseCallRecord> _calls = [];
    private GlaseConnection _connection;
    private string _reference;
    private string _ersReference;
    private string _periodId;

    private CallFixture(GlaseOperation operation, GlaseSimulator glase, int breakerMinimum)
    {
        _operation = operation;
        Glase = glase;
        _clock.EndCallsHeldBy(glase.Faults);
        var services = new ServiceCollection();
        _clock.Register(services);
        services.AddGlaseClient(options => Configure(options, breakerMinimum));
        services.AddHttpClient(nameof(GlaseTransport)).AddHttpMessageHandler(() => Reading);
        _services = services.BuildServiceProvider();
        _client = _services.GetRequiredService<IGlaseClient>();
        _connection = new()
        {
            ServiceUrl = glase.ServiceUri,
            ClientId = "Test shop",
            TerminalId = glase.Options.TerminalId,
            Password = glase.Options.Password,
            ShopId = glase.Options.ResellerId,
            ShopUserId = glase.Options.ResellerUserId,
            ShopPassword = glase.Options.ResellerPassword,
            CallCompleted = _calls.Add
        };
    }

    public GlaseSimulator Glase { get; }

    /// <summary>
    /// How much the client read of what it was answered.
    /// </summary>
    public ReadCounter Reading { get; } = new();

    /// <summary>
    /// How many requests arrived at Glase.
    /// </summary>
    public long Requests => Glase.CallCount(_operation.WireName());

    /// <summary>
    /// Says which requests arrived, when, and for which invoice: the fixture's own, or one that another test's shop sent to its port.
    /// </summary>
    public string DescribeArrived()
    {
        return $"requests that arrived, for {_reference}: " + string.Join("; ", Glase.Calls(_operation.WireName())
            .Select(call => $"{call.ReceivedAt:O} {call.InvoiceReference} {call.ClientReference}"));
    }

    /// <summary>
    /// How many requests the client says that it made for the last call; null when it made none at all.
    /// </summary>
    public int? Attempts => _calls.LastOrDefault()?.Attempts;

    /// <param name="operation">What will be called</param>
    /// <param name="breakerMinimum">After how many requests the circuit may open</param>
    public static async Task<CallFixture> StartAsync(GlaseOperation operation, int breakerMinimum = 1000)
    {
        var glase = await GlaseSimulator.StartAsync(new() { ReportDelay = TimeSpan.Zero });
        var fixture = new CallFixture(operation, glase, breakerMinimum);
        await fixture.PrepareAsync();
        fixture.Forget();
        return fixture;
    }

    public void PointToNobody()
    {
        _connection = _connection with { ServiceUrl = _nobody };
    }

    public void LoseCredentials()
    {
        _connection = _connection with { Password = null, ShopPassword = null };
    }

    /// <summary>
    /// Lets calls fail until the client makes no more of them.
    /// </summary>
    public async Task OpenCircuitAsync()
    {
        Glase.Faults.Add(Fault.Http(503).Forever());
        for (var call = 0; call < 50 && (await CallAsync()).Kind != GlaseFailureKind.CircuitOpen; call++)
        {
        }

        Glase.Faults.Clear();
        Forget();
    }

    /// <returns>How the call failed; null when it succeeded</returns>
    public async Task<GlaseApiException> CallAsync()
    {
        try
        {
            await MakeAsync();
            return null;
        }
        catch (GlaseApiException failure)
        {
            return failure;
        }
    }

    /// <summary>
    /// Makes a report be at hand at once, which is never so the first time.
    /// </summary>
    public async Task GetReportReadyAsync()
    {
        if (_operation == GlaseOperation.ExecuteReport)
            await CallAsync();
        Forget();
    }

    /// <summary>
    /// Waits until Glase has done what it was asked to, if it takes a moment longer than the caller's timeout.
    /// </summary>
    public Task UntilDoneAsync()
    {
        return _operation == GlaseOperation.ExecuteReport
            ? Poll.UntilAsync(() => Glase.Calls(_operation.WireName()).Any(call => call.ResultCode is not null))
            : Poll.UntilAsync(() => CountDone() > 0);
    }

    /// <summary>
    /// How often Glase did what it was asked to. Call it last: it asks for reports once more, without faults.
    /// </summary>
    public async Task<int> CountDoneAsync()
    {
        Glase.Faults.Clear();
        if (_operation != GlaseOperation.ExecuteReport)
            return CountDone();

        // Glase begins a report when it is first asked for, and hands it out from the second time on.
        await using var services = new ServiceCollection().AddGlaseClient().BuildServiceProvider();
        try
        {
            await ExecuteReportAsync(services.GetRequiredService<IGlaseClient>(), _connection with { ServiceUrl = Glase.ServiceUri,
                ShopPassword = Glase.Options.ResellerPassword });
            return 1;
        }
        catch (GlaseApiException failure) when (failure.ResultCode == GlaseResultCode.ReportNotReady)
        {
            return 0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _clock.DisposeAsync();
        await Glase.DisposeAsync();
    }

    // How often is what the plugin's defaults say.
    private void Configure(GlaseClientOptions options, int breakerMinimum)
    {
        var timeout = CallClock.AttemptTimeout;
        var policy = new GlaseCallPolicy(timeout, _defaults.For(_operation).Retries, 5 * timeout);
        var patient = new GlaseCallPolicy(timeout, 0, timeout);
        options.SendInvoice = _operation == GlaseOperation.SendInvoice ? policy : patient;
        options.UpdateInvoice = _operation == GlaseOperation.UpdateInvoice ? policy : patient;
        options.GetPaymentStatus = _operation == GlaseOperation.GetPaymentStatus ? policy : patient;
        options.CancelInvoice = _operation == GlaseOperation.CancelInvoice ? policy : patient;
        options.CommitReservation = _operation == GlaseOperation.CommitReservation ? policy : patient;
        options.SubmitPaymentReceipt = _operation == GlaseOperation.SubmitPaymentReceipt ? policy : patient;
        options.RefundPayment = _operation == GlaseOperation.RefundPayment ? policy : patient;
        options.MarkTransactionPeriod = _operation == GlaseOperation.MarkTransactionPeriod ? policy : patient;
        options.ExecuteReport = _operation == GlaseOperation.ExecuteReport ? policy : patient;
        options.RetryDelay = TimeSpan.FromMilliseconds(1);
        options.MaxRetryDelay = TimeSpan.FromMilliseconds(5);
        options.BreakerMinimumRequests = breakerMinimum;
    }

    private void Forget()
    {
        Glase.ClearRecords();
        _calls.Clear();
    }

    private async Task PrepareAsync()
    {
        if (_operation is GlaseOperation.SendInvoice or GlaseOperation.MarkTransactionPeriod)
            return;

        if (_operation == GlaseOperation.ExecuteReport)
        {
            _periodId = await _client.MarkTransactionPeriodAsync(_connection, null);
            return;
        }

        var invoice = NewInvoice(Total);
        if (_operation == GlaseOperation.CommitReservation)
            invoice = invoice with { PaymentMode = PaymentMode.ReservationRequired };
        _reference = (await _client.SendInvoiceAsync(_connection, invoice)).InvoiceReference;
        if (_operation is not (GlaseOperation.CommitReservation or GlaseOperation.SubmitPaymentReceipt
            or GlaseOperation.RefundPayment))
            return;

        Glase.Pay(_reference);
        _ersReference = (await _client.GetPaymentStatusAsync(_connection, _reference, 0)).ErsReference;
    }

    private Task MakeAsync()
    {
        return _operation switch
        {
            GlaseOperation.SendInvoice => _client.SendInvoiceAsync(_connection, NewInvoice(Total)),
            GlaseOperation.UpdateInvoice => _client.UpdateInvoiceAsync(_connection, _reference, NewInvoice(NewTotal)),
            GlaseOperation.GetPaymentStatus => _client.GetPaymentStatusAsync(_connection, _reference, 1),
            GlaseOperation.CancelInvoice => _client.CancelInvoiceAsync(_connection, _reference),
            GlaseOperation.CommitReservation => _client.CommitReservationAsync(_connection, _reference, new(Total, "SEK")),
            GlaseOperation.SubmitPaymentReceipt =>
                _client.SubmitPaymentReceiptAsync(_connection, _ersReference, new("text/plain", "Tack"u8.ToArray())),
            GlaseOperation.RefundPayment =>
                _client.RefundPaymentAsync(_connection, _ersReference, "Refund", new(Total / 2, "SEK")),
            GlaseOperation.MarkTransactionPeriod => _client.MarkTransactionPeriodAsync(_connection, null),
            GlaseOperation.ExecuteReport => ExecuteReportAsync(_client, _connection),
            _ => throw new InvalidOperationException($"Nobody knows how to call {_operation}.")
        };
    }

    private Task<Report> ExecuteReportAsync(IGlaseClient client, GlaseConnection connection)
    {
        return client.ExecuteReportAsync(connection, ReportId, "en", new Dictionary<string, string>
        {
            ["transactionPeriodId"] = _periodId
        });
    }

    private int CountDone()
    {
        var invoice = _reference is null ? null : Glase.Invoice(_reference);
        return _operation switch
        {
            GlaseOperation.SendInvoice => Glase.Invoices.Count,
            GlaseOperation.UpdateInvoice => invoice.Content.TotalAmount.Value == NewTotal ? 1 : 0,
            GlaseOperation.GetPaymentStatus => invoice.AcknowledgedVersion,
            GlaseOperation.CancelInvoice => invoice.Status == "CANCELED" ? 1 : 0,
            GlaseOperation.CommitReservation => invoice.Status == "PAID" ? 1 : 0,
            GlaseOperation.SubmitPaymentReceipt => Glase.Receipts.Count,
            GlaseOperation.RefundPayment => Glase.Refunds.Count,
            GlaseOperation.MarkTransactionPeriod => Glase.Periods.Count,
            _ => throw new InvalidOperationException($"Nobody knows what {_operation} does.")
        };
    }

    private static Invoice NewInvoice(decimal total)
    {
        return new()
        {
            Title = "Test shop",
            ClientInvoiceId = "1",
            Rows = [new() { Description = "Kaffe", Quantity = 1, TotalAmount = new(total, "SEK") }],
            TotalAmount = new(total, "SEK"),
            CashierId = "Web",
            Footer = "Tack!"
        };
    }
}
