using System.Globalization;
using Glase.Simulator.Faults;
using Microsoft.Playwright;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// The payment on the order's page in the admin, under a policy that lets no inline script or style through.
/// </summary>
public class PaymentPanelBrowserTests
{
    [Test]
    public async Task A_part_is_refunded_and_shows_in_the_panel()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var admin = await BrowserShopper.EnterAsync(fixture);
        var order = await OpenOrderAsync(fixture, admin);

        await RefundAsync(admin, order, 2.5m);

        var refund = admin.Page.Locator("[data-glase-refund]");
        await Assertions.Expect(refund).ToContainTextAsync("€2.50");
        await Assertions.Expect(refund).ToContainTextAsync(fixture.Glase.Refunds.Single().ErsReference);
        await Assertions.Expect(Panel(admin)).ToContainTextAsync($"€{order.OrderTotal - 2.5m:N2}");
        Assert.That(admin.Problems, Is.Empty);
    }

    [Test]
    public async Task An_unknown_refund_is_decided_after_the_admin_looked()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var admin = await BrowserShopper.EnterAsync(fixture);
        var order = await OpenOrderAsync(fixture, admin);
        fixture.Glase.Faults.Add(Fault.ResetAfter().On("refundPayment"));
        await RefundAsync(admin, order, 2.5m);

        await Assertions.Expect(Panel(admin).GetByRole(AriaRole.Group, new() { Name = "Was the refund of €2.50 made?" }))
            .ToContainTextAsync("merchant portal");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "It was refunded" }).ClickAsync();
        await Assertions.Expect(admin.Page.GetByText("Nothing was recorded.")).ToBeVisibleAsync();

        await admin.Page.GetByLabel("Glase's reference of the refund").FillAsync("SEEN-1");
        await admin.Page.GetByLabel("I checked in the merchant portal").CheckAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "It was refunded" }).ClickAsync();

        await Assertions.Expect(admin.Page.GetByText("The outcome was recorded.")).ToBeVisibleAsync();
        await Assertions.Expect(admin.Page.Locator("[data-glase-refund]")).ToContainTextAsync("SEEN-1");
        await Assertions.Expect(admin.Page.Locator("[data-glase-refund]")).ToContainTextAsync("Decided by admin@example.com");
        await Assertions.Expect(admin.Page.Locator("#payment-status")).ToContainTextAsync("Partially");
        Assert.That((await fixture.OrderAsync(order.Id)).RefundedAmount, Is.EqualTo(2.5m));
        Assert.That(admin.Problems, Is.Empty);
    }

    [Test]
    public async Task The_panel_has_no_accessibility_violation()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var admin = await BrowserShopper.EnterAsync(fixture, new() { BypassCSP = true });
        var order = await OpenOrderAsync(fixture, admin);
        await Axe.AssertNoViolationsAsync(admin, ".glase-payment-panel");

        fixture.Glase.Faults.Add(Fault.ResetAfter().On("refundPayment"));
        await RefundAsync(admin, order, 2.5m);
        await Axe.AssertNoViolationsAsync(admin, ".glase-payment-panel");

        await admin.Page.GotoAsync("Admin/Glase/Payment/1");
        await Axe.AssertNoViolationsAsync(admin, "main");
    }

    [Test]
    public async Task On_a_narrow_screen_nothing_is_cut_off()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var admin = await BrowserShopper.EnterAsync(fixture, new() { ViewportSize = new() { Width = 320, Height = 640 } });
        var order = await OpenOrderAsync(fixture, admin);
        fixture.Glase.Faults.Add(Fault.ResetAfter().On("refundPayment"));
        await RefundAsync(admin, order, 2.5m);

        // The table of refunds scrolls by itself.
        var overflow = await Panel(admin).EvaluateAsync<double>("""
            panel => Math.max(...[...panel.querySelectorAll('*')].filter(part => !part.closest('table'))
                .map(part => part.getBoundingClientRect().right)) - innerWidth
            """);

        Assert.That(overflow, Is.LessThanOrEqualTo(0));
    }

    [Test]
    public async Task A_reservation_is_captured_from_the_orders_page()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var admin = await BrowserShopper.EnterAsync(fixture);
        var (order, reference) = await OpenReservedOrderAsync(fixture, admin);
        await Assertions.Expect(Panel(admin)).ToContainTextAsync("Reserved until");
        await Assertions.Expect(Panel(admin)).ToContainTextAsync("€10.45");

        await PressAsync(admin, "#captureorder");

        await Assertions.Expect(admin.Page.Locator("#payment-status")).ToContainTextAsync("Paid");
        await Assertions.Expect(Panel(admin).Locator("[data-glase-status]")).ToHaveTextAsync("Paid");
        await Assertions.Expect(Panel(admin)).Not.ToContainTextAsync("Reserved until");
        Assert.That(fixture.Glase.Invoice(reference).Status, Is.EqualTo("PAID"));
        Assert.That((await fixture.OrderAsync(order.Id)).CaptureTransactionId, Is.Not.Empty);
        Assert.That(admin.Problems, Is.Empty);
    }

    [Test]
    public async Task A_reservation_is_voided_from_the_orders_page()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var admin = await BrowserShopper.EnterAsync(fixture);
        var (_, reference) = await OpenReservedOrderAsync(fixture, admin);

        await PressAsync(admin, "#voidorder");

        await Assertions.Expect(admin.Page.Locator("#payment-status")).ToContainTextAsync("Voided");
        await Assertions.Expect(Panel(admin)).Not.ToContainTextAsync("Reserved until");
        Assert.That(fixture.Glase.Invoice(reference).Status, Is.EqualTo("CANCELED"));
        Assert.That(admin.Problems, Is.Empty);
    }

    private static async Task<(Order Order, string Reference)> OpenReservedOrderAsync(ShopFixture fixture, BrowserShopper admin)
    {
        await fixture.ChangeAsync(settings =>
        {
            settings.CaptureMode = CaptureMode.Manual;
            settings.ReservationDays = 7;
        });
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        var reference = await browserShopper.GetCodeAsync();
        fixture.Glase.Reserve(reference);
        var order = await browserShopper.ArriveAsync();

        await OpenAsync(admin, order);
        await Assertions.Expect(admin.Page.Locator("#payment-status")).ToContainTextAsync("Authorized");
        return (order, reference);
    }

    private static async Task PressAsync(BrowserShopper admin, string button)
    {
        admin.Page.Dialog += Accept;
        await admin.Page.ClickAsync(button);
        await Assertions.Expect(admin.Page.Locator(button)).ToBeHiddenAsync();
        admin.Page.Dialog -= Accept;
    }

    private static ILocator Panel(BrowserShopper admin) => admin.Page.Locator(".glase-payment-panel");

    private static async Task<Order> OpenOrderAsync(ShopFixture fixture, BrowserShopper admin)
    {
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        var reference = await browserShopper.GetCodeAsync();
        fixture.Glase.Pay(reference);
        var order = await browserShopper.ArriveAsync();
        await OpenAsync(admin, order);
        return order;
    }

    private static async Task OpenAsync(BrowserShopper admin, Order order)
    {
        await SettingsPageTests.OpenAsync(admin);
        admin.ForgetProblems();
        await admin.Page.GotoAsync($"Admin/Order/Edit/{order.Id}");
        await Assertions.Expect(Panel(admin)).ToBeVisibleAsync();
    }

    private static async Task RefundAsync(BrowserShopper admin, Order order, decimal amount)
    {
        await admin.Page.FillAsync("#amount-PartialRefund", amount.ToString(CultureInfo.InvariantCulture));
        admin.Page.Dialog += Accept;
        await admin.Page.ClickAsync("#partialrefundorder");
        await admin.Page.Locator("[data-glase-refund]").WaitForAsync();
        admin.Page.Dialog -= Accept;
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    private static void Accept(object sender, IDialog dialog) => _ = dialog.AcceptAsync();
}
