using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Storage;

public class OrderPaymentClaimsTests
{
    private readonly PaymentFixture _fixture = new();

    [Test]
    public async Task Of_many_orders_at_once_one_gets_the_payment()
    {
        var handed = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(_ => Task.Run(() => _fixture.OrderPaymentClaims.TryClaimAsync(1, Guid.NewGuid(), isUnderLock: false))));

        Assert.That(handed.Count(done => done), Is.EqualTo(1));
    }

    [Test]
    public async Task Of_many_payments_at_once_one_pays_the_order()
    {
        var order = Guid.NewGuid();

        var handed = await Task.WhenAll(Enumerable.Range(1, 50)
            .Select(payment => Task.Run(() => _fixture.OrderPaymentClaims.TryClaimAsync(payment, order, isUnderLock: false))));

        Assert.That(handed.Count(done => done), Is.EqualTo(1));
    }

    // A process that was suspended before it saved the order would save it when it goes on: a second paid order.
    [TestCase(true, true, 12)]
    [TestCase(true, false, 120)]
    [TestCase(false, true, 120)]
    [TestCase(false, false, 120)]
    public async Task A_claim_whose_process_has_ended_is_taken_over_by_one_caller(bool isUnderLock, bool isSaved, int seconds)
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        await AnotherRequest().TryClaimAsync(payment.Id, payment.OrderGuid, isUnderLock);
        if (isSaved)
            _fixture.AddOrder(payment);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(seconds - 1));
        Assert.That(await AnotherRequest().TryClaimAsync(payment.Id, payment.OrderGuid, isUnderLock: true), Is.False);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(1));

        var handed = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(_ => Task.Run(() => _fixture.OrderPaymentClaims.TryClaimAsync(payment.Id, payment.OrderGuid, isUnderLock: true))));

        Assert.That(handed.Count(done => done), Is.EqualTo(1));
    }

    [Test]
    public async Task A_claim_under_the_lock_without_an_order_is_neither_released_nor_reversed_early()
    {
        await AnotherRequest().TryClaimAsync(1, Guid.NewGuid(), isUnderLock: true);
        _fixture.Clock.Advance(GlaseDefaults.PlacementGracePeriod - TimeSpan.FromSeconds(1));

        Assert.That(await _fixture.OrderPaymentClaims.TryReleaseAsync(1), Is.False);
        Assert.That(await _fixture.OrderPaymentClaims.TryClaimForReversalAsync(1), Is.False);
    }

    [TestCase(true, 12)]
    [TestCase(false, 120)]
    public async Task An_order_may_be_being_placed_for_as_long_as_its_claim_says(bool isUnderLock, int seconds)
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        await AnotherRequest().TryClaimAsync(payment.Id, payment.OrderGuid, isUnderLock);
        var order = _fixture.AddOrder(payment);
        order.CreatedOnUtc = _fixture.Clock.GetUtcNow().UtcDateTime;
        _fixture.Clock.Advance(TimeSpan.FromSeconds(seconds - 1));
        Assert.That(await _fixture.OrderPaymentClaims.IsBeingPlacedAsync(payment.Id, order), Is.True);

        _fixture.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That(await _fixture.OrderPaymentClaims.IsBeingPlacedAsync(payment.Id, order), Is.False);
    }

    [Test]
    public async Task An_order_that_was_saved_keeps_its_payment()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        await _fixture.OrderPaymentClaims.TryClaimAsync(payment.Id, payment.OrderGuid, isUnderLock: false);
        _fixture.AddOrder(payment);
        _fixture.Clock.Advance(GlaseDefaults.PlacementGracePeriod);

        Assert.That(await _fixture.OrderPaymentClaims.TryClaimAsync(payment.Id, Guid.NewGuid(), isUnderLock: false), Is.False);
    }

    [Test]
    public async Task A_released_payment_can_be_claimed_again()
    {
        await _fixture.OrderPaymentClaims.TryClaimAsync(1, Guid.NewGuid(), isUnderLock: false);
        await _fixture.OrderPaymentClaims.ReleaseAsync(1);

        Assert.That(await _fixture.OrderPaymentClaims.TryClaimAsync(1, Guid.NewGuid(), isUnderLock: false), Is.True);
    }

    [Test]
    public async Task A_claim_of_another_caller_is_not_released()
    {
        await AnotherRequest().TryClaimAsync(1, Guid.NewGuid(), isUnderLock: false);

        Assert.That(await _fixture.OrderPaymentClaims.TryReleaseAsync(1), Is.False);
        Assert.That(await _fixture.OrderPaymentClaims.TryClaimForReversalAsync(1), Is.False);
        Assert.That(await _fixture.OrderPaymentClaims.IsClaimedByAnotherAsync(1), Is.True);
    }

    [Test]
    public async Task A_refunded_payment_pays_no_order()
    {
        Assert.That(await _fixture.OrderPaymentClaims.TryClaimForReversalAsync(1), Is.True);

        Assert.That(await AnotherRequest().TryClaimAsync(1, Guid.NewGuid(), isUnderLock: false), Is.False);
        Assert.That(await _fixture.OrderPaymentClaims.IsClaimedByAnotherAsync(1), Is.False);
    }

    [Test]
    public async Task What_was_left_behind_without_an_order_is_released_and_refunded()
    {
        await AnotherRequest().TryClaimAsync(1, Guid.NewGuid(), isUnderLock: false);
        _fixture.Clock.Advance(GlaseDefaults.PlacementGracePeriod);

        Assert.That(await _fixture.OrderPaymentClaims.TryReleaseAsync(1), Is.True);
        Assert.That(await _fixture.OrderPaymentClaims.TryClaimForReversalAsync(1), Is.True);
    }

    [Test]
    public async Task A_payment_whose_order_was_saved_is_not_released_but_can_be_refunded()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        await AnotherRequest().TryClaimAsync(payment.Id, payment.OrderGuid, isUnderLock: false);
        _fixture.AddOrder(payment);
        _fixture.Clock.Advance(GlaseDefaults.PlacementGracePeriod);

        Assert.That(await _fixture.OrderPaymentClaims.TryReleaseAsync(payment.Id), Is.False);
        Assert.That(await _fixture.OrderPaymentClaims.TryClaimForReversalAsync(payment.Id), Is.True);
    }

    [Test]
    public async Task An_order_of_another_method_with_the_same_guid_keeps_no_payment()
    {
        var payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
        await AnotherRequest().TryClaimAsync(payment.Id, payment.OrderGuid, isUnderLock: false);
        _fixture.AddOrder(payment).PaymentMethodSystemName = "Payments.CheckMoneyOrder";
        _fixture.Clock.Advance(GlaseDefaults.PlacementGracePeriod);

        Assert.That(await _fixture.OrderPaymentClaims.TryReleaseAsync(payment.Id), Is.True);
    }

    private OrderPaymentClaims AnotherRequest() => new(_fixture.DataProvider, _fixture.OrderService.Object, _fixture.Claims, _fixture.Clock);
}
