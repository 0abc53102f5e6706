using System.Globalization;
using Moq;
using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Core.Domain.Vendors;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Catalog;
using Nop.Services.Helpers;
using Nop.Services.Security;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Factories;

[SetCulture("en-US")]
public class OrderPaymentsModelFactoryTests
{
    private readonly PaymentFixture _fixture = new();
    private readonly Mock<IPermissionService> _permissions = new();
    private readonly Mock<IWorkContext> _workContext = new();
    private OrderPaymentsModelFactory _factory;
    private PaymentPanelModelFactory _panelFactory;
    private GlasePayment _payment;
    private Order _order;

    [SetUp]
    public void SetUp()
    {
        var texts = GlaseResources.Load();
        _fixture.Localization.Setup(service => service.GetResourceAsync(It.IsAny<string>()))
            .ReturnsAsync((string key) => texts[key]);
        _fixture.Localization.Setup(service => service.GetLocalizedEnumAsync(It.IsAny<GlasePaymentStatus>(), It.IsAny<int?>()))
            .ReturnsAsync((GlasePaymentStatus status, int? _) => status.ToString());
        _fixture.Localization.Setup(service => service.GetLocalizedEnumAsync(It.IsAny<GlaseRefundStatus>(), It.IsAny<int?>()))
            .ReturnsAsync((GlaseRefundStatus status, int? _) => status.ToString());
        _workContext.Setup(context => context.GetCurrentCustomerAsync())
            .ReturnsAsync(new Customer { Email = "admin@example.com" });
        _permissions.Setup(service => service.AuthorizeAsync(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE))
            .ReturnsAsync(true);
        var times = new Mock<IDateTimeHelper>();
        times.Setup(helper => helper.ConvertToUserTimeAsync(It.IsAny<DateTime>(), DateTimeKind.Utc))
            .ReturnsAsync((DateTime utc, DateTimeKind _) => utc.AddHours(1));
        var words = new AdminTexts(times.Object, _fixture.Localization.Object);
        // A shop writes yen without decimals, and so do its currency's settings in nopCommerce.
        var prices = new Mock<IPriceFormatter>();
        prices.Setup(formatter => formatter.FormatPriceAsync(It.IsAny<decimal>(), true, It.IsAny<string>(), false, 0))
            .ReturnsAsync((decimal amount, bool _, string currencyCode, bool _, int _) => $"{amount.ToString(currencyCode == "JPY" ? "N0" : "N2", CultureInfo.CurrentCulture)} {currencyCode}");
        var amounts = new AdminAmounts(prices.Object);
        _panelFactory = new PaymentPanelModelFactory(_fixture.RefundStore, _fixture.OrderService.Object,
            new PaymentDetailsFactory(amounts, words, _fixture.StoreService),
            new PaymentActionsFactory(_permissions.Object, _fixture.OrderCurrency, _fixture.PaymentStore),
            new RefundPanelModelFactory(amounts, words, _fixture.Clock), new PaymentTasksFactory(words, _fixture.Accounts, _fixture.Clock),
            new PaymentTimeline(amounts, words), new OtherPaymentsFactory(words, _fixture.PaymentStore));
        _factory = new OrderPaymentsModelFactory(_fixture.PaymentStore, _panelFactory, _fixture.GenericAttributes.Object, _workContext.Object);

        _payment = _fixture.AddPayment(GlasePaymentStatus.Paid, change: row => row.PaidOnUtc = _fixture.Now.AddMinutes(1));
        _order = _fixture.AddOrder(_payment, PaymentStatus.Paid);
        _order.CaptureTransactionId = _payment.ErsReference;
        _payment.OrderId = _order.Id;
        _payment.AppliedOnUtc = _fixture.Now.AddMinutes(2);
        _fixture.Payments.Update(_payment);
    }

    [Test]
    public async Task Amounts_add_up_and_times_are_the_admins()
    {
        _fixture.AddRefund(_payment, 25m, GlaseRefundStatus.Succeeded,
            refund => (refund.ErsReference, refund.SucceededOnUtc) = ("REF1", _fixture.Now));
        _fixture.AddRefund(_payment, 10m, GlaseRefundStatus.Refused, refund => refund.Error = "no");
        _order.RefundedAmount = 25m;

        var model = (await _factory.PrepareAsync(_order.Id)).Payment;

        Assert.Multiple(() =>
        {
            Assert.That((model.InvoiceAmount, model.Paid, model.Refunded, model.RefundableAmount),
                Is.EqualTo(("125.00 SEK", "125.00 SEK", "25.00 SEK", "100.00 SEK")));
            Assert.That(model.Refunds.Select(refund => (refund.Status, refund.Reference, refund.Remark)),
                Is.EqualTo(new (string, string, string)[] { ("Succeeded", "REF1", null), ("Refused", null, "no") }));
            Assert.That(model.Timeline[0], Is.EqualTo(
                (_fixture.Now.AddHours(1).ToString(CultureInfo.CurrentCulture), "Invoice of 125.00 SEK created")));
            Assert.That(model.Timeline.Select(entry => entry.Event), Has.One.EqualTo("25.00 SEK refunded"));
            Assert.That(model.Tasks, Is.Empty);
            Assert.That((model.CanRefreshStatus, model.CanCancelInvoice, model.CanCompleteOrRefund), Is.EqualTo((false, false, false)));
            Assert.That((model.CanSyncRefunds, model.CanMarkRefundedOutsideGlase), Is.EqualTo((false, false)));
            Assert.That(model.StoreName, Is.EqualTo("Test shop"));
        });
    }

    [TestCase(false, false, null, null)]
    [TestCase(true, false, null, "It is being sent to Glase.")]
    [TestCase(true, false, "Busy.", "Not sent to Glase yet. Busy. Next attempt: 11/23/2026 1:05:00 PM.")]
    [TestCase(false, false, "No.", "Not sent to Glase, and no further attempts. No.")]
    [TestCase(false, true, null, "Sent to Glase on 11/23/2026 1:03:00 PM.")]
    public async Task What_became_of_the_receipt_is_said(bool isDue, bool isSubmitted, string error, string expected)
    {
        _payment.ReceiptDueOnUtc = isDue ? _fixture.Now.AddMinutes(5) : null;
        _payment.ReceiptSubmittedOnUtc = isSubmitted ? _fixture.Now.AddMinutes(3) : null;
        _payment.ReceiptError = error;
        _fixture.Payments.Update(_payment);

        var model = (await _factory.PrepareAsync(_order.Id)).Payment;

        Assert.That(model.Receipt?.Replace('\u202f', ' '), Is.EqualTo(expected));
        Assert.That(model.Timeline.Any(entry => entry.Event == "Receipt accepted by Glase"), Is.EqualTo(isSubmitted));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task What_Glase_never_said_all_of_can_be_closed_by_an_admin_who_is_asked(bool canClose)
    {
        (_payment.PaidAmount, _payment.PaidCurrencyCode, _payment.AppliedOnUtc) = (null, null, null);
        _payment.PaidOnUtc = _fixture.Now.AddMinutes(-61);
        _payment.DecisionRequestedOnUtc = canClose ? _fixture.Now : null;
        _fixture.Payments.Update(_payment);

        var model = await _panelFactory.PrepareAsync(_payment, onOwnPage: true);

        Assert.That((model.CanRefreshStatus, model.CanCompleteOrRefund, model.CanMarkRefundedOutsideGlase), Is.EqualTo((true, !canClose, canClose)));
        Assert.That(model.Tasks, canClose ? Has.One.Contains("without all the data") : Has.One.Contains("within a few minutes"));
    }

    [Test]
    public async Task An_amount_without_a_currency_is_shown_without_one()
    {
        _payment.PaidCurrencyCode = null;
        _fixture.Payments.Update(_payment);

        var model = await _panelFactory.PrepareAsync(_payment, onOwnPage: true);

        Assert.That((model.Paid, model.RefundableAmount), Is.EqualTo(("125.00", "125.00 SEK")));
    }

    [Test]
    public async Task A_currency_without_decimals_is_written_as_the_shop_writes_it()
    {
        (_payment.CurrencyCode, _payment.PaidCurrencyCode) = ("JPY", "JPY");
        _fixture.Payments.Update(_payment);

        var model = (await _factory.PrepareAsync(_order.Id)).Payment;

        Assert.That((model.Paid, model.RefundableAmount), Is.EqualTo(("125 JPY", "125 JPY")));
    }

    [Test]
    public async Task An_open_invoice_can_be_asked_about_and_cancelled()
    {
        var open = _fixture.AddPayment(change: row => (row.OrderId, row.CheckoutKey) = (77, "order-77"));

        var model = await _panelFactory.PrepareAsync(open, onOwnPage: true);

        Assert.That((model.CanRefreshStatus, model.CanCancelInvoice, model.CanCompleteOrRefund), Is.EqualTo((true, true, false)));
        Assert.That((model.Paid, model.Refunded, model.RefundableAmount), Is.EqualTo(((string)null, (string)null, (string)null)));
    }

    [Test]
    public async Task A_refund_on_its_way_is_shown_and_becomes_a_question_when_nobody_came_back()
    {
        _fixture.AddRefund(_payment, 25m, GlaseRefundStatus.Requested);
        var before = (await _factory.PrepareAsync(_order.Id)).Payment;
        _fixture.Clock.Advance(GlaseDefaults.RefundResponseGracePeriod + TimeSpan.FromSeconds(1));
        var after = (await _factory.PrepareAsync(_order.Id)).Payment;

        Assert.That((before.Refunds[0].Status, before.Refunds[0].Instruction), Is.EqualTo(("Requested", (string)null)));
        Assert.That(before.Tasks, Is.Empty);
        Assert.That(after.Refunds[0].Status, Is.EqualTo("Unknown"));
        Assert.That(after.Refunds[0].Instruction, Does.Contain("ERS1").And.Contain("25.00 SEK").And.Contain("merchant portal"));
        Assert.That(after.Tasks.Single(), Does.StartWith("The outcome of a refund is unknown"));
    }

    [TestCase(true, GlaseRefundStatus.Unknown, true)]
    [TestCase(false, GlaseRefundStatus.Unknown, false)]
    [TestCase(true, GlaseRefundStatus.Succeeded, false)]
    public async Task Where_reports_can_be_had_they_may_decide(bool hasCredentials, GlaseRefundStatus status, bool expected)
    {
        (_fixture.Settings.ShopId, _fixture.Settings.ShopPassword) = hasCredentials ? ("SHOP1", "secret") : (null, null);
        _fixture.AddRefund(_payment, 25m, status);

        Assert.That((await _factory.PrepareAsync(_order.Id)).Payment.CanLoadReports, Is.EqualTo(expected));
    }

    [TestCase(true, "Expired: the reservation ended before it was captured")]
    [TestCase(false, "Expired")]
    public async Task A_reservation_that_ran_out_is_told_from_what_nobody_paid(bool wasReserved, string expected)
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Expired, change: row =>
            (row.CheckoutKey, row.ReservedOnUtc) = (row.Token, wasReserved ? _fixture.Now : null));

        Assert.That((await _panelFactory.PrepareAsync(payment, onOwnPage: true)).Status, Is.EqualTo(expected));
    }

    [Test]
    public async Task Who_decided_is_said()
    {
        _fixture.AddRefund(_payment, 25m, GlaseRefundStatus.Refused, refund =>
            (refund.DecidedBy, refund.DecidedOnUtc, refund.Error) = ("boss@example.com", _fixture.Now.AddMinutes(9), "lost"));

        var model = (await _factory.PrepareAsync(_order.Id)).Payment;

        Assert.That(model.Refunds[0].Remark, Does.StartWith("Decided by boss@example.com"));
        Assert.That(model.Timeline[^1].Event, Is.EqualTo("boss@example.com recorded that 25.00 SEK was not refunded"));
    }

    [Test]
    public async Task An_order_that_shows_too_little_can_be_brought_in_line()
    {
        _fixture.AddRefund(_payment, 25m, GlaseRefundStatus.Succeeded);

        var model = (await _factory.PrepareAsync(_order.Id)).Payment;

        Assert.That(model.CanSyncRefunds, Is.True);
        Assert.That(model.Tasks.Single(), Is.EqualTo("Glase made refunds of 25.00 SEK that the order does not show."));
    }

    [TestCase(null, "The scheduled task")]
    [TestCase(GlaseResultCode.ResellerNotAllowedToDoRefund, "Glase refuses the refund")]
    [TestCase(GlaseResultCode.AuthenticationFailed, "The scheduled task")]
    public async Task A_payment_without_an_order_can_be_finished(GlaseResultCode? refused, string task)
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid,
            change: row => (row.CheckoutKey, row.ErsReference) = ("cart-1-8", "ERS8"));
        if (refused is { } code)
            _fixture.AddRefund(payment, 125m, GlaseRefundStatus.Refused, refund => refund.ResultCode = (int)code);
        var isDecided = refused == GlaseResultCode.ResellerNotAllowedToDoRefund;
        payment.DecisionRequestedOnUtc = isDecided ? _fixture.Now : null;

        var model = await _panelFactory.PrepareAsync(payment, onOwnPage: true);

        Assert.That((model.CanCompleteOrRefund, model.CanRefundPayment), Is.EqualTo((!isDecided, isDecided)));
        Assert.That(model.OrderId, Is.Null);
        Assert.That(model.Tasks.Single(), Does.Contain(task));
    }

    [Test]
    public async Task Other_invoices_of_the_order_are_a_click_away()
    {
        var earlier = _fixture.AddPayment(GlasePaymentStatus.Expired, change: row =>
            (row.OrderId, row.CheckoutKey) = (_order.Id, row.Token));

        var model = (await _factory.PrepareAsync(_order.Id)).Payment;

        Assert.That(model.PaymentId, Is.EqualTo(_payment.Id), "the paid one counts");
        Assert.That(model.OtherPayments.Single().PaymentId, Is.EqualTo(earlier.Id));
        Assert.That(model.OtherPayments.Single().Name, Does.Contain("Expired"));
    }

    [Test]
    public async Task The_card_stays_folded_only_while_nothing_is_to_be_done()
    {
        _fixture.GenericAttributes.Setup(service => service.GetAttributeAsync(It.IsAny<Customer>(),
            OrderPaymentsModelFactory.HideBlockAttribute, It.IsAny<int>(), It.IsAny<bool>())).ReturnsAsync(true);
        Assert.That((await _factory.PrepareAsync(_order.Id)).IsFolded, Is.True);

        _fixture.AddRefund(_payment, 25m, GlaseRefundStatus.Unknown);
        Assert.That((await _factory.PrepareAsync(_order.Id)).IsFolded, Is.False);
    }

    [Test]
    public async Task Orders_without_Glase_and_vendors_get_no_card()
    {
        Assert.That(await _factory.PrepareAsync(99), Is.Null);

        _workContext.Setup(context => context.GetCurrentVendorAsync()).ReturnsAsync(new Vendor());
        Assert.That(await _factory.PrepareAsync(_order.Id), Is.Null);
    }

    [Test]
    public async Task Without_permission_to_edit_there_are_no_buttons()
    {
        _permissions.Setup(service => service.AuthorizeAsync(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE))
            .ReturnsAsync(false);

        Assert.That((await _factory.PrepareAsync(_order.Id)).Payment.CanManage, Is.False);
    }
}
