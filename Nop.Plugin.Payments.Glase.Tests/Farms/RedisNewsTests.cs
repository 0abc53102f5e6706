using Glase.Simulator.Rules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Moq;
using Nop.Core.Domain.Logging;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;
using Sandbox.Data;
using StackExchange.Redis;

namespace Nop.Plugin.Payments.Glase.Tests.Farms;

/// <summary>
/// What a message in Redis alone can tell: the node that shows the pages neither polls Glase nor reads a payment or its change number by
/// itself, so that without the message its pages stay as they are.
/// </summary>
/// <remarks>A message that Redis takes longer than half a second to accept is lost, as on a busy machine: half of them are enough.</remarks>
[Parallelizable(ParallelScope.Children)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RedisNewsTests : IDisposable
{
    private const int Showing = 0;
    private const int Saving = 1;
    private const int Pages = 4;

    private readonly RedisServer _redis = new();
    private readonly List<IDisposable> _shoppers = [];

    public void Dispose()
    {
        _shoppers.ForEach(shopper => shopper.Dispose());
        _redis.Dispose();
    }

    [Test]
    public async Task A_notification_at_one_node_is_shown_on_the_other_by_a_message()
    {
        await using var farm = await StartAsync();
        farm.Glase.NotificationMode = NotificationMode.On;

        await AssertShownByMessagesAsync(farm, async () =>
        {
            var code = (await farm.IssueAsync(Saving, count: 1)).Single();
            return new ShownPage(code.Token, farm.Open(Showing, code.Token), () =>
            {
                farm.Glase.Pay(code.Reference);
                return Task.CompletedTask;
            });
        });
    }

    [Test]
    public async Task A_cart_changed_on_one_node_is_shown_on_the_other_by_a_message()
    {
        await using var farm = await StartAsync();

        await AssertShownByMessagesAsync(farm, async () =>
        {
            var shopper = new HttpShopper(farm.AddressOf(Saving));
            _shoppers.Add(shopper);
            await shopper.PutIntoCartAsync();
            var code = await shopper.GetCodeAsync();
            return new ShownPage(code.Token, farm.Open(Showing, code.Token), () => shopper.PutIntoCartAsync());
        });
    }

    private async Task<FarmFixture> StartAsync()
    {
        var farm = await FarmFixture.StartAsync(2, _redis.ConnectionString, kind: DatabaseKind.PostgreSql, configure: (node, services) =>
        {
            if (node == Showing)
                services.Replace(ServiceDescriptor.Singleton(NewIdlePoller()));
        });
        // A node that takes itself to be alone compares no change numbers. With Redis it never looks for others again.
        var nodes = farm.Node(Showing).Services.GetRequiredService<NodeRegistry>();
        await nodes.WriteAsync();
        await nodes.ReadAsync();
        Assert.That(nodes.IsAlone, Is.True);
        return farm;
    }

    private async Task AssertShownByMessagesAsync(FarmFixture farm, Func<Task<ShownPage>> openAsync)
    {
        await AssertMostAreToldAsync(farm, openAsync);

        await using var left = await openAsync();
        await left.Screen.UntilToldAsync("waiting");
        _redis.Stop();
        await ShopFixture.UntilAsync(async () => (await farm.AllAsync<Log>())
            .Any(entry => entry.ShortMessage.Contains("Redis does not answer", StringComparison.Ordinal)), "the connection to be found lost");
        await ChangeAsync(farm, left);
        await ShopFixture.UntilAsync(async () => (await StoredAsync(farm, left)).ChangeNumber > left.ChangeNumber, "the change to be saved");
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.That(left.IsTold, Is.False, "nothing but a message can tell the node");

        _redis.Start();
        await ShopFixture.UntilAsync(AreAnySubscribedAsync, "a subscription");
        await AssertMostAreToldAsync(farm, openAsync);
    }

    private async Task AssertMostAreToldAsync(FarmFixture farm, Func<Task<ShownPage>> openAsync)
    {
        var pages = new List<ShownPage>();
        for (var page = 0; page < Pages; page++)
            pages.Add(await openAsync());
        foreach (var page in pages)
            await page.Screen.UntilToldAsync("waiting");
        await ShopFixture.UntilAsync(AreAnySubscribedAsync, "a subscription");

        foreach (var page in pages)
            await ChangeAsync(farm, page);
        await ShopFixture.UntilAsync(() => Task.FromResult(pages.Count(page => page.IsTold) >= Pages / 2), "messages");

        foreach (var page in pages)
            await page.DisposeAsync();
        TestContext.Out.WriteLine($"{pages.Count(page => page.IsTold)} of {Pages} pages were told by a message");
    }

    private static async Task ChangeAsync(FarmFixture farm, ShownPage page)
    {
        await page.ChangeAsync((await StoredAsync(farm, page)).ChangeNumber);
    }

    private static async Task<GlasePayment> StoredAsync(FarmFixture farm, ShownPage page)
    {
        return (await farm.AllAsync<GlasePayment>()).Single(payment => payment.Token == page.Token);
    }

    // Only a node on which somebody waits subscribes.
    private async Task<bool> AreAnySubscribedAsync()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(_redis.ConnectionString);
        return (await connection.GetServers().Single().SubscriptionChannelsAsync(RedisChannel.Pattern("*glase:payments*"))).Length > 0;
    }

    private static IPaymentPoller NewIdlePoller()
    {
        var poller = new Mock<IPaymentPoller>();
        poller.Setup(each => each.TryPollAsync(It.IsAny<GlasePayment>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((GlasePayment payment, CancellationToken _) => payment);
        poller.Setup(each => each.TryReadAsync(It.IsAny<GlasePayment>())).ReturnsAsync((GlasePayment payment) => payment);
        return poller.Object;
    }

    private sealed class ShownPage(string token, FarmFixture.Screen screen, Func<Task> act) : IAsyncDisposable
    {
        private int? _statesBefore;

        public string Token => token;

        public FarmFixture.Screen Screen => screen;

        /// <summary>The change number of its payment before it was changed.</summary>
        public int ChangeNumber { get; private set; }

        /// <summary>Whether it was told another state since its payment was changed.</summary>
        public bool IsTold => _statesBefore is { } before && screen.States > before;

        public async Task ChangeAsync(int changeNumber)
        {
            ChangeNumber = changeNumber;
            _statesBefore = screen.States;
            await act();
        }

        public ValueTask DisposeAsync() => screen.DisposeAsync();
    }
}
