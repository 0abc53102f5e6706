using System.Net;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// From cart to receipt over HTTP, with script off: the shopper does by hand what the script does.
/// </summary>
[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.PostgreSql)]
[TestFixture(DatabaseKind.MySql)]
public class PaidPathTests(DatabaseKind kind)
{
    private const int Download = 4;

    private ShopFixture _fixture;
    private HttpShopper _httpShopper;

    [SetUp]
    public async Task SetUp()
    {
        _fixture = await ShopFixture.StartAsync(kind: kind);
        _httpShopper = _fixture.NewShopper();
    }

    [TearDown]
    public async Task TearDown()
    {
        if (_fixture is null)
            return;

        _httpShopper.Dispose();
        await _fixture.DisposeAsync();
    }

    [Test]
    public async Task Paying_in_the_payment_step_ends_on_the_receipt()
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        Assert.That(code.HasCode, Is.True, _httpShopper.Page.Body.TextContent);

        _fixture.Glase.Pay(code.Reference);
        await _httpShopper.CompleteAsync(code);

        var order = await _fixture.OnlyOrderAsync();
        var reference = _fixture.Glase.Invoice(code.Reference).ErsReference;
        var values = new Nop.Services.Orders.CustomValues();
        values.FillByXml(order.CustomValuesXml);
        Assert.Multiple(async () =>
        {
            Assert.That(_httpShopper.At.AbsolutePath, Does.EndWith($"completed/{order.Id}"));
            Assert.That(_httpShopper.Page.Body.TextContent, Does.Contain(reference));
            Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
            Assert.That(order.CaptureTransactionId, Is.EqualTo(reference));
            Assert.That(values.Select(value => value.Value), Is.EqualTo(new[] { reference }));
            Assert.That((await _fixture.NotesOfGlaseAsync()).Single(), Does.Contain(reference));
            Assert.That((await _fixture.LastPaymentAsync()).IsApplied, Is.True);
            Assert.That(await _fixture.AllAsync<ShoppingCartItem>(), Is.Empty);
        });
        await _httpShopper.GoAsync($"orderdetails/{order.Id}");
        Assert.That(_httpShopper.Page.Body.TextContent, Does.Contain(reference), "the order's page shows it too");
    }

    [Test]
    public async Task Paying_after_the_order_ends_on_the_receipt()
    {
        await _fixture.ChangeAsync(settings => settings.QrCodePlacement = QrCodePlacement.AfterOrder);
        await _httpShopper.PutIntoCartAsync();
        var step = await _httpShopper.CheckOutAsync();
        Assert.That(step.State, Is.EqualTo("afterOrder"));

        await _httpShopper.ContinueAndConfirmAsync();
        var code = _httpShopper.Code;
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Pending));
        _fixture.Glase.Pay(code.Reference);
        await _httpShopper.CompleteAsync(code);

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(_httpShopper.Page.Body.TextContent, Does.Contain(_fixture.Glase.Invoice(code.Reference).ErsReference));
        Assert.That(await _fixture.NotesOfGlaseAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_order_gets_its_status_once(
        [Values("script", "confirm step", "task")] string placedBy, [Values] bool isReserved, [Values] bool isDownload)
    {
        await _httpShopper.PutIntoCartAsync(isDownload ? Download : 0);
        var code = await _httpShopper.CheckOutAsync();
        if (isReserved)
            _fixture.Glase.Reserve(code.Reference);
        else
            _fixture.Glase.Pay(code.Reference);

        if (placedBy == "script")
            await _httpShopper.CompleteAsync(code);
        else if (placedBy == "confirm step")
            await _httpShopper.ContinueAndConfirmAsync();
        else
            await LeaveToTaskAsync(code);

        var expected = isDownload && !isReserved ? new[] { OrderStatus.Processing, OrderStatus.Complete } : [OrderStatus.Processing];
        var notes = (await _fixture.AllAsync<OrderNote>()).Select(note => note.Note).Where(note => note.Contains("status has been"));
        Assert.Multiple(async () =>
        {
            Assert.That((await _fixture.OnlyOrderAsync()).OrderStatus, Is.EqualTo(expected[^1]));
            Assert.That(notes.ToList(), Is.EqualTo(expected.Select(status => $"Order status has been changed to {status}").ToList()));
            Assert.That(await _fixture.NotesOfGlaseAsync(), Has.Count.EqualTo(1));
            Assert.That((await _fixture.LastPaymentAsync()).IsApplied, Is.True, "applied at once");
        });
    }

    private async Task LeaveToTaskAsync(PaymentElement code)
    {
        await _httpShopper.GoAsync($"glase/{code.Token}/status");
        await _fixture.ChangePaymentsAsync(payment =>
        {
            payment.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod;
            payment.ReservedOnUtc -= GlaseDefaults.BrowserGracePeriod;
        });
        await _fixture.RunTaskAsync();
    }

    [Test]
    public async Task Continuing_without_having_paid_keeps_the_same_code()
    {
        await _httpShopper.PutIntoCartAsync();
        var inStep = await _httpShopper.CheckOutAsync();

        await _httpShopper.ContinueAndConfirmAsync();

        Assert.That(_httpShopper.Code.Reference, Is.EqualTo(inStep.Reference));
        Assert.That(_fixture.Glase.Invoices, Has.Count.EqualTo(1));
        _fixture.Glase.Pay(inStep.Reference);
        await _httpShopper.CompleteAsync(_httpShopper.Code);
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task The_page_without_script_reloads_itself_and_offers_the_way_on()
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        await _httpShopper.GoAsync($"glase/{code.Token}");
        Assert.That(_httpShopper.Page.QuerySelector("noscript")?.InnerHtml ?? _httpShopper.Page.Head.InnerHtml, Does.Contain("refresh"));

        _fixture.Glase.Pay(code.Reference);
        await _httpShopper.GoAsync($"glase/{code.Token}");
        await _httpShopper.PressAsync(_httpShopper.Page.QuerySelector("[data-glase-panel=paid] form button"));

        Assert.That(_httpShopper.At.AbsolutePath, Does.Contain("completed"));
    }

    [Test]
    public async Task The_way_back_from_the_app_ends_on_the_receipt_in_the_same_browser()
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Pay(code.Reference);

        await _httpShopper.GoAsync(_fixture.Glase.Invoice(code.Reference).Content.BackUrl);

        Assert.That(_httpShopper.At.AbsolutePath, Does.Contain("completed"));
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task Another_browser_learns_that_it_is_paid_and_nothing_about_the_person()
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Pay(code.Reference);
        using var stranger = _fixture.NewShopper();

        await stranger.GoAsync(_fixture.Glase.Invoice(code.Reference).Content.BackUrl);

        var text = stranger.Page.Body.TextContent;
        Assert.That(stranger.Page.QuerySelector("glase-payment").GetAttribute("data-state"), Is.EqualTo("paid"));
        Assert.That(text, Does.Not.Contain("Ada").And.Not.Contain("Storgatan").And.Not.Contain(code.Reference));
        Assert.That(await _fixture.AllAsync<Order>(), Is.Empty, "a stranger places no order");
    }

    [Test]
    public async Task Somebody_else_who_completes_a_payment_gets_neither_its_order_nor_its_receipt()
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Pay(code.Reference);
        using var stranger = _fixture.NewShopper();
        await stranger.PutIntoCartAsync();
        var own = await stranger.CheckOutAsync();

        var form = new FormUrlEncodedContent([own.RequestToken]);
        var response = await stranger.Http.PostAsync(code.CompleteUrl, form);

        Assert.That((await _fixture.OnlyOrderAsync()).CustomerId, Is.EqualTo((await _fixture.AllAsync<GlasePayment>())[0].CustomerId));
        Assert.That(response.RequestMessage.RequestUri.AbsolutePath, Does.StartWith("/glase/"));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Not.Contain("Storgatan").And.Not.Contain("€10.45"));
    }

    [TestCase(10.44, "EUR")]
    [TestCase(10.45, "SEK")]
    public async Task Another_amount_or_currency_pays_nothing(decimal amount, string currency)
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Pay(code.Reference, amount, currency);

        await _httpShopper.CompleteAsync(code);

        Assert.That(await _fixture.AllAsync<Order>(), Is.Empty);
        Assert.That(_httpShopper.Code.State, Is.EqualTo("beingRefunded"), "the shopper is told");
    }

    [Test]
    public async Task A_cart_changed_after_the_payment_is_not_ordered_with_it()
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Pay(code.Reference);
        await _httpShopper.PutIntoCartAsync(2);

        await _httpShopper.CompleteAsync(code);

        Assert.That(await _fixture.AllAsync<Order>(), Is.Empty);
        Assert.That(_httpShopper.Code.Message, Is.Not.Null);
        Assert.That((await _fixture.LastPaymentAsync()).LastError, Is.Not.Null);
    }

    [Test]
    public async Task Fifty_racers_on_one_payment_make_one_order_with_one_note()
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        var back = _fixture.Glase.Invoice(code.Reference).Content.BackUrl;
        var notification = _fixture.Glase.Invoice(code.Reference).Content.NotificationUrl;
        using var client = new HttpClient();
        Task Race(int racer) => (racer % 5) switch
        {
            0 => _httpShopper.Http.GetAsync(code.StatusUrl),
            1 => _httpShopper.Http.GetStringAsync(code.EventsUrl),
            2 => client.PostAsync(notification, new FormUrlEncodedContent([KeyValuePair.Create("invoiceReference", code.Reference)])),
            3 => _httpShopper.Http.GetAsync(back),
            _ => _httpShopper.Http.PostAsync(code.CompleteUrl, new FormUrlEncodedContent([code.RequestToken]))
        };

        _fixture.Glase.Pay(code.Reference);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(racer => Task.Run(() => Race(racer))));

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(await _fixture.NotesOfGlaseAsync(), Has.Count.EqualTo(1));
        await ShopFixture.UntilAsync(async () => (await _fixture.LastPaymentAsync()).ReceiptSubmittedOnUtc is not null, "the receipt");
        await ShopFixture.UntilAsync(async () => (await _fixture.LocksAsync()).Count == 0, "every lock to be released");
    }

    [Test]
    public async Task Fifty_racers_on_a_placed_order_pay_it_once()
    {
        await _fixture.ChangeAsync(settings => settings.QrCodePlacement = QrCodePlacement.AfterOrder);
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.CheckOutAsync();
        await _httpShopper.ContinueAndConfirmAsync();
        var code = _httpShopper.Code;
        using var client = new HttpClient();
        var notification = _fixture.Glase.Invoice(code.Reference).Content.NotificationUrl;

        _fixture.Glase.Pay(code.Reference);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(racer => Task.Run(() => (racer % 3) switch
        {
            0 => _httpShopper.Http.GetAsync(code.StatusUrl),
            1 => client.PostAsync(notification, null),
            _ => _httpShopper.Http.PostAsync(code.CompleteUrl, new FormUrlEncodedContent([code.RequestToken]))
        })));

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(await _fixture.NotesOfGlaseAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Asking_for_a_state_makes_no_account_and_no_last_visited_page()
    {
        await _httpShopper.PutIntoCartAsync();
        var code = await _httpShopper.CheckOutAsync();
        var before = (await _fixture.AllAsync<Customer>()).Count;
        using var stranger = new HttpClient { BaseAddress = _fixture.Shop.BaseUri };
        stranger.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64) Test/1.0");

        await stranger.GetAsync(code.StatusUrl);
        await stranger.PostAsync(_fixture.Glase.Invoice(code.Reference).Content.NotificationUrl, null);

        Assert.That(await _fixture.AllAsync<Customer>(), Has.Count.EqualTo(before));
    }
}
