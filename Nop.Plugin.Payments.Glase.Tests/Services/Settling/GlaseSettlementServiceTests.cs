using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Settling;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Services.Settling;

public class GlaseSettlementServiceTests
{
    private readonly PaymentWorld _world = new();

    [Test]
    public async Task Of_many_orders_at_once_one_gets_the_payment()
    {
        var handed = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(_ => Task.Run(() => _world.SettlementService.TryHandOverAsync(1, Guid.NewGuid()))));

        Assert.That(handed.Count(done => done), Is.EqualTo(1));
    }

    [Test]
    public async Task Of_many_payments_at_once_one_pays_the_order()
    {
        var order = Guid.NewGuid();

        var handed = await Task.WhenAll(Enumerable.Range(1, 50)
            .Select(payment => Task.Run(() => _world.SettlementService.TryHandOverAsync(payment, order))));

        Assert.That(handed.Count(done => done), Is.EqualTo(1));
    }

    [Test]
    public async Task Whoever_never_came_back_is_followed_by_one()
    {
        var order = Guid.NewGuid();
        await _world.SettlementService.TryHandOverAsync(1, order);
        _world.Clock.Advance(GlaseDefaults.PlacementPatience);

        var handed = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(_ => Task.Run(() => _world.SettlementService.TryHandOverAsync(1, order))));

        Assert.That(handed.Count(done => done), Is.EqualTo(1));
    }

    [Test]
    public async Task An_order_that_was_saved_keeps_its_payment()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        await _world.SettlementService.TryHandOverAsync(invoice.Id, invoice.OrderGuid);
        _world.AddOrder(invoice);
        _world.Clock.Advance(GlaseDefaults.PlacementPatience);

        Assert.That(await _world.SettlementService.TryHandOverAsync(invoice.Id, Guid.NewGuid()), Is.False);
    }

    [Test]
    public async Task A_payment_taken_back_can_be_handed_over_again()
    {
        await _world.SettlementService.TryHandOverAsync(1, Guid.NewGuid());
        await _world.SettlementService.TakeBackAsync(1);

        Assert.That(await _world.SettlementService.TryHandOverAsync(1, Guid.NewGuid()), Is.True);
    }

    [Test]
    public async Task What_somebody_else_is_about_to_do_is_not_taken_back()
    {
        await AnotherRequest().TryHandOverAsync(1, Guid.NewGuid());

        Assert.That(await _world.SettlementService.TryTakeBackAsync(1), Is.False);
        Assert.That(await _world.SettlementService.TryWithholdAsync(1), Is.False);
        Assert.That(await _world.SettlementService.IsWithAnotherAsync(1), Is.True);
    }

    [Test]
    public async Task What_is_given_back_pays_no_order()
    {
        Assert.That(await _world.SettlementService.TryWithholdAsync(1), Is.True);

        Assert.That(await AnotherRequest().TryHandOverAsync(1, Guid.NewGuid()), Is.False);
        Assert.That(await _world.SettlementService.IsWithAnotherAsync(1), Is.False);
    }

    [Test]
    public async Task What_was_left_behind_without_an_order_is_taken_back_and_given_back()
    {
        await AnotherRequest().TryHandOverAsync(1, Guid.NewGuid());
        _world.Clock.Advance(GlaseDefaults.PlacementPatience);

        Assert.That(await _world.SettlementService.TryTakeBackAsync(1), Is.True);
        Assert.That(await _world.SettlementService.TryWithholdAsync(1), Is.True);
    }

    [Test]
    public async Task A_payment_whose_order_was_saved_is_not_taken_back_but_can_be_given_back()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        await AnotherRequest().TryHandOverAsync(invoice.Id, invoice.OrderGuid);
        _world.AddOrder(invoice);
        _world.Clock.Advance(GlaseDefaults.PlacementPatience);

        Assert.That(await _world.SettlementService.TryTakeBackAsync(invoice.Id), Is.False);
        Assert.That(await _world.SettlementService.TryWithholdAsync(invoice.Id), Is.True);
    }

    [Test]
    public async Task An_order_of_another_method_with_the_same_guid_keeps_no_payment()
    {
        var invoice = _world.AddInvoice(GlaseInvoiceStatus.Paid);
        await AnotherRequest().TryHandOverAsync(invoice.Id, invoice.OrderGuid);
        _world.AddOrder(invoice).PaymentMethodSystemName = "Payments.CheckMoneyOrder";
        _world.Clock.Advance(GlaseDefaults.PlacementPatience);

        Assert.That(await _world.SettlementService.TryTakeBackAsync(invoice.Id), Is.True);
    }

    private GlaseSettlementService AnotherRequest() => new(_world.DataProvider, _world.OrderService.Object, _world.Settlements, _world.Clock);
}
