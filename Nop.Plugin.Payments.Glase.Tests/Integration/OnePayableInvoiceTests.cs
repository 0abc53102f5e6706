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
    private ClientHook.Hook _whileCodeIsMade;
    private TestShop _world;
    private Shopper _shopper;

    [SetUp]
    public async Task SetUp()
    {
        _whileCodeIsMade = new ClientHook.Hook();
        _world = await TestShop.StartAsync(shop => shop.ConfigureServices = services => ClientHook.Add(services, _whileCodeIsMade));
        _shopper = _world.NewShopper();
        await _shopper.PutIntoCartAsync();
    }

    [TearDown]
    public async Task TearDown()
    {
        _shopper.Dispose();
        await _world.DisposeAsync();
    }

    private IEnumerable<string> Payable => _world.Glase.Invoices.Where(invoice => invoice.Status == "ISSUED").Select(invoice => invoice.Reference);

    [Test]
    public async Task Reloading_shows_the_same_code()
    {
        var first = await _shopper.CheckOutAsync();

        await _shopper.GoAsync("checkout/paymentinfo");

        Assert.That(_shopper.Code.Reference, Is.EqualTo(first.Reference));
        Assert.That(Payable, Is.EqualTo(new[] { first.Reference }));
    }

    [Test]
    public async Task Many_tabs_at_once_show_the_same_code()
    {
        await _shopper.CheckOutAsync("Payments.CheckMoneyOrder");
        await _shopper.ChooseMethodAsync(GlaseDefaults.SystemName);
        await CancelOpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _shopper.Http.GetAsync("checkout/paymentinfo")));

        Assert.That(Payable.Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_changed_cart_changes_the_amount_of_the_same_code()
    {
        var first = await _shopper.CheckOutAsync();
        await _shopper.PutIntoCartAsync(2);

        await _shopper.CheckOutAsync();

        Assert.That(_shopper.Code.Reference, Is.EqualTo(first.Reference));
        Assert.That(_shopper.Code.Amount, Is.Not.EqualTo(first.Amount));
        Assert.That(_world.Glase.Invoice(first.Reference).Content.TotalAmount.Value, Is.EqualTo((await _world.LastInvoiceAsync()).Amount));
    }

    [Test]
    public async Task A_change_that_Glase_refuses_makes_a_new_code_and_takes_the_old_one_back()
    {
        var first = await _shopper.CheckOutAsync();
        _world.Glase.Faults.Add(Fault.Result(91).On("updateInvoice").Forever());
        await _shopper.PutIntoCartAsync(2);

        await _shopper.CheckOutAsync();

        Assert.That(_shopper.Code.Reference, Is.Not.EqualTo(first.Reference));
        Assert.That(Payable, Is.EqualTo(new[] { _shopper.Code.Reference }));
    }

    [Test]
    public async Task Coming_back_an_hour_later_makes_a_new_code_and_takes_the_old_one_back()
    {
        var first = await _shopper.CheckOutAsync();
        await _world.ChangeInvoicesAsync(invoice => invoice.ExpiresOnUtc = invoice.ExpiresOnUtc.AddHours(-1));

        await _shopper.GoAsync("checkout/paymentinfo");

        Assert.That(_shopper.Code.Reference, Is.Not.EqualTo(first.Reference));
        Assert.That(Payable, Is.EqualTo(new[] { _shopper.Code.Reference }));
    }

    [Test]
    public async Task Coming_back_late_to_a_code_that_was_paid_shows_it_paid()
    {
        var first = await _shopper.CheckOutAsync();
        await _world.ChangeInvoicesAsync(invoice => invoice.ExpiresOnUtc = invoice.ExpiresOnUtc.AddHours(-1));
        _world.Glase.NotificationMode = NotificationMode.Off;
        _world.Glase.Pay(first.Reference);

        await _shopper.GoAsync("checkout/paymentinfo");

        Assert.That(_shopper.Code.State, Is.EqualTo("paid"));
        Assert.That(Payable, Is.Empty);
    }

    [Test]
    public async Task An_order_confirmed_while_a_code_is_made_leaves_one_payable_code()
    {
        await _shopper.CheckOutAsync();
        await CancelOpenAsync();
        _whileCodeIsMade.Act = _shopper.ContinueAndConfirmAsync;

        // Another tab.
        await _shopper.Http.GetAsync("checkout/paymentinfo");

        var order = await _world.OnlyOrderAsync();
        var open = (await _world.AllAsync<GlaseInvoice>()).Single(invoice => !invoice.IsOver);
        Assert.That(open.OrderId, Is.EqualTo(order.Id));
        Assert.That(Payable, Is.EqualTo(new[] { open.InvoiceReference }));
    }

    [Test]
    public async Task A_code_that_was_bound_to_an_order_while_it_was_made_stays_the_orders()
    {
        await _shopper.CheckOutAsync();
        await CancelOpenAsync();
        _whileCodeIsMade.Act = () => _world.ChangeAllAsync<GlaseInvoice>(invoice =>
        {
            if (invoice.Status == GlaseInvoiceStatus.Sending)
                invoice.CheckoutKey = "order-4711";
        });

        await _shopper.GoAsync("checkout/paymentinfo");

        var open = (await _world.AllAsync<GlaseInvoice>()).Single(invoice => !invoice.IsOver);
        Assert.That(open.CheckoutKey, Is.EqualTo("order-4711"));
        Assert.That(Payable, Is.EqualTo(new[] { open.InvoiceReference }));
    }

    [Test]
    public async Task A_code_whose_time_was_ended_while_it_was_made_is_cancelled()
    {
        _whileCodeIsMade.Act = () => _world.ChangeInvoicesAsync(invoice => invoice.ExpiresOnUtc = invoice.CreatedOnUtc);

        await _shopper.CheckOutAsync();

        Assert.That(Payable, Is.Empty);
        Assert.That((await _world.LastInvoiceAsync()).IsOver, Is.True);
    }

    [Test]
    public async Task Ordering_with_another_method_takes_the_code_back()
    {
        await _shopper.CheckOutAsync();
        await _shopper.ChooseMethodAsync("Payments.CheckMoneyOrder");

        await _shopper.ContinueAndConfirmAsync();

        Assert.That(await _world.AllAsync<Order>(), Has.Count.EqualTo(1));
        Assert.That(Payable, Is.Empty);
    }

    [Test]
    public async Task A_cancelled_code_gives_way_to_a_new_one()
    {
        var first = await _shopper.CheckOutAsync();
        _world.Glase.Cancel(first.Reference);
        await _shopper.Http.GetAsync(first.StatusUrl);

        var response = await _shopper.Http.PostAsync(first.RenewUrl, new FormUrlEncodedContent([first.RequestToken]));

        Assert.That(response.IsSuccessStatusCode, Is.True);
        Assert.That(Payable.Single(), Is.Not.EqualTo(first.Reference));
    }

    [Test]
    public async Task The_task_takes_back_what_nobody_paid_and_cancels_its_order()
    {
        await _shopper.CheckOutAsync();
        await _shopper.ContinueAndConfirmAsync();
        await _world.ChangeInvoicesAsync(invoice => invoice.ExpiresOnUtc = invoice.ExpiresOnUtc.AddHours(-1));
        await AgeOrderAsync();

        await _world.RunTaskAsync();

        Assert.That(Payable, Is.Empty);
        Assert.That((await _world.OnlyOrderAsync()).OrderStatus, Is.EqualTo(OrderStatus.Cancelled));
    }

    [Test]
    public async Task The_task_finds_out_that_an_overdue_order_was_paid()
    {
        await _shopper.CheckOutAsync();
        await _shopper.ContinueAndConfirmAsync();
        _world.Glase.NotificationMode = NotificationMode.Off;
        _world.Glase.Pay(_shopper.Code.Reference);
        await _world.ChangeInvoicesAsync(invoice => invoice.ExpiresOnUtc = invoice.ExpiresOnUtc.AddHours(-1));

        await _world.RunTaskAsync();

        Assert.That((await _world.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task The_task_places_the_order_of_a_paid_cart_whose_browser_is_gone()
    {
        var code = await _shopper.CheckOutAsync();
        _world.Glase.Pay(code.Reference);
        await TestShop.UntilAsync(async () => (await _world.LastInvoiceAsync()).PaidOnUtc is not null, "the notification");
        await _world.ChangeInvoicesAsync(invoice => invoice.PaidOnUtc -= GlaseDefaults.BrowserPatience);

        await _world.RunTaskAsync();

        var order = await _world.OnlyOrderAsync();
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(order.CustomerId, Is.EqualTo((await _world.LastInvoiceAsync()).CustomerId));
        Assert.That(_world.Glase.Refunds, Is.Empty);
    }

    [Test]
    public async Task The_task_gives_back_what_cannot_be_ordered_and_the_shopper_is_told()
    {
        var code = await _shopper.CheckOutAsync();
        _world.Glase.Pay(code.Reference);
        await TestShop.UntilAsync(async () => (await _world.LastInvoiceAsync()).PaidOnUtc is not null, "the notification");
        await _shopper.PutIntoCartAsync(2);
        await _world.ChangeInvoicesAsync(invoice => invoice.PaidOnUtc -= GlaseDefaults.BrowserPatience);

        await _world.RunTaskAsync();
        await _world.RunTaskAsync();

        Assert.That(await _world.AllAsync<Order>(), Is.Empty);
        Assert.That(_world.Glase.Refunds.Single().Amount.Value, Is.EqualTo((await _world.LastInvoiceAsync()).Amount));
        await _shopper.GoAsync($"glase/{code.Token}");
        Assert.That(_shopper.Code.State, Is.EqualTo("refunded"));
    }

    private async Task CancelOpenAsync()
    {
        foreach (var reference in Payable.ToList())
            _world.Glase.Cancel(reference);
        await _world.ChangeInvoicesAsync(invoice =>
        {
            invoice.Status = GlaseInvoiceStatus.Canceled;
            invoice.CheckoutKey = invoice.Token;
        });
    }

    private Task AgeOrderAsync()
    {
        return _world.Shop.RunAsync(async services =>
        {
            var repository = services.GetRequiredService<IRepository<Order>>();
            var order = (await repository.GetAllAsync(query => query)).Single();
            order.CreatedOnUtc = order.CreatedOnUtc.AddHours(-1);
            await repository.UpdateAsync(order);
        });
    }
}
