using Moq;
using Nop.Core;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Storage;

public class NotificationMonitorTests
{
    private const int StoreId = PaymentFixture.StoreId;
    private readonly PaymentFixture _fixture = new();
    private string _stored;
    private int _saved;

    [SetUp]
    public void SetUp()
    {
        _stored = null;
        _saved = 0;
        _fixture.GenericAttributes.Setup(attributes => attributes.GetAttributeAsync<Store, string>(StoreId, GlaseDefaults.LastNotificationAttribute, 0, null))
            .ReturnsAsync(() => _stored);
        _fixture.GenericAttributes.Setup(attributes => attributes.SaveAttributeAsync(It.Is<Store>(store => store.Id == StoreId),
                GlaseDefaults.LastNotificationAttribute, It.IsAny<string>(), 0))
            .Callback((BaseEntity _, string _, string value, int _) => (_stored, _saved) = (value, _saved + 1))
            .Returns(Task.CompletedTask);
    }

    [Test]
    public async Task Without_payments_nothing_is_missing()
    {
        Assert.That(await _fixture.Notifications.AreMissingAsync(StoreId), Is.False);
    }

    [Test]
    public async Task Three_payments_over_an_hour_without_a_notification_are_told()
    {
        Pay(minutesAgo: [90, 50, 20]);

        Assert.That(await _fixture.Notifications.AreMissingAsync(StoreId), Is.True);
    }

    [TestCase(new[] { 90, 20 }, TestName = "Two_payments_are_too_few")]
    [TestCase(new[] { 22, 21, 20 }, TestName = "Payments_that_were_found_together_after_an_outage_do_not_count")]
    [TestCase(new[] { 90, 50, 1 }, TestName = "A_payment_of_the_last_minutes_does_not_count_yet")]
    [TestCase(new[] { 14000, 13000, 12000 }, TestName = "Payments_of_more_than_a_week_ago_do_not_count")]
    public async Task Too_little_is_not_told(int[] minutesAgo)
    {
        Pay(minutesAgo);

        Assert.That(await _fixture.Notifications.AreMissingAsync(StoreId), Is.False);
    }

    [Test]
    public async Task Captured_reservations_and_other_stores_do_not_count()
    {
        foreach (var minutes in new[] { 90, 50, 20 })
        {
            Add(minutes, row => row.ReservedOnUtc = Ago(minutes + 1));
            Add(minutes, row => row.StoreId++);
        }

        Assert.That(await _fixture.Notifications.AreMissingAsync(StoreId), Is.False);
    }

    [Test]
    public async Task A_notification_on_any_node_counts_also_when_a_poll_was_faster()
    {
        Pay(minutesAgo: [90, 50, 20]);
        await _fixture.Notifications.RecordAsync(StoreId);

        Assert.That(await _fixture.Notifications.AreMissingAsync(StoreId), Is.False);
        Assert.That(await _fixture.Notifications.HasArrivedLatelyAsync(StoreId), Is.True);
    }

    [Test]
    public async Task Payments_after_the_last_notification_are_told()
    {
        await _fixture.Notifications.RecordAsync(StoreId);
        _fixture.Clock.Advance(TimeSpan.FromHours(3));
        Pay(minutesAgo: [90, 50, 20]);

        Assert.That(await _fixture.Notifications.AreMissingAsync(StoreId), Is.True);
    }

    [Test]
    public async Task A_busy_shop_records_it_once_a_minute()
    {
        await _fixture.Notifications.RecordAsync(StoreId);
        await _fixture.Notifications.RecordAsync(StoreId);
        _fixture.Clock.Advance(TimeSpan.FromMinutes(2));
        await _fixture.Notifications.RecordAsync(StoreId);

        Assert.That(_saved, Is.EqualTo(2));
    }

    private void Pay(int[] minutesAgo)
    {
        foreach (var minutes in minutesAgo)
            Add(minutes);
    }

    private void Add(int minutesAgo, Action<GlasePayment> change = null)
    {
        _fixture.AddPayment(GlasePaymentStatus.Paid, change: row =>
        {
            (row.PaidOnUtc, row.CheckoutKey, row.ErsReference) = (Ago(minutesAgo), row.Token, row.Token);
            change?.Invoke(row);
        });
    }

    private DateTime Ago(int minutes) => _fixture.Now.AddMinutes(-minutes);
}
