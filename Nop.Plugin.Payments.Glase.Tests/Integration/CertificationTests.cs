using System.Globalization;
using System.Xml.Linq;
using Glase.Simulator.Control;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// The six steps of docs/certification.md, one after the other, as a shop with the plugin takes them. Prints what Glase was sent
/// and answered: <c>dotnet test --filter CertificationTests --logger "console;verbosity=detailed"</c>.
/// </summary>
public class CertificationTests
{
    private static readonly TimeSpan _pauseOfStepTwo = TimeSpan.FromSeconds(30);

    private FakeTimeProvider _clockOfGlase;
    private ShopFixture _fixture;
    private HttpShopper _httpShopper;
    private HashSet<CallRecord> _printed;

    [SetUp]
    public async Task SetUp()
    {
        _clockOfGlase = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        _fixture = await ShopFixture.StartAsync(glaseOptions: options =>
        {
            options.TimeProvider = _clockOfGlase;
            options.ReportDelay = TimeSpan.Zero;
        });
        await ReportingShop.EnterCredentialsAsync(_fixture);
        _httpShopper = _fixture.NewShopper();
        _printed = [];
    }

    [TearDown]
    public async Task TearDown()
    {
        _httpShopper.Dispose();
        await _fixture.DisposeAsync();
    }

    [Test]
    public async Task A_webshop_takes_the_six_steps()
    {
        var code = await SendAnInvoiceWithRowsAsync();
        var payment = await AskBeforeAndAfterThePaymentAsync(code);
        await SubmitTheReceiptAsync(payment);
        await CancelAnUnpaidInvoiceAsync();
        var order = await RefundAsync(payment);
        await CloseAPeriodAndReadItsReportAsync(payment, order.OrderTotal);

        Assert.That(_fixture.Glase.Violations, Is.Empty, "nothing that Glase's documents ask for was left out");
    }

    private async Task<PaymentElement> SendAnInvoiceWithRowsAsync()
    {
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.PutIntoCartAsync(1);
        var code = await _httpShopper.CheckOutAsync();

        var invoice = _fixture.Glase.Invoice(code.Reference).Content;
        Assert.That(invoice.InvoiceRows, Has.Length.GreaterThanOrEqualTo(2));
        Assert.That(invoice.InvoiceRows.All(row => row.ItemQuantity > 0 && row.ItemTotalAmount is not null), Is.True);
        Assert.That(invoice.InvoiceRows.Sum(row => row.ItemTotalAmount.Value), Is.EqualTo(invoice.TotalAmount.Value));
        Print("1. sendInvoice, with rows that have itemQuantity and itemTotalAmount", "sendInvoice");
        return code;
    }

    private async Task<GlasePayment> AskBeforeAndAfterThePaymentAsync(PaymentElement code)
    {
        await _httpShopper.GoAsync($"glase/{code.Token}/status");
        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Issued), "asked before the payment");

        _fixture.Glase.Pay(code.Reference);
        await _httpShopper.CompleteAsync(code);
        var payment = await _fixture.LastPaymentAsync();
        Assert.That(payment.IsPaidInFull, Is.True, "asked after the payment");

        _clockOfGlase.Advance(_pauseOfStepTwo);
        var again = await _fixture.Shop.RunAsync(async services => await services.GetRequiredService<IGlaseClient>().GetPaymentStatusAsync(
            await services.GetRequiredService<GlaseConnectionProvider>().GetAsync(payment.StoreId), payment.InvoiceReference, payment.InvoiceVersion));
        Assert.That((again.Status, again.ErsReference), Is.EqualTo((GlaseInvoiceState.Paid, payment.ErsReference)), "asked 30 s later");
        Print("2. getPaymentStatus, before and after the payment, and 30 s later", "getPaymentStatus");
        return payment;
    }

    private async Task SubmitTheReceiptAsync(GlasePayment payment)
    {
        await ShopFixture.UntilAsync(async () => (await _fixture.AllAsync<GlasePayment>())
            .Single(row => row.Id == payment.Id).ReceiptSubmittedOnUtc is not null, "the receipt");

        Assert.That(_fixture.Glase.Receipts.Single().MimeType, Is.EqualTo("text/html"));
        Print("3. submitPaymentReceipt, once it is paid", "submitPaymentReceipt");
    }

    private async Task CancelAnUnpaidInvoiceAsync()
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        await _httpShopper.ContinueAndConfirmAsync();
        var order = (await _fixture.AllAsync<Order>())[^1];

        await ProcessAsync(order, (processing, unpaid) => processing.CancelOrderAsync(unpaid, true));

        Assert.That(_fixture.Glase.Invoice(code.Reference).Status, Is.EqualTo("CANCELED"));
        Print("4. cancelInvoice of an unpaid invoice, because its order is cancelled", "cancelInvoice");
    }

    private async Task<Order> RefundAsync(GlasePayment payment)
    {
        var order = (await _fixture.AllAsync<Order>())[0];
        await ProcessAsync(order, (processing, paid) => processing.RefundAsync(paid));

        order = (await _fixture.AllAsync<Order>())[0];
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Refunded));
        Assert.That(_fixture.Glase.Refunds.Single().Amount.Value, Is.EqualTo(payment.PaidAmount));
        Print("5. refundPayment of a paid one", "refundPayment");
        return order;
    }

    private async Task CloseAPeriodAndReadItsReportAsync(GlasePayment payment, decimal total)
    {
        var period = await ReportingShop.LoadAsync(_fixture, await ReportingShop.CloseAsync(_fixture));

        var reported = await _fixture.AllAsync<GlaseReportedTransaction>();
        Assert.That(reported.Select(row => row.Amount), Is.EqualTo(new[] { total, -total }), "the payment and its refund");
        Assert.That(reported[0].ErsReference, Is.EqualTo(payment.ErsReference));
        Assert.That(period.TransactionPeriodId, Is.EqualTo(_fixture.Glase.Periods.Single().Id));
        Print("6. markTransactionPeriod, used together with executeReport", "markTransactionPeriod", "executeReport");
    }

    private Task ProcessAsync(Order order, Func<IOrderProcessingService, Order, Task> action)
    {
        return _fixture.Shop.RunAsync(async services => await action(services.GetRequiredService<IOrderProcessingService>(),
            await services.GetRequiredService<IOrderService>().GetOrderByIdAsync(order.Id)));
    }

    // The calls that no step before has printed; other operations belong to other steps.
    private void Print(string step, params string[] operations)
    {
        var own = _fixture.Glase.Calls().Where(call => operations.Contains(call.Operation) && _printed.Add(call)).ToList();
        Assert.That(own.Select(call => call.Operation).Distinct(), Is.EquivalentTo(operations));

        TestContext.Out.WriteLine($"=== {step}");
        foreach (var call in own)
            TestContext.Out.WriteLine(Describe(call));
    }

    private static string Describe(CallRecord call)
    {
        var request = XElement.Parse(call.Request);
        foreach (var secret in request.Descendants().Where(part => part.Name.LocalName is "password" or "receiptData"))
            secret.Value = string.Create(CultureInfo.InvariantCulture, $"({secret.Value.Length} characters)");
        var answer = string.Create(CultureInfo.InvariantCulture, $"{call.ResultCode} {call.ResultDescription}");
        return $"--- {call.Operation}, answered with {answer}\n{request.Elements().Last()}\n";
    }
}
