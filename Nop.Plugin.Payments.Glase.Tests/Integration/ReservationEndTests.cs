using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Logging;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// Glase holds money for a while only: the owner knows until when, is warned before, and no order stays authorized by what is
/// held no more.
/// </summary>
public class ReservationEndTests : ShopTestBase
{
    private static readonly TimeSpan _days = TimeSpan.FromDays(7);

    private PaymentElement _code;

    [Test]
    public async Task It_is_what_was_sent_with_the_invoice_whatever_the_setting_says_now()
    {
        await ReserveAsync(days: 7, meanwhile: settings => settings.ReservationDays = 1);

        var payment = await _fixture.LastPaymentAsync();
        Assert.Multiple(() =>
        {
            Assert.That(payment.ReservationEndsOnUtc, Is.EqualTo(payment.ReservedOnUtc + _days));
            Assert.That(payment.ReservedAmount, Is.EqualTo(10.45m));
        });
        Assert.That(await _fixture.NotesOfGlaseAsync(),
            Has.One.Contains($"until {payment.ReservationEndsOnUtc:yyyy-MM-dd HH:mm} UTC"));
        Assert.That(await PanelAsync(), Does.Contain("Reserved until").And.Not.Contain("Outcome unknown"));
    }

    [Test]
    public async Task Where_it_is_left_to_Glase_the_panel_says_so_and_how_to_change_it()
    {
        await ReserveAsync(days: 0);

        Assert.That((await _fixture.LastPaymentAsync()).ReservationEndsOnUtc, Is.Null);
        Assert.That(await PanelAsync(), Does.Contain("Unknown").And.Contain("Reservation period (days)"));
    }

    [Test]
    public async Task From_two_days_before_the_owner_is_warned_once_and_the_warnings_name_the_order()
    {
        await ReserveAsync(days: 7);
        await PassAsync(_days - ReservationSchedule.WarningPeriod - TimeSpan.FromHours(1));
        await _fixture.RunTaskAsync();
        Assert.That(await WarningsAsync(), Is.Empty, "it is too early");

        await PassAsync(TimeSpan.FromHours(2));
        await _fixture.RunTaskAsync();
        await PassAsync(TimeSpan.FromHours(1));
        await _fixture.RunTaskAsync();

        var order = await _fixture.OnlyOrderAsync();
        Assert.That(await WarningsAsync(), Has.Count.EqualTo(1));
        Assert.That(await NotesAsync("only until"), Is.EqualTo(1));
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Authorized));
        using var admin = _fixture.NewShopper();
        await admin.LogInAsAdminAsync();
        await admin.GoAsync("Admin/Common/Warnings");
        Assert.That(admin.Page.QuerySelectorAll($"a[href$='Admin/Order/Edit/{order.Id}']"), Has.Length.EqualTo(1));
        await admin.GoAsync($"Admin/Order/Edit/{order.Id}");
        Assert.That(admin.Page.Body.TextContent, Does.Contain("reserved at Glase only until"));
    }

    [Test]
    public async Task An_order_whose_reservation_has_run_out_is_voided_and_the_owner_is_told()
    {
        await ReserveAsync(days: 7);
        await PassAsync(_days + TimeSpan.FromMinutes(1));
        _fixture.Glase.SetStatus(_code.Reference, "EXPIRED");

        await _fixture.RunTaskAsync();
        await PassAsync(TimeSpan.FromHours(2));
        await _fixture.RunTaskAsync();

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Voided));
        Assert.That(await NotesAsync("does not hold the money"), Is.EqualTo(1));
        Assert.That(await WarningsAsync(), Has.Count.EqualTo(1));
        Assert.That((await _fixture.LastPaymentAsync()).ReservationCheckOnUtc, Is.Null);
        const string why = "the reservation ended before it was captured";
        Assert.That(await PanelAsync(), Does.Contain(why));
        using var admin = _fixture.NewShopper();
        await admin.LogInAsAdminAsync();
        await admin.GoAsync("Admin/Glase/Payments");
        Assert.That((await AdminGrid.ReadAsync(admin, "glase-payments-grid")).Texts.Single(), Does.Contain(why));
    }

    [Test]
    public async Task A_cancelled_order_does_not_stay_authorized_by_a_released_reservation()
    {
        await ReserveAsync(days: 7);
        await _fixture.Shop.RunAsync(async services => await services.GetRequiredService<IOrderProcessingService>().CancelOrderAsync(
            await services.GetRequiredService<IOrderService>().GetOrderByIdAsync((await _fixture.OnlyOrderAsync()).Id), true));
        Assert.That(_fixture.Glase.Invoice(_code.Reference).Status, Is.EqualTo("CANCELED"));

        await PassAsync(GlaseDefaults.PlacementGracePeriod);
        await _fixture.RunTaskAsync();

        var order = await _fixture.OnlyOrderAsync();
        Assert.That((order.OrderStatus, order.PaymentStatus), Is.EqualTo((OrderStatus.Cancelled, PaymentStatus.Voided)));
        Assert.That(await NotesAsync("released, because the order is cancelled"), Is.EqualTo(1));
        Assert.That(await WarningsAsync(), Is.Empty, "that was wanted");
    }

    [Test]
    public async Task A_reservation_still_held_after_its_end_keeps_the_order_authorized()
    {
        await ReserveAsync(days: 7);
        await PassAsync(_days + TimeSpan.FromMinutes(1));

        await _fixture.RunTaskAsync();
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Authorized));
        _fixture.Glase.SetStatus(_code.Reference, "CANCELED");
        await PassAsync(ReservationSchedule.CheckIntervalAfterEnd);
        await _fixture.RunTaskAsync();

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Voided));
    }

    [Test]
    public async Task One_whose_end_is_not_known_is_asked_about_each_day()
    {
        await ReserveAsync(days: 0);
        await PassAsync(ReservationSchedule.CheckInterval);
        await _fixture.RunTaskAsync();
        _fixture.Glase.SetStatus(_code.Reference, "EXPIRED");
        await PassAsync(TimeSpan.FromHours(23));
        await _fixture.RunTaskAsync();
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Authorized), "it is too early");

        await PassAsync(TimeSpan.FromHours(2));
        await _fixture.RunTaskAsync();

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Voided));
    }

    [Test]
    public async Task One_found_over_by_a_capture_is_voided_soon_after()
    {
        await ReserveAsync(days: 7);
        _fixture.Glase.SetStatus(_code.Reference, "CANCELED");
        await WithOrderAsync((processing, order) => processing.CaptureAsync(order));

        await PassAsync(GlaseDefaults.PlacementGracePeriod + TimeSpan.FromSeconds(1));
        await _fixture.RunTaskAsync();

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Voided));
    }

    [Test]
    public async Task What_was_captured_or_voided_is_looked_after_no_more()
    {
        await ReserveAsync(days: 7);
        await WithOrderAsync((processing, order) => processing.CaptureAsync(order));
        await PassAsync(_days + _days);
        var asked = _fixture.Glase.CallCount("getPaymentStatus");

        await _fixture.RunTaskAsync();

        Assert.That(_fixture.Glase.CallCount("getPaymentStatus"), Is.EqualTo(asked));
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(await WarningsAsync(), Is.Empty);
    }

    [Test]
    public async Task An_order_with_a_total_of_zero_is_voided_too()
    {
        await ReserveAsync(days: 7);
        await _fixture.ChangeAllAsync<Order>(row => row.OrderTotal = 0);
        await PassAsync(_days + TimeSpan.FromMinutes(1));
        _fixture.Glase.SetStatus(_code.Reference, "EXPIRED");

        await _fixture.RunTaskAsync();
        await PassAsync(TimeSpan.FromHours(2));
        await _fixture.RunTaskAsync();

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Voided));
    }

    private async Task ReserveAsync(int days, Action<GlaseSettings> meanwhile = null)
    {
        await _fixture.ChangeAsync(settings =>
        {
            settings.CaptureMode = CaptureMode.Manual;
            settings.ReservationDays = days;
        });
        await _httpShopper.PutIntoCartAsync();
        _code = await _httpShopper.GetCodeAsync();
        if (meanwhile is not null)
            await _fixture.ChangeAsync(meanwhile);
        _fixture.Glase.Reserve(_code.Reference);
        await _httpShopper.CompleteAsync(_code);
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Authorized));
    }

    // As if the time had passed since.
    private Task PassAsync(TimeSpan time)
    {
        return _fixture.ChangePaymentsAsync(payment =>
        {
            payment.ReservedOnUtc -= time;
            payment.ReservationEndsOnUtc -= time;
            payment.ReservationCheckOnUtc -= time;
        });
    }

    private async Task<string> PanelAsync()
    {
        using var admin = _fixture.NewShopper();
        await admin.LogInAsAdminAsync();
        await admin.GoAsync($"Admin/Order/Edit/{(await _fixture.OnlyOrderAsync()).Id}");
        return admin.Page.Body.TextContent;
    }

    private async Task<IList<string>> WarningsAsync()
    {
        return
        [
            .. (await _fixture.AllAsync<Log>())
                .Where(entry => entry.LogLevel == LogLevel.Warning
                    && (entry.ShortMessage.Contains("is reserved only", StringComparison.Ordinal)
                        || entry.ShortMessage.Contains("does not hold", StringComparison.Ordinal)))
                .Select(entry => entry.ShortMessage)
        ];
    }

    private async Task<int> NotesAsync(string text)
    {
        return (await _fixture.NotesOfGlaseAsync()).Count(note => note.Contains(text, StringComparison.Ordinal));
    }

    private Task<IList<string>> WithOrderAsync(Func<IOrderProcessingService, Order, Task<IList<string>>> act)
    {
        return _fixture.Shop.RunAsync(async services =>
        {
            var order = await services.GetRequiredService<IOrderService>().GetOrderByIdAsync((await _fixture.OnlyOrderAsync()).Id);
            return await act(services.GetRequiredService<IOrderProcessingService>(), order);
        });
    }
}
