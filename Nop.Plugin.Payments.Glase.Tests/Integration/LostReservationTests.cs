using Glase.Simulator.Faults;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// Glase does not know a reservation, as after a change of accounts: a person ends it, and only where Glase says so.
/// </summary>
public class LostReservationTests
{
    private const string Button = "Close the reservation here";

    private ShopFixture _fixture;
    private HttpShopper _admin;

    [SetUp]
    public async Task SetUp()
    {
        _fixture = await ShopFixture.StartAsync();
        await _fixture.ChangeAsync(settings => settings.CaptureMode = CaptureMode.Manual);
        using var httpShopper = _fixture.NewShopper();
        await httpShopper.PutIntoCartAsync();
        var code = await httpShopper.GetCodeAsync();
        _fixture.Glase.Reserve(code.Reference);
        await httpShopper.CompleteAsync(code);
        _admin = _fixture.NewShopper();
        await _admin.LogInAsAdminAsync();
    }

    [TearDown]
    public async Task TearDown()
    {
        _admin.Dispose();
        await _fixture.DisposeAsync();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task An_admin_who_made_sure_of_it_ends_it_and_nothing_stands_in_the_way_any_more(bool isVoided)
    {
        if (isVoided)
            await VoidOfflineAsync();
        GlaseForgets();
        await _fixture.RunTaskAsync();
        Assert.That(_fixture.UninstallAsync, Throws.TypeOf<NopException>());

        await EndAsync(isSure: true);

        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Canceled));
        Assert.That(await _fixture.NotesOfGlaseAsync(),
            Has.One.Contains("admin@example.com").And.Contains("does not know").And.Contains("10.45"));
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Voided));
        await _fixture.UninstallAsync();
    }

    [Test]
    public async Task The_shop_does_not_say_afterwards_that_Glase_holds_nothing()
    {
        GlaseForgets();
        await EndAsync(isSure: true);

        await _fixture.ChangePaymentsAsync(payment => payment.ReservationCheckOnUtc -= GlaseDefaults.PlacementGracePeriod);
        await _fixture.RunTaskAsync();

        Assert.That((await _fixture.LastPaymentAsync()).LastError, Does.Contain("does not know"));
        Assert.That((await _fixture.LastPaymentAsync()).ReservationCheckOnUtc, Is.Null);
        Assert.That(await _fixture.NotesOfGlaseAsync(), Has.None.Contains("does not hold"));
    }

    [Test]
    public async Task Nothing_ends_as_long_as_nobody_made_sure_of_it()
    {
        GlaseForgets();

        await EndAsync(isSure: false);

        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Reserved));
        Assert.That(_admin.Notice, Does.Contain("Nothing was recorded"));
    }

    [Test]
    public async Task What_Glase_knows_is_not_ended_whatever_the_admin_says()
    {
        await EndAsync(isSure: true);

        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Reserved));
        Assert.That(_admin.Notice, Does.Contain("Glase still knows the reservation"));
    }

    [TestCase(90)]
    [TestCase(49)]
    public async Task Another_answer_ends_nothing(int code)
    {
        _fixture.Glase.Faults.Add(Fault.Result(code).On("getPaymentStatus").Forever());

        await EndAsync(isSure: true);

        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Reserved));
    }

    private void GlaseForgets()
    {
        _fixture.Glase.Faults.Add(Fault.Result(54).On("getPaymentStatus").Forever());
        _fixture.Glase.Faults.Add(Fault.Result(54).On("cancelInvoice").Forever());
    }

    private async Task EndAsync(bool isSure)
    {
        var payment = await _fixture.LastPaymentAsync();
        await _admin.GoAsync($"Admin/Order/Edit/{payment.OrderId}");
        (string, string)[] typed = isSure ? [($"glase-looked-for-{payment.Id}", "true")] : [];
        await _admin.PressAsync(_admin.Button(Button), typed);
    }

    private Task VoidOfflineAsync()
    {
        return _fixture.Shop.RunAsync(async services => await services.GetRequiredService<IOrderProcessingService>().VoidOfflineAsync(
            await services.GetRequiredService<IOrderService>().GetOrderByIdAsync((await _fixture.OnlyOrderAsync()).Id)));
    }
}
