using Glase.Simulator.Faults;
using Glase.Simulator.Rules;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// Whatever the shopper does, Glase never has two payable invoices of one checkout.
/// </summary>
public class OnePayableInvoiceTests
{
    private static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(300);
    private ClientHook.Hook _whileCodeIsMade;
    private ShopFixture _fixture;
    private HttpShopper _httpShopper;

    [SetUp]
    public async Task SetUp()
    {
        _whileCodeIsMade = new ClientHook.Hook();
        _fixture = await ShopFixture.StartAsync(shop => shop.ConfigureServices = services => ClientHook.Add(services, _whileCodeIsMade));
        _httpShopper = _fixture.NewShopper();
        await _httpShopper.PutIntoCartAsync();
    }

    [TearDown]
    public async Task TearDown()
    {
        _httpShopper.Dispose();
        await _fixture.DisposeAsync();
    }

    private IEnumerable<string> Payable => _fixture.Glase.Invoices.Where(invoice => invoice.Status == "ISSUED").Select(invoice => invoice.Reference);

    [Test]
    public async Task Reloading_shows_the_same_code()
    {
        var first = await _httpShopper.CheckOutAsync();

        await _httpShopper.GoAsync("checkout/paymentinfo");

        Assert.That(_httpShopper.Code.Reference, Is.EqualTo(first.Reference));
        Assert.That(Payable, Is.EqualTo(new[] { first.Reference }));
    }

    [Test]
    public async Task Many_tabs_at_once_show_the_same_code()
    {
        await _httpShopper.CheckOutAsync("Payments.CheckMoneyOrder");
        await _httpShopper.ChooseMethodAsync(GlaseDefaults.SystemName);
        await CancelOpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _httpShopper.Http.GetAsync("checkout/paymentinfo")));

        Assert.That(Payable.Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_changed_cart_changes_the_amount_of_the_same_code()
    {
        var first = await _httpShopper.CheckOutAsync();
        await _httpShopper.PutIntoCartAsync(2);

        await _httpShopper.CheckOutAsync();

        Assert.That(_httpShopper.Code.Reference, Is.EqualTo(first.Reference));
        Assert.That(_httpShopper.Code.Amount, Is.Not.EqualTo(first.Amount));
        Assert.That(_fixture.Glase.Invoice(first.Reference).Content.TotalAmount.Value, Is.EqualTo((await _fixture.LastPaymentAsync()).Amount));
    }

    [Test]
    public async Task A_change_that_Glase_refuses_issues_a_new_code_and_cancels_the_old_one()
    {
        var first = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Faults.Add(Fault.Result(91).On("updateInvoice").Forever());
        await _httpShopper.PutIntoCartAsync(2);

        await _httpShopper.CheckOutAsync();

        Assert.That(_httpShopper.Code.Reference, Is.Not.EqualTo(first.Reference));
        Assert.That(Payable, Is.EqualTo(new[] { _httpShopper.Code.Reference }));
    }

    [Test]
    public async Task Coming_back_an_hour_later_issues_a_new_code_and_cancels_the_old_one()
    {
        var first = await _httpShopper.CheckOutAsync();
        await _fixture.ChangePaymentsAsync(payment => payment.ExpiresOnUtc = payment.ExpiresOnUtc.AddHours(-1));

        await _httpShopper.GoAsync("checkout/paymentinfo");

        Assert.That(_httpShopper.Code.Reference, Is.Not.EqualTo(first.Reference));
        Assert.That(Payable, Is.EqualTo(new[] { _httpShopper.Code.Reference }));
    }

    [Test]
    public async Task Coming_back_late_to_a_code_that_was_paid_shows_it_paid()
    {
        var first = await _httpShopper.CheckOutAsync();
        await _fixture.ChangePaymentsAsync(payment => payment.ExpiresOnUtc = payment.ExpiresOnUtc.AddHours(-1));
        _fixture.Glase.NotificationMode = NotificationMode.Off;
        _fixture.Glase.Pay(first.Reference);

        await _httpShopper.GoAsync("checkout/paymentinfo");

        Assert.That(_httpShopper.Code.State, Is.EqualTo("paid"));
        Assert.That(Payable, Is.Empty);
    }

    [Test]
    public async Task An_order_confirmed_while_a_code_is_made_leaves_one_payable_code()
    {
        await _httpShopper.CheckOutAsync();
        await CancelOpenAsync();
        Task confirmed = null;
        _whileCodeIsMade.Act = async () =>
        {
            confirmed = _httpShopper.ContinueAndConfirmAsync();
            Assert.That(await Task.WhenAny(confirmed, Task.Delay(_moment)), Is.Not.SameAs(confirmed), "It waits for the code.");
        };

        // Another tab.
        await _httpShopper.Http.GetAsync("checkout/paymentinfo");
        await confirmed;

        var order = await _fixture.OnlyOrderAsync();
        var open = (await _fixture.AllAsync<GlasePayment>()).Single(payment => !payment.IsClosed);
        Assert.That(open.OrderId, Is.EqualTo(order.Id));
        Assert.That(Payable, Is.EqualTo(new[] { open.InvoiceReference }));
    }

    [Test]
    public async Task A_code_that_was_bound_to_an_order_while_it_was_made_stays_the_orders()
    {
        await _httpShopper.CheckOutAsync();
        await CancelOpenAsync();
        _whileCodeIsMade.Act = () => _fixture.ChangeAllAsync<GlasePayment>(payment =>
        {
            if (payment.Status == GlasePaymentStatus.Sending)
                payment.CheckoutKey = "order-4711";
        });

        await _httpShopper.GoAsync("checkout/paymentinfo");

        var open = (await _fixture.AllAsync<GlasePayment>()).Single(payment => !payment.IsClosed);
        Assert.That(open.CheckoutKey, Is.EqualTo("order-4711"));
        Assert.That(Payable, Is.EqualTo(new[] { open.InvoiceReference }));
    }

    [Test]
    public async Task A_cart_that_is_changed_while_its_code_is_made_hides_the_code_and_changes_it_in_the_checkout()
    {
        var first = await _httpShopper.CheckOutAsync();
        await CancelOpenAsync();
        _whileCodeIsMade.Act = () => _httpShopper.PutIntoCartAsync();

        // Another tab.
        await _httpShopper.Http.GetAsync("checkout/paymentinfo");

        // nopCommerce has the shipping chosen again.
        await ShopFixture.UntilAsync(async () => (await _fixture.LastPaymentAsync()).IsAmountOutdated, "the hidden code");
        await _httpShopper.CheckOutAsync();
        var invoice = _fixture.Glase.Invoice(Payable.Single());
        Assert.That(invoice.Content.TotalAmount.Value, Is.GreaterThan(_fixture.Glase.Invoice(first.Reference).Content.TotalAmount.Value));
        Assert.That((await _fixture.LastPaymentAsync()).Amount, Is.EqualTo(invoice.Content.TotalAmount.Value));
    }

    [Test]
    public async Task A_cart_that_is_emptied_while_its_code_is_made_leaves_no_code()
    {
        await _httpShopper.CheckOutAsync();
        await CancelOpenAsync();
        _whileCodeIsMade.Act = async () =>
        {
            await _httpShopper.GoAsync("cart");
            var quantity = _httpShopper.Page.QuerySelector(".quantity").GetAttribute("name");
            await _httpShopper.PressAsync(_httpShopper.Page.QuerySelector("[name=updatecart]"), (quantity, "0"));
        };

        // Another tab.
        await _httpShopper.Http.GetAsync("checkout/paymentinfo");

        await ShopFixture.UntilAsync(async () => (await _fixture.LastPaymentAsync()).IsClosed, "the cancellation");
        Assert.That(Payable, Is.Empty);
    }

    [Test]
    public async Task Who_chooses_another_method_while_a_code_is_made_does_not_wait_for_it()
    {
        await _httpShopper.CheckOutAsync();
        await CancelOpenAsync();
        _whileCodeIsMade.Act = () => _httpShopper.ChooseMethodAsync("Payments.CheckMoneyOrder");

        // Another tab: its code is made when the method was chosen.
        await _httpShopper.Http.GetAsync("checkout/paymentinfo");

        await ShopFixture.UntilAsync(async () => await _fixture.LastPaymentAsync() is { InvoiceReference: not null } last
            && last.ExpiresOnUtc < last.DeadlineOnUtc, "the end of its time");
        await _fixture.RunTaskAsync();
        Assert.That(Payable, Is.Empty);
    }

    [Test]
    public async Task A_code_whose_time_was_ended_while_it_was_made_is_cancelled()
    {
        _whileCodeIsMade.Act = () => _fixture.ChangePaymentsAsync(payment => payment.ExpiresOnUtc = payment.CreatedOnUtc);

        await _httpShopper.CheckOutAsync();

        Assert.That(Payable, Is.Empty);
        Assert.That((await _fixture.LastPaymentAsync()).IsClosed, Is.True);
    }

    [Test]
    public async Task Ordering_with_another_method_cancels_the_invoice()
    {
        await _httpShopper.CheckOutAsync();
        await _httpShopper.ChooseMethodAsync("Payments.CheckMoneyOrder");

        await _httpShopper.ContinueAndConfirmAsync();

        Assert.That(await _fixture.AllAsync<Order>(), Has.Count.EqualTo(1));
        Assert.That(Payable, Is.Empty);
    }

    [Test]
    public async Task A_cancelled_code_gives_way_to_a_new_one()
    {
        var first = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Cancel(first.Reference);
        await _httpShopper.Http.GetAsync(first.StatusUrl);

        var response = await _httpShopper.Http.PostAsync(first.RenewUrl, new FormUrlEncodedContent([first.RequestToken]));

        Assert.That(response.IsSuccessStatusCode, Is.True);
        Assert.That(Payable.Single(), Is.Not.EqualTo(first.Reference));
    }

    [Test]
    public async Task The_task_cancels_an_unpaid_invoice_and_its_order()
    {
        await _httpShopper.CheckOutAsync();
        await _httpShopper.ContinueAndConfirmAsync();
        await _fixture.ChangePaymentsAsync(payment => payment.DeadlineOnUtc = payment.ExpiresOnUtc = payment.ExpiresOnUtc.AddHours(-1));
        await AgeOrderAsync();

        await _fixture.RunTaskAsync();

        Assert.That(Payable, Is.Empty);
        Assert.That((await _fixture.OnlyOrderAsync()).OrderStatus, Is.EqualTo(OrderStatus.Cancelled));
    }

    [Test]
    public async Task The_task_finds_out_that_an_overdue_order_was_paid()
    {
        await _httpShopper.CheckOutAsync();
        await _httpShopper.ContinueAndConfirmAsync();
        _fixture.Glase.NotificationMode = NotificationMode.Off;
        _fixture.Glase.Pay(_httpShopper.Code.Reference);
        await _fixture.ChangePaymentsAsync(payment => payment.ExpiresOnUtc = payment.ExpiresOnUtc.AddHours(-1));

        await _fixture.RunTaskAsync();

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task The_task_places_the_order_of_a_paid_cart_whose_browser_is_gone()
    {
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Pay(code.Reference);
        await ShopFixture.UntilAsync(async () => (await _fixture.LastPaymentAsync()).PaidOnUtc is not null, "the notification");
        await _fixture.ChangePaymentsAsync(payment => payment.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod);

        await _fixture.RunTaskAsync();

        var order = await _fixture.OnlyOrderAsync();
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(order.CustomerId, Is.EqualTo((await _fixture.LastPaymentAsync()).CustomerId));
        Assert.That(_fixture.Glase.Refunds, Is.Empty);
    }

    [Test]
    public async Task The_task_refunds_what_cannot_be_ordered_and_the_shopper_is_told()
    {
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Pay(code.Reference);
        await ShopFixture.UntilAsync(async () => (await _fixture.LastPaymentAsync()).PaidOnUtc is not null, "the notification");
        await _httpShopper.PutIntoCartAsync(2);
        await _fixture.ChangePaymentsAsync(payment => payment.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod);

        await _fixture.RunTaskAsync();
        await _fixture.RunTaskAsync();

        Assert.That(await _fixture.AllAsync<Order>(), Is.Empty);
        Assert.That(_fixture.Glase.Refunds.Single().Amount.Value, Is.EqualTo((await _fixture.LastPaymentAsync()).Amount));
        await _httpShopper.GoAsync($"glase/{code.Token}");
        Assert.That(_httpShopper.Code.State, Is.EqualTo("refunded"));
    }

    private async Task CancelOpenAsync()
    {
        foreach (var reference in Payable.ToList())
            _fixture.Glase.Cancel(reference);
        await _fixture.ChangePaymentsAsync(payment =>
        {
            payment.Status = GlasePaymentStatus.Canceled;
            payment.CheckoutKey = payment.Token;
        });
    }

    private Task AgeOrderAsync()
    {
        return _fixture.Shop.RunAsync(async services =>
        {
            var repository = services.GetRequiredService<IRepository<Order>>();
            var order = (await repository.GetAllAsync(query => query)).Single();
            order.CreatedOnUtc = order.CreatedOnUtc.AddHours(-1);
            await repository.UpdateAsync(order);
        });
    }
}
