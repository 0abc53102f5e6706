using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Moq;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Caching;
using NUnit.Framework;
using StackExchange.Redis;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Live;

/// <summary>
/// A node on which somebody waits for a payment, with a Redis played by the test.
/// </summary>
[CancelAfter(20_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RedisPaymentChangeFeedTests : IDisposable
{
    private const string Channel = "nopglase:payments@3";
    private const string OtherNode = "0123456789abcdef0123456789abcdef";

    private readonly PaymentFixture _fixture = new();
    private readonly Mock<IRedisConnectionWrapper> _connection = new();
    private readonly Mock<IDatabase> _database = new();
    private readonly Mock<BackgroundWork> _background = new(SilentLog.Instance);
    private readonly TaskCompletionSource<string> _published = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> _shown = [];
    private readonly Listener _listener = new();
    private readonly GlasePayment _payment;
    private readonly ServiceProvider _services;
    private readonly NodeRegistry _nodes;
    private readonly PaymentWatchRegistry _watches;
    private readonly RedisPaymentChangeFeed _feed;
    private Mock<ISubscriber> _subscriber;
    private Action<RedisChannel, RedisValue> _handler;

    public RedisPaymentChangeFeedTests()
    {
        _payment = new GlasePayment { Token = "t", InvoiceReference = "R1", Status = GlasePaymentStatus.Issued, ChangeNumber = 5 };
        _fixture.Payments.Insert(_payment);
        _services = new ServiceCollection().AddSingleton(_fixture.PaymentStore).BuildServiceProvider();
        var scopes = _services.GetRequiredService<IServiceScopeFactory>();
        _nodes = new NodeRegistry(scopes, _fixture.Clock);
        _watches = new PaymentWatchRegistry(new FakePoller { Latest = _payment }, FakeElection.Won, SilentLog.Instance, _fixture.Clock,
            Mock.Of<IHostApplicationLifetime>());
        _background.Setup(background => background.Run(It.IsAny<string>(), It.IsAny<Func<Task>>()))
            .Callback((string _, Func<Task> work) => _shown.Add(work()));
        _feed = new RedisPaymentChangeFeed(new DatabasePaymentChangeFeed(_background.Object, _nodes, _watches, scopes), _watches,
            new RedisAccess(_connection.Object, _fixture.FailureLog, _fixture.Clock), _fixture.Clock);

        _database.Setup(database => database.Database).Returns(3);
        _connection.Setup(connection => connection.Instance).Returns("nop");
        _connection.Setup(connection => connection.GetDatabaseAsync()).ReturnsAsync(_database.Object);
        _connection.Setup(connection => connection.GetSubscriberAsync()).ReturnsAsync(() => _subscriber.Object);
        Connect();
    }

    public void Dispose()
    {
        _watches.Dispose();
        _nodes.Dispose();
        _services.Dispose();
    }

    [Test]
    public async Task A_message_names_the_payment_and_says_nothing_of_its_status(CancellationToken token)
    {
        _feed.Publish(Saved());

        Assert.That(await _published.Task.WaitAsync(token), Does.Match($"^{_payment.Id}:6:[0-9a-f]{{32}}$"));
        _subscriber.Verify(subscriber => subscriber.PublishAsync(RedisChannel.Literal(Channel), It.IsAny<RedisValue>(), CommandFlags.None));
    }

    [Test]
    public async Task What_another_node_saved_is_shown_at_its_message()
    {
        await WatchAsync();
        _fixture.Payments.Update(Saved());

        await ReceiveAsync($"{_payment.Id}:6:{OtherNode}");

        Assert.That(_listener.Told, Is.EqualTo(new[] { GlasePaymentStatus.Issued, GlasePaymentStatus.Paid }));
    }

    [Test]
    public async Task A_message_is_never_believed()
    {
        await WatchAsync();

        await ReceiveAsync($"{_payment.Id}:6:{OtherNode}");

        Assert.That(_shown, Has.Count.EqualTo(1), "the row is read again");
        Assert.That(_listener.Told, Is.EqualTo(new[] { GlasePaymentStatus.Issued }), "and it is as before");
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("1")]
    [TestCase("1:6")]
    [TestCase("one:6:" + OtherNode)]
    [TestCase("1:six:" + OtherNode)]
    [TestCase("1:99999999999:" + OtherNode)]
    [TestCase("1:6:" + OtherNode + ":paid")]
    [TestCase("2:6:" + OtherNode, Description = "nobody watches that payment")]
    [TestCase("1:5:" + OtherNode, Description = "that change is known")]
    public async Task A_message_that_says_nothing_new_is_ignored(string message)
    {
        await WatchAsync();
        _fixture.Payments.Update(Saved());

        await ReceiveAsync(message);

        Assert.That(_shown, Is.Empty);
    }

    [Test]
    public async Task What_this_node_saved_is_shown_without_its_own_message(CancellationToken token)
    {
        await WatchAsync();
        _feed.Publish(Saved());
        Assert.That(_listener.Told, Is.EqualTo(new[] { GlasePaymentStatus.Issued, GlasePaymentStatus.Paid }));

        var message = await _published.Task.WaitAsync(token);
        await ReceiveAsync(message.Replace(":6:", ":7:", StringComparison.Ordinal));

        Assert.That(_shown, Is.Empty);
    }

    [Test]
    public async Task A_connection_is_subscribed_with_once_and_the_next_one_again()
    {
        await WatchAsync();
        await _feed.RunAsync(CancellationToken.None);
        Assert.That(Subscriptions, Is.EqualTo(1));
        _handler = null;

        Connect();
        await _feed.RunAsync(CancellationToken.None);
        await _feed.RunAsync(CancellationToken.None);
        _fixture.Payments.Update(Saved());
        await ReceiveAsync($"{_payment.Id}:6:{OtherNode}");

        Assert.That(Subscriptions, Is.EqualTo(1));
        Assert.That(_listener.Told, Has.Member(GlasePaymentStatus.Paid));
    }

    [Test]
    public async Task A_subscription_that_failed_is_made_at_the_next_run()
    {
        _subscriber.Setup(Subscription).ThrowsAsync(new RedisTimeoutException("slow", CommandStatus.Sent));
        await WatchAsync();

        Connect(_subscriber.Object.Multiplexer);
        await _feed.RunAsync(CancellationToken.None);

        Assert.That(Subscriptions, Is.EqualTo(1));
    }

    [Test]
    public async Task Without_watched_payments_Redis_is_left_alone()
    {
        await _feed.RunAsync(CancellationToken.None);

        _connection.VerifyNoOtherCalls();
    }

    [TestCase(true, 5)]
    [TestCase(false, 1)]
    public async Task A_lost_message_costs_five_seconds_and_one_while_not_subscribed(bool isSubscribed, int seconds)
    {
        _subscriber.Setup(subscriber => subscriber.IsConnected(RedisChannel.Literal(Channel))).Returns(isSubscribed);
        await WatchAsync();
        _fixture.Payments.Update(Saved());

        var passed = 0;
        for (; passed < 20 && _listener.Told.Count == 1; passed++)
        {
            _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
            await _feed.RunAsync(CancellationToken.None);
        }

        Assert.That(passed, Is.EqualTo(seconds));
    }

    [Test]
    public async Task What_was_missed_before_a_subscription_was_renewed_is_read_at_once()
    {
        await WatchAsync();
        _fixture.Payments.Update(Saved());
        Connect();

        await _feed.RunAsync(CancellationToken.None);

        Assert.That(_listener.Told, Has.Member(GlasePaymentStatus.Paid));
    }

    [Test]
    public async Task Each_call_may_fail_and_nobody_notices([Values] FailingCall call)
    {
        Break(call);
        using var subscription = _watches.Subscribe(_payment, _listener);

        for (var second = 0; second < 10; second++)
        {
            await _feed.RunAsync(CancellationToken.None);
            _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        _fixture.Payments.Update(Saved());
        for (var second = 0; second < 5; second++)
        {
            _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
            await _feed.RunAsync(CancellationToken.None);
        }

        Assert.That(_listener.Told, Has.Member(GlasePaymentStatus.Paid), "what other nodes save is read from the database");
        Assert.That(() => _feed.Publish(Saved()), Throws.Nothing);
    }

    public enum FailingCall
    {
        GetDatabase,
        GetSubscriber,
        Subscribe,
        IsConnected,
        Publish
    }

    private int Subscriptions => _subscriber.Invocations.Count(call => call.Method.Name == nameof(ISubscriber.SubscribeAsync));

    private static System.Linq.Expressions.Expression<Func<ISubscriber, Task>> Subscription => subscriber =>
        subscriber.SubscribeAsync(RedisChannel.Literal(Channel), It.IsAny<Action<RedisChannel, RedisValue>>(), CommandFlags.None);

    // A connection as nopCommerce makes one: the first, or another in place of one that it found lost.
    private void Connect(IConnectionMultiplexer multiplexer = null)
    {
        _subscriber = new Mock<ISubscriber>();
        _subscriber.Setup(subscriber => subscriber.Multiplexer).Returns(multiplexer ?? Mock.Of<IConnectionMultiplexer>());
        _subscriber.Setup(subscriber => subscriber.IsConnected(RedisChannel.Literal(Channel))).Returns(true);
        _subscriber.Setup(Subscription)
            .Callback((RedisChannel _, Action<RedisChannel, RedisValue> handler, CommandFlags _) => _handler = handler)
            .Returns(Task.CompletedTask);
        _subscriber.Setup(subscriber => subscriber.PublishAsync(RedisChannel.Literal(Channel), It.IsAny<RedisValue>(), CommandFlags.None))
            .Callback((RedisChannel _, RedisValue message, CommandFlags _) => _published.TrySetResult(message)).ReturnsAsync(1);
    }

    private void Break(FailingCall call)
    {
        var failure = new RedisConnectionException(ConnectionFailureType.SocketClosed, "gone");
        switch (call)
        {
            case FailingCall.GetDatabase:
                _connection.Setup(connection => connection.GetDatabaseAsync()).ThrowsAsync(failure);
                break;
            case FailingCall.GetSubscriber:
                _connection.Setup(connection => connection.GetSubscriberAsync()).Throws(failure);
                break;
            case FailingCall.Subscribe:
                _subscriber.Setup(Subscription).Throws(failure);
                break;
            case FailingCall.IsConnected:
                _subscriber.Setup(subscriber => subscriber.IsConnected(It.IsAny<RedisChannel>())).Throws(failure);
                break;
            case FailingCall.Publish:
                _subscriber.Setup(subscriber => subscriber.PublishAsync(It.IsAny<RedisChannel>(), It.IsAny<RedisValue>(), It.IsAny<CommandFlags>()))
                    .Throws(failure);
                break;
        }
    }

    private GlasePayment Saved()
    {
        var saved = _payment.Copy();
        (saved.Status, saved.ChangeNumber) = (GlasePaymentStatus.Paid, 6);
        return saved;
    }

    private Task WatchAsync()
    {
        _watches.Subscribe(_payment, _listener);
        return _feed.RunAsync(CancellationToken.None);
    }

    private Task ReceiveAsync(string message)
    {
        _handler(RedisChannel.Literal(Channel), message);
        return Task.WhenAll(_shown);
    }

    private sealed class Listener : IPaymentListener
    {
        public List<GlasePaymentStatus> Told { get; } = [];

        // A heartbeat tells the same again.
        public void Tell(PaymentSnapshot snapshot)
        {
            if (Told.Count == 0 || Told[^1] != snapshot.Payment.Status)
                Told.Add(snapshot.Payment.Status);
        }

        public void End()
        {
        }
    }
}
