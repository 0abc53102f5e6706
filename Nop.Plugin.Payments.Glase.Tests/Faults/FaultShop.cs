using Glase.Simulator;
using Glase.Simulator.Faults;
using Glase.Simulator.Rules;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.ScheduleTasks;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Receipts;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// A shop and a shopper for the lines of one table, one after the other, each with a payment of its own. The client's time is a
/// <see cref="CallClock"/>, and no fault opens its circuit.
/// </summary>
internal sealed class FaultShop : IAsyncDisposable
{
    private static readonly Uri _nobody = new("http://127.0.0.1:1/");

    private readonly ShopFixture _fixture;
    private readonly CallClock _clock;
    private readonly GlaseOperation _operation;

    private FaultShop(ShopFixture fixture, CallClock clock, GlaseOperation operation)
    {
        _fixture = fixture;
        _clock = clock;
        _operation = operation;
        Shopper = fixture.NewShopper();
    }

    public GlaseSimulator Glase => _fixture.Glase;

    /// <summary>
    /// Has an item in the cart and has chosen Glase.
    /// </summary>
    public HttpShopper Shopper { get; }

    public string Call => _operation.WireName();

    public long Requests => Glase.CallCount(Call);

    public IEnumerable<string> Payable =>
        Glase.Invoices.Where(invoice => invoice.Status == "ISSUED").Select(invoice => invoice.Reference);

    /// <param name="operation">The call that will be failing</param>
    /// <param name="isLive">
    /// Whether notifications and open pages make the shop ask Glase by itself; otherwise the test alone does
    /// </param>
    public static async Task<FaultShop> StartAsync(GlaseOperation operation, bool isLive = true)
    {
        var clock = new CallClock();
        var fixture = await ShopFixture.StartAsync(shop => shop.ConfigureServices = services =>
        {
            clock.Register(services);
            services.Configure<GlaseClientOptions>(options => Configure(options, operation));
            // The lines tell of the payment step. However long that takes to come up, nothing goes before it.
            services.AddSingleton(provider => new Mock<CartInvoiceSync>(provider.GetRequiredService<BackgroundWork>(),
                provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<SafeLog>(), TimeProvider.System).Object);
            // Receipts write to payments too, while the next line is getting its payment ready.
            if (operation != GlaseOperation.SubmitPaymentReceipt)
                services.AddSingleton(Mock.Of<IReceiptQueue>());
            if (!isLive)
                services.AddSingleton(Mock.Of<IPaymentPoller>());
        });
        fixture.Glase.NotificationMode = isLive ? NotificationMode.On : NotificationMode.Off;
        var shop = new FaultShop(fixture, clock, operation);
        await shop.Shopper.PutIntoCartAsync();
        await shop.Shopper.CheckOutAsync();
        return shop;
    }

    /// <summary>
    /// Forgets the payments of earlier lines, here and at Glase.
    /// </summary>
    public async Task BeginAsync()
    {
        await MendAsync();
        foreach (var reference in Payable.ToList())
            Glase.Cancel(reference);
        if ((await _fixture.AllAsync<GlasePayment>()).LastOrDefault() is { IsClosed: false })
            await ChangeLastAsync<GlasePayment>(payment =>
            {
                payment.Status = GlasePaymentStatus.Canceled;
                payment.CheckoutKey = payment.Token;
            });
        Glase.ClearRecords();
    }

    /// <summary>
    /// Shows the shopper the payment step, all over again from the cart where it was changed.
    /// </summary>
    public async Task<PaymentElement> ShowStepAsync()
    {
        await Shopper.GoAsync("checkout/paymentinfo");
        // Of a changed cart, the shipping method is still to be chosen.
        return Shopper.Code is { State: not "changed" } code ? code : await Shopper.CheckOutAsync();
    }

    /// <summary>
    /// Lets the call meet the fault that a line of a table names.
    /// </summary>
    /// <param name="fault">The fault's words, "none", or "nobody" for a server that is not there</param>
    /// <param name="invoiceReference">The only invoice it befalls; null for any</param>
    public async Task BreakAsync(string fault, string invoiceReference = null)
    {
        if (fault == CallTables.Nobody)
            await PointToAsync(_nobody);
        else if (fault != "none")
        {
            _clock.EndCallsHeldBy(Glase.Faults);
            Glase.Faults.Add(FaultWords.Parse(fault) with { Operation = Call, InvoiceReference = invoiceReference });
        }
    }

    /// <summary>
    /// Ends the fault; what a delay held back at Glase is done now.
    /// </summary>
    public async Task MendAsync()
    {
        _clock.EndNoHeldCalls();
        Glase.Faults.Clear();
        await PointToAsync(Glase.ServiceUri);
    }

    /// <summary>
    /// Closes the current period as an admin does; the shop has the credentials for it from then on.
    /// </summary>
    /// <returns>The period; null when one was closed just before</returns>
    public async Task<GlasePeriod> ClosePeriodAsync()
    {
        await ReportingShop.EnterCredentialsAsync(_fixture);
        return await ReportingShop.CloseAsync(_fixture);
    }

    public Task<GlasePayment> LastPaymentAsync() => _fixture.LastPaymentAsync();

    public async Task<Order> LastOrderAsync() => (await _fixture.AllAsync<Order>()).LastOrDefault();

    public async Task<GlaseRefund> LastRefundAsync() => (await _fixture.AllAsync<GlaseRefund>())[^1];

    public async Task<string> LastNoteAsync() => (await _fixture.NotesOfGlaseAsync())[^1];

    public async Task<int> CountOrdersAsync() => (await _fixture.AllAsync<Order>()).Count;

    /// <summary>
    /// The order in one word: paid, or how its own life stands.
    /// </summary>
    public async Task<string> LastOrderInOneWordAsync()
    {
        var order = await LastOrderAsync();
        return order.PaymentStatus == PaymentStatus.Paid ? order.PaymentStatus.ToString() : order.OrderStatus.ToString();
    }

    public Task RunTaskAsync()
    {
        return _fixture.Shop.RunAsync(services =>
            ActivatorUtilities.CreateInstance<PaymentRecoveryTask>(services).ExecuteAsync());
    }

    public Task<TResult> RunAsync<TResult>(Func<IServiceProvider, Task<TResult>> act) => _fixture.Shop.RunAsync(act);

    public Task ChangeLastAsync<TEntity>(Action<TEntity> change) where TEntity : Nop.Core.BaseEntity
    {
        return _fixture.Shop.RunAsync(async services =>
        {
            var repository = services.GetRequiredService<IRepository<TEntity>>();
            var last = (await repository.GetAllAsync(query => query.OrderByDescending(row => row.Id).Take(1))).Single();
            change(last);
            await repository.UpdateAsync(last);
        });
    }

    public async ValueTask DisposeAsync()
    {
        Shopper.Dispose();
        await _fixture.DisposeAsync();
        await _clock.DisposeAsync();
    }

    private Task PointToAsync(Uri address) => _fixture.ChangeAsync(settings => settings.LiveServiceUrl = address.ToString());

    private static void Configure(GlaseClientOptions options, GlaseOperation operation)
    {
        options.RetryDelay = TimeSpan.FromMilliseconds(5);
        options.MaxRetryDelay = TimeSpan.FromMilliseconds(20);
        options.BreakerMinimumRequests = 100_000;
        var policy = options.For(operation) with { AttemptTimeout = CallClock.AttemptTimeout, TotalTimeout = 5 * CallClock.AttemptTimeout };
        switch (operation)
        {
            case GlaseOperation.SendInvoice:
                options.SendInvoice = policy;
                break;
            case GlaseOperation.UpdateInvoice:
                options.UpdateInvoice = policy;
                break;
            case GlaseOperation.GetPaymentStatus:
                options.GetPaymentStatus = policy;
                break;
            case GlaseOperation.CancelInvoice:
                options.CancelInvoice = policy;
                break;
            case GlaseOperation.CommitReservation:
                options.CommitReservation = policy;
                break;
            case GlaseOperation.SubmitPaymentReceipt:
                options.SubmitPaymentReceipt = policy;
                break;
            case GlaseOperation.RefundPayment:
                options.RefundPayment = policy;
                break;
            case GlaseOperation.MarkTransactionPeriod:
                options.MarkTransactionPeriod = policy;
                break;
            case GlaseOperation.ExecuteReport:
                options.ExecuteReport = policy;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(operation), operation, null);
        }
    }
}
