using Microsoft.Extensions.DependencyInjection;
using Moq;
using Nop.Core;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Storage;

public class NotificationMonitorTests
{
    private const int StoreId = PaymentFixture.StoreId;
    private readonly PaymentFixture _fixture = new();
    private readonly NotificationArrivals _otherNode = new();
    private string _stored;
    private int _saved;

    [SetUp]
    public void SetUp()
    {
        _stored = null;
        _saved = 0;
        _fixture.Arrivals.Clear();
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
    public async Task A_notification_counts_also_when_a_poll_was_faster()
    {
        Pay(minutesAgo: [90, 50, 20]);
        _fixture.Notifications.Record(Paid(secondsAgo: 5));

        Assert.That(await _fixture.Notifications.AreMissingAsync(StoreId), Is.False);
        Assert.That(await _fixture.Notifications.HasArrivedLatelyAsync(StoreId), Is.True);
        Assert.That(_saved, Is.Zero, "the request writes nothing");
    }

    [Test]
    public async Task A_notification_on_another_node_counts_once_that_has_saved_it()
    {
        Pay(minutesAgo: [90, 50, 20]);
        _otherNode.Record(StoreId, _fixture.Now);
        await SaveAsync(_otherNode);

        Assert.That(await _fixture.Notifications.AreMissingAsync(StoreId), Is.False);
        Assert.That(await _fixture.Notifications.HasArrivedLatelyAsync(StoreId), Is.True);
    }

    [TestCase(null, TestName = "A_forged_notification_of_an_unpaid_payment_does_not_count")]
    [TestCase(180, TestName = "A_notification_long_after_the_payment_does_not_count")]
    public async Task What_anybody_can_send_at_any_time_does_not_count(int? secondsAgo)
    {
        _fixture.Notifications.Record(Paid(secondsAgo));

        Assert.That(await _fixture.Notifications.HasArrivedLatelyAsync(StoreId), Is.False);
        Assert.That(_fixture.Arrivals.TakeUnsaved(), Is.Empty);
    }

    [Test]
    public async Task Payments_after_the_last_notification_are_told()
    {
        _fixture.Notifications.Record(Paid(secondsAgo: 5));
        _fixture.Clock.Advance(TimeSpan.FromHours(3));
        Pay(minutesAgo: [90, 50, 20]);

        Assert.That(await _fixture.Notifications.AreMissingAsync(StoreId), Is.True);
    }

    [Test]
    public async Task A_busy_node_saves_only_the_last_one_and_none_that_is_older_than_what_is_saved()
    {
        _otherNode.Record(StoreId, _fixture.Now);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(20));
        _fixture.Notifications.Record(Paid(secondsAgo: 5));
        _fixture.Notifications.Record(Paid(secondsAgo: 5));
        await SaveAsync(_fixture.Arrivals);
        await SaveAsync(_fixture.Arrivals);
        await SaveAsync(_otherNode);

        Assert.That(_saved, Is.EqualTo(1));
        Assert.That(_stored, Is.EqualTo(_fixture.Now.ToString("O")));
    }

    [Test]
    public async Task What_cannot_be_saved_is_saved_a_minute_later_and_logged_once()
    {
        var services = new ServiceCollection().AddScoped(_ => _fixture.Notifications).BuildServiceProvider();
        var upkeep = new NotificationUpkeep(services.GetRequiredService<IServiceScopeFactory>(), _fixture.Arrivals, _fixture.FailureLog);
        var stored = _stored;
        _fixture.GenericAttributes.Setup(attributes => attributes.GetAttributeAsync<Store, string>(StoreId, GlaseDefaults.LastNotificationAttribute, 0, null))
            .ThrowsAsync(FakeDatabaseException.Away());
        _fixture.Notifications.Record(Paid(secondsAgo: 5));
        await upkeep.RunAsync(CancellationToken.None);
        await upkeep.RunAsync(CancellationToken.None);
        Assert.That(_saved, Is.Zero);

        _fixture.GenericAttributes.Setup(attributes => attributes.GetAttributeAsync<Store, string>(StoreId, GlaseDefaults.LastNotificationAttribute, 0, null))
            .ReturnsAsync(() => stored);
        await upkeep.RunAsync(CancellationToken.None);

        Assert.That(_saved, Is.EqualTo(1));
        Assert.That(_fixture.Warnings, Has.Count.EqualTo(1));
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

    private GlasePayment Paid(int? secondsAgo)
    {
        return new GlasePayment { StoreId = StoreId, PaidOnUtc = secondsAgo is { } seconds ? _fixture.Now.AddSeconds(-seconds) : null };
    }

    private async Task SaveAsync(NotificationArrivals arrivals)
    {
        foreach (var (storeId, arrivedOnUtc) in arrivals.TakeUnsaved())
            await _fixture.Notifications.SaveAsync(storeId, arrivedOnUtc);
    }

    private DateTime Ago(int minutes) => _fixture.Now.AddMinutes(-minutes);
}
