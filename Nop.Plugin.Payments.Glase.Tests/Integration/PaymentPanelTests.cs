using System.Net;
using AngleSharp.Dom;
using Glase.Simulator.Faults;
using Glase.Simulator.Rules;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// What an order's page shows of its payment, and to whom.
/// </summary>
public class PaymentPanelTests : PaymentPanelTestBase
{
    [Test]
    public async Task The_order_shows_its_payment_and_each_refund_of_it()
    {
        var order = await BuyAsync();
        await RefundAsync(order, 2.5m);

        var payment = await _fixture.LastPaymentAsync();
        var text = Panel.TextContent;
        Assert.Multiple(() =>
        {
            Assert.That(text, Does.Contain(payment.InvoiceReference).And.Contain(payment.ErsReference));
            Assert.That(text, Does.Contain($"€{payment.Amount:N2}").And.Contain("€2.50"));
            Assert.That(text, Does.Contain($"€{payment.Amount - 2.5m:N2}"), "what is left");
            Assert.That(text, Does.Contain(_fixture.Glase.Refunds.Single().ErsReference));
            Assert.That(Panel.QuerySelector("[data-glase-status]").TextContent, Is.EqualTo("Paid"));
            Assert.That(Panel.QuerySelector("form"), Is.Null, "it stands inside the page's own form");
            Assert.That(_admin.Button("It was refunded"), Is.Null);
        });
    }

    [Test]
    public async Task An_open_invoice_is_asked_about_and_cancelled()
    {
        await _fixture.ChangeAsync(settings => settings.QrCodePlacement = QrCodePlacement.AfterOrder);
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.CheckOutAsync();
        await _httpShopper.ContinueAndConfirmAsync();
        var reference = _httpShopper.Code.Reference;
        var order = await _fixture.OnlyOrderAsync();

        await _admin.GoAsync($"Admin/Order/Edit/{order.Id}");
        await _admin.PressAsync(_admin.Button("Get status from Glase"));
        Assert.That(_admin.Notice, Does.Contain("Waiting for the payer"));
        await _admin.PressAsync(_admin.Button("Cancel the invoice"));

        Assert.That(_admin.Notice, Does.Contain("The invoice is closed"));
        Assert.That(_fixture.Glase.Invoice(reference).Status, Is.EqualTo("CANCELED"));
        Assert.That(_admin.Button("Cancel the invoice"), Is.Null);
    }

    [Test]
    public async Task Asking_about_a_payment_that_went_through_unnoticed_pays_its_order()
    {
        await _fixture.ChangeAsync(settings => settings.QrCodePlacement = QrCodePlacement.AfterOrder);
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.CheckOutAsync();
        await _httpShopper.ContinueAndConfirmAsync();
        _fixture.Glase.NotificationMode = NotificationMode.Off;
        await _admin.GoAsync($"Admin/Order/Edit/{(await _fixture.OnlyOrderAsync()).Id}");
        _fixture.Glase.Pay(_httpShopper.Code.Reference);

        await _admin.PressAsync(_admin.Button("Get status from Glase"));

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task Glase_not_answering_is_said_and_breaks_nothing()
    {
        await _fixture.ChangeAsync(settings => settings.QrCodePlacement = QrCodePlacement.AfterOrder);
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.CheckOutAsync();
        await _httpShopper.ContinueAndConfirmAsync();
        _fixture.Glase.Faults.Add(Fault.Http(503).Forever());

        await _admin.GoAsync($"Admin/Order/Edit/{(await _fixture.OnlyOrderAsync()).Id}");
        await _admin.PressAsync(_admin.Button("Get status from Glase"));

        Assert.That(_admin.Notice, Does.Contain("answered HTTP 503"));
        Assert.That(Panel, Is.Not.Null);
    }

    [Test]
    public async Task An_order_paid_in_another_way_shows_nothing()
    {
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.CheckOutAsync("Payments.CheckMoneyOrder");
        await _httpShopper.ContinueAndConfirmAsync();

        await _admin.GoAsync($"Admin/Order/Edit/{(await _fixture.OnlyOrderAsync()).Id}");

        Assert.That(_admin.Page.QuerySelector("#payment-status"), Is.Not.Null);
        Assert.That(Panel, Is.Null);
        Assert.That(_admin.Page.QuerySelector("#order-glase"), Is.Null);
    }

    [Test]
    public async Task Nobody_but_an_admin_sees_or_decides_anything()
    {
        var order = await BuyAsync();
        _fixture.Glase.Faults.Add(Fault.ResetAfter().On("refundPayment"));
        await RefundAsync(order, 3m);
        var address = _admin.Button("It was refunded").GetAttribute("formaction");
        var payment = await _fixture.LastPaymentAsync();

        await _httpShopper.GoAsync($"Admin/Glase/Payment/{payment.Id}");
        Assert.That(_httpShopper.Page.QuerySelector(".glase-payment-panel"), Is.Null);
        await _httpShopper.GoAsync("");
        var token = _httpShopper.Page.QuerySelector("[name=__RequestVerificationToken]").GetAttribute("value");
        await _httpShopper.Http.PostAsync(address,
            new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]));
        var withoutToken = await _admin.Http.PostAsync(address, new FormUrlEncodedContent([]));

        Assert.That(withoutToken.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await _fixture.AllAsync<GlaseRefund>()).Single().Status, Is.EqualTo(GlaseRefundStatus.Unknown));
    }

    [Test]
    public async Task Warnings_name_credentials_that_Glase_refuses_and_servers_that_do_not_answer()
    {
        await _admin.GoAsync("Admin/Common/Warnings");
        Assert.That(_admin.Page.Body.TextContent, Does.Contain("Glase can usually not call the shop").And.Not.Contain("refuses"));

        _fixture.Glase.Faults.Add(Fault.Result(20).Forever());
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.CheckOutAsync();
        await _admin.GoAsync("Admin/Common/Warnings");
        Assert.That(_admin.Page.Body.TextContent,
            Does.Contain("Glase refuses the credentials of the store").And.Contain("the id or password is wrong"));
        Assert.That(_admin.Page.QuerySelectorAll(".system-warning a").Select(link => link.GetAttribute("href")),
            Has.Some.EndsWith("Admin/Glase/Configure"));
    }
}
