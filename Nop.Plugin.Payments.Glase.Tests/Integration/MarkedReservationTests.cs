using AngleSharp.Dom;
using Glase.Simulator.Faults;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Payments;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// An admin marks an order as paid, or cancels it, while Glase holds the payer's money.
/// </summary>
public class MarkedReservationTests : MarkedAsPaidTestBase
{
    [Test]
    public async Task A_reservation_is_released_at_once()
    {
        await ReserveAsync();

        await PressAsync("markorderaspaid");

        Assert.Multiple(async () =>
        {
            Assert.That(AtGlase, Is.EqualTo("CANCELED"));
            Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
            Assert.That(await _fixture.NotesOfGlaseAsync(), Has.One.Contains("was released").And.Contains("the order is paid in another way"));
            Assert.That(Panel.QuerySelector("[data-glase-status]").TextContent, Is.EqualTo("Cancelled"));
        });
    }

    [Test]
    public async Task A_reservation_not_released_at_once_is_reported_and_released_by_the_task()
    {
        await ReserveAsync();
        _fixture.Glase.Faults.Add(Fault.Http(503).Forever());
        await PressAsync("markorderaspaid");
        Assert.That(await _fixture.NotesOfGlaseAsync(), Has.One.Contains("is not released yet").And.Contains("paid in another way"));
        Assert.That(Panel.TextContent, Does.Contain("still reserved at Glase").And.Contain("Do not capture it"));
        _fixture.Glase.Faults.Clear();

        await LetTheTaskFinishAsync();

        Assert.That(AtGlase, Is.EqualTo("CANCELED"));
        Assert.That(await _fixture.NotesOfGlaseAsync(), Has.One.Contains("was released, because"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task The_capture_of_its_own_reservation_in_the_portal_waits_for_an_admin(bool isKept)
    {
        await ReserveAsync();
        _fixture.Glase.Faults.Add(Fault.Http(503).Forever());
        await PressAsync("markorderaspaid");
        _fixture.Glase.Faults.Clear();
        await CaptureInPortalAsync(10.45m);

        for (var minute = 0; minute < 3; minute++)
            await LetTheTaskFinishAsync();
        Assert.That(RefundedAtGlase, Is.Zero);
        await OpenAsync();
        await _admin.PressAsync(_admin.Button(isKept ? KeepIt : RefundIt));

        var order = await _fixture.OnlyOrderAsync();
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(order.CaptureTransactionId, Is.EqualTo(isKept ? (await _fixture.LastPaymentAsync()).ErsReference : null));
        Assert.That(RefundedAtGlase, Is.EqualTo(isKept ? 0m : 10.45m));

        await _fixture.ChangeAllAsync<GlaseRefund>(refund => refund.CreatedOnUtc -= TimeSpan.FromHours(1));
        await LetTheTaskFinishAsync();
        order = await _fixture.OnlyOrderAsync();
        Assert.That((order.PaymentStatus, order.RefundedAmount), Is.EqualTo((PaymentStatus.Paid, 0m)), "it is paid in another way");
    }

    [Test]
    public async Task A_capture_of_less_in_the_portal_is_kept_once_the_order_comes_to_that()
    {
        await ReserveAsync();
        await CaptureInPortalAsync(8m);
        await OpenAsync();
        await _admin.PressAsync(_admin.Button("Get status from Glase"));
        await LetTheTaskFinishAsync();
        await OpenAsync();
        Assert.That(RefundedAtGlase, Is.Zero);
        Assert.That(_admin.Button(KeepIt), Is.Null, "the order comes to more");

        await PressAsync("saveordertotals", "8");
        await _admin.PressAsync(_admin.Button(KeepIt));

        var order = await _fixture.OnlyOrderAsync();
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(order.CaptureTransactionId, Is.EqualTo((await _fixture.LastPaymentAsync()).ErsReference));
    }

    [Test]
    public async Task A_cancelled_order_whose_reservation_was_captured_waits_for_an_admin()
    {
        await ReserveAsync();
        await CaptureInPortalAsync(10.45m);
        await PressAsync("cancelorder");

        await LetTheTaskFinishAsync();
        Assert.That(RefundedAtGlase, Is.Zero);
        await OpenAsync();
        Assert.That(_admin.Button(KeepIt), Is.Null);
        await _admin.PressAsync(_admin.Button(RefundIt));

        Assert.That(RefundedAtGlase, Is.EqualTo(10.45m));
        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Refunded));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Cancelling_the_order_says_at_once_what_becomes_of_the_reservation(bool isGlaseAway)
    {
        await ReserveAsync();
        if (isGlaseAway)
            _fixture.Glase.Faults.Add(Fault.Http(503).Forever());

        await PressAsync("cancelorder");

        var note = isGlaseAway ? "is not released yet, although the order is cancelled" : "was released, because";
        Assert.That(await _fixture.NotesOfGlaseAsync(), Has.One.Contains(note));
        Assert.That(_admin.Page.QuerySelector("#order-notes").TextContent, Does.Contain(note));
        Assert.That(Panel.TextContent, Does.Contain(isGlaseAway ? "still reserved at Glase" : "Cancelled"));

        _fixture.Glase.Faults.Clear();
        await LetTheTaskFinishAsync();
        await _fixture.ChangePaymentsAsync(payment => payment.ReservationCheckOnUtc -= GlaseDefaults.PlacementGracePeriod * 2);
        await _fixture.RunTaskAsync();
        Assert.That(await _fixture.NotesOfGlaseAsync(), Has.One.Contains("was released, because"), "once");
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Voided));
    }

    [Test]
    public async Task An_authorized_order_edited_to_nothing_can_be_released_from_its_card()
    {
        await ReserveAsync();
        await PressAsync("saveordertotals", "0");
        await PressAsync("captureorder");
        Assert.That(_admin.Notice, Does.Contain("there is nothing to capture").And.Contain("Release the reservation"));
        Assert.That(_fixture.Glase.Calls("commitReservation"), Is.Empty);

        await _admin.PressAsync(_admin.Button("Release the reservation"));

        Assert.That(AtGlase, Is.EqualTo("CANCELED"));
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Voided));
    }

    private string AtGlase => _fixture.Glase.Invoice(_code.Reference).Status;

    private async Task ReserveAsync()
    {
        _fixture.Glase.Reserve(_code.Reference);
        await _httpShopper.CompleteAsync(_code);
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Authorized));
    }

    private Task CaptureInPortalAsync(decimal amount)
    {
        return _fixture.Shop.RunAsync(async services => await services.GetRequiredService<IGlaseClient>().CommitReservationAsync(
            await services.GetRequiredService<GlaseConnectionProvider>().GetAsync(1), _code.Reference, new(amount, "EUR")));
    }
}
