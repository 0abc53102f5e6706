using System.Globalization;
using System.Text;
using Glase.Simulator.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Nop.Core.Domain.Logging;
using Nop.Core.Domain.Stores;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// Takes the pictures of the documentation anew, from the sandbox. See docs/README.md.
/// </summary>
public class Screenshots
{
    private const string ShopAddress = "https://shop.example.com/";

    internal static BrowserNewContextOptions Desktop => new()
    {
        ViewportSize = new ViewportSize { Width = 1100, Height = 770 },
        DeviceScaleFactor = 1.25f,
        ReducedMotion = ReducedMotion.Reduce
    };

    // One dot a pixel keeps the file small.
    private static BrowserNewContextOptions LongPage
    {
        get
        {
            var desktop = Desktop;
            desktop.ViewportSize.Width = 1240;
            desktop.DeviceScaleFactor = 1;
            return desktop;
        }
    }

    internal static BrowserNewContextOptions Phone
    {
        get
        {
            var phone = BrowserShopper.Phone;
            phone.ViewportSize.Height = 660;
            phone.DeviceScaleFactor = 1.75f;
            phone.ReducedMotion = ReducedMotion.Reduce;
            return phone;
        }
    }

    [PictureTest]
    public async Task Checkout_and_receipt()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, Desktop);
        await browserShopper.FillCartAsync(3);
        var reference = await browserShopper.GetCodeAsync();
        await Picture.OfWindowAsync(browserShopper, "checkout");

        fixture.Glase.Pay(reference);
        await browserShopper.ArriveAsync();
        await Picture.OfAsync(browserShopper, "receipt", "main");
    }

    [PictureTest]
    public async Task Checkout_on_a_phone()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, Phone);
        await browserShopper.FillCartAsync(3);
        await browserShopper.GetCodeAsync();
        await browserShopper.Payment.EvaluateAsync("payment => scrollTo(0, payment.getBoundingClientRect().top + scrollY - 24)");

        await Picture.OfWindowAsync(browserShopper, "checkout-phone");
    }

    [PictureTest]
    public async Task Code_after_the_order()
    {
        await using var fixture = await BrowserShops.StartAsync(placement: QrCodePlacement.AfterOrder);
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture, Desktop);
        await browserShopper.FillCartAsync(3);
        await browserShopper.GoToPaymentStepAsync();
        await browserShopper.PlaceOrderAsync();
        await browserShopper.CodeAsync();

        await Picture.OfWindowAsync(browserShopper, "after-order");
    }

    [PictureTest]
    public async Task Settings_and_test_of_the_connection()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var owner = await BrowserShopper.EnterAsync(fixture, Desktop);
        await SettingsPageTests.OpenAsync(owner);
        await owner.Page.GetByLabel("Terminal password").FillAsync("wrong");
        await TestConnectionAsync(owner);
        await Picture.OfAsync(owner, "connection-refused", ":has(> #glase-connection-test)");

        await owner.Page.GotoAsync("Admin/Glase/Configure");
        await TestConnectionAsync(owner);
        await Picture.OfAsync(owner, "connection-works", ":has(> #glase-connection-test)");

        await fixture.Shop.RunAsync(async services =>
        {
            var stores = services.GetRequiredService<IRepository<Store>>();
            var store = stores.Table.First();
            store.Url = ShopAddress;
            await stores.UpdateAsync(store);
        });
        await fixture.ChangeAsync(settings =>
        {
            settings.UseTestServer = true;
            settings.LiveServiceUrl = null;
            settings.TerminalId = "8609bf533abf4a20816e8bfe76639521";
            settings.CashierId = "Webshop";
            settings.InvoiceFooter = "Thank you! Questions: help@shop.example.com";
        });
        await using var newOwner = await BrowserShopper.EnterAsync(fixture, LongPage);
        await SettingsPageTests.OpenAsync(newOwner);
        await Picture.OfAsync(newOwner, "settings", "main");
    }

    [PictureTest]
    public async Task Payments_and_warnings()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await using var admin = await BrowserShopper.EnterAsync(fixture, LongPage);
        await SettingsPageTests.OpenAsync(admin);
        await LeaveAsync(fixture, 1, fixture.Glase.Expire, "expired");
        await BuyAsync(fixture, 1);
        await LeaveAsync(fixture, 4, fixture.Glase.Cancel, "cancelled");
        var first = await BuyAsync(fixture, 3);
        await RefundAsync(admin, first, 25m);
        await Picture.OfAsync(admin, "order", ".card:has(.glase-payment-panel)");

        var second = await BuyAsync(fixture, 1);
        fixture.Glase.Faults.Add(Fault.ResetAfter().On("refundPayment"));
        await RefundAsync(admin, second, 4.5m);
        await Picture.OfAsync(admin, "refund-unknown", "[data-glase-decision]");

        await LeaveAsync(fixture, 1, _ => { }, "waiting");
        await admin.Page.GotoAsync("Admin/Glase/Payments");
        await Assertions.Expect(admin.Page.GetByRole(AriaRole.Status)).ToContainTextAsync(" of ");
        await Picture.OfAsync(admin, "payments", "main");
        await admin.Page.GotoAsync("Admin");
        await Picture.OfAsync(admin, "dashboard", "#glase-dashboard-card");

        await fixture.ChangeAsync(settings => settings.TerminalId = "unknown");
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        await browserShopper.FillCartAsync();
        await browserShopper.GoToPaymentStepAsync();
        await browserShopper.StateIsAsync("unavailable");
        // The sandbox repeats its log on this page, which a shop does not.
        await fixture.Shop.RunAsync(services => services.GetRequiredService<IRepository<Log>>().TruncateAsync());
        await admin.Page.GotoAsync("Admin/Common/Warnings");
        await Picture.OfAsync(admin, "warnings", "main");
    }

    [PictureTest]
    public async Task Periods_and_a_report()
    {
        await using var fixture = await ReportsTests.StartAsync();
        await BuyAsync(fixture, 1);
        await BuyAsync(fixture, 4);
        await using var admin = await ReportsTests.EnterAsync(fixture, LongPage);
        await ReportsTests.CloseAsync(admin);
        await admin.Page.GotoAsync("Admin/Glase/Periods");
        await Assertions.Expect(admin.Page.GetByRole(AriaRole.Status)).ToContainTextAsync(" of ");
        await Picture.OfAsync(admin, "periods", "main");

        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Transactions of the terminal" }).ClickAsync();
        await Assertions.Expect(admin.Page.Locator("[data-glase-report]")).ToContainTextAsync("Amount (EUR)");
        await Picture.OfAsync(admin, "report", "main");
    }

    [PictureTest]
    public async Task Differences_and_the_days()
    {
        await using var fixture = await ReportsTests.StartAsync();
        foreach (var product in new[] { 1, 4 })
            await BuyAsync(fixture, product);
        var period = await ReportingShop.CloseAsync(fixture);
        await fixture.ChangePaymentsAsync(payment =>
        {
            if (payment.Id == 2)
                payment.ErsReference = "2026112700000000000000001";
        });
        await ReportingShop.LoadAsync(fixture, period);
        await using var admin = await ReportsTests.EnterAsync(fixture, LongPage);
        await admin.Page.GotoAsync($"Admin/Glase/Period/{period.Id}/reconciliation");
        await Assertions.Expect(admin.Page.Locator("#glase-differences-grid tbody tr")).ToHaveCountAsync(2);
        await Picture.OfAsync(admin, "reconciliation", "main");
    }

    [PictureTest]
    public async Task Reservation_and_receipt()
    {
        await using var fixture = await BrowserShops.StartAsync();
        await BuyAsync(fixture, 3);
        await using var phone = await BrowserShopper.EnterAsync(fixture, Phone);
        await ShopFixture.UntilAsync(() => Task.FromResult(fixture.Glase.Receipts.Count > 0), "the receipt");
        await phone.Page.SetContentAsync(Encoding.UTF8.GetString(fixture.Glase.Receipts[0].Data));
        await Picture.OfWindowAsync(phone, "receipt-in-app");

        await fixture.ChangeAsync(settings =>
            (settings.CaptureMode, settings.ReservationDays) = (CaptureMode.Manual, 7));
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        await browserShopper.FillCartAsync(1);
        await browserShopper.GoToPaymentStepAsync();
        fixture.Glase.Reserve(await browserShopper.CodeAsync());
        var order = await browserShopper.ArriveAsync();
        await using var admin = await BrowserShopper.EnterAsync(fixture, LongPage);
        await SettingsPageTests.OpenAsync(admin);
        await admin.Page.GotoAsync($"Admin/Order/Edit/{order.Id}");
        await Picture.OfAsync(admin, "reservation", ".card:has(.glase-payment-panel)");
    }

    private static async Task TestConnectionAsync(BrowserShopper owner)
    {
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
        await Assertions.Expect(owner.Page.GetByText("Connection test")).ToBeVisibleAsync();
    }

    // Somebody takes an item as far as its code, and does not pay.
    private static async Task LeaveAsync(ShopFixture fixture, int productId, Action<string> happens, string state)
    {
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        await browserShopper.FillCartAsync(productId);
        await browserShopper.GoToPaymentStepAsync();
        happens(await browserShopper.CodeAsync());
        await browserShopper.StateIsAsync(state);
    }

    private static async Task<int> BuyAsync(ShopFixture fixture, int productId)
    {
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        await browserShopper.FillCartAsync(productId);
        await browserShopper.GoToPaymentStepAsync();
        fixture.Glase.Pay(await browserShopper.CodeAsync());
        return (await browserShopper.ArriveAsync()).Id;
    }

    private static async Task RefundAsync(BrowserShopper admin, int orderId, decimal amount)
    {
        await admin.Page.GotoAsync($"Admin/Order/Edit/{orderId}");
        await admin.Page.FillAsync("#amount-PartialRefund", amount.ToString(CultureInfo.InvariantCulture));
        admin.Page.Dialog += Accept;
        await admin.Page.ClickAsync("#partialrefundorder");
        await admin.Page.Locator("[data-glase-refund]").WaitForAsync();
        admin.Page.Dialog -= Accept;
        await admin.Page.Locator(".glase-payment-panel summary").ClickAsync();
    }

    private static void Accept(object sender, IDialog dialog) => _ = dialog.AcceptAsync();
}
