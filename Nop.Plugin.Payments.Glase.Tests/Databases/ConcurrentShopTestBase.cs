using Glase.Simulator.Rules;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Logging;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.ScheduleTasks;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using NUnit.Framework;
using Sandbox.Data;
using Sandbox.Hosting;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// A shop of two nodes, whose scheduled task runs twice on each of them at once.
/// </summary>
internal abstract class ConcurrentShopTestBase(DatabaseKind kind)
{
    private protected const int Runs = 4;
    private protected const decimal Total = 10.45m;

    private protected readonly ConcurrentSteps _steps = new();
    private protected ShopFixture _fixture;
    private SandboxShop _other;
    private int _logged;

    private protected DatabaseKind Kind => kind;

    [OneTimeSetUp]
    public async Task OpenShop()
    {
        _fixture = await ShopFixture.StartAsync(options =>
        {
            options.EnterShopCredentials = true;
            options.ConfigureServices = AddTo;
        }, kind: kind);
        _fixture.Glase.NotificationMode = NotificationMode.Off;
        await _fixture.ChangeAllAsync<Product>(product =>
        {
            product.ManageInventoryMethod = ManageInventoryMethod.ManageStock;
            product.StockQuantity = 1000;
        });
        _other = await _fixture.StartNodeAsync(options => options.ConfigureServices = AddTo);
    }

    [OneTimeTearDown]
    public async Task CloseShop()
    {
        if (_other is not null)
            await _other.DisposeAsync();
        if (_fixture is not null)
            await _fixture.DisposeAsync();
    }

    [SetUp]
    public void SetUp() => _fixture.Glase.Faults.Clear();

    /// <summary>
    /// Changes the services of both nodes.
    /// </summary>
    private protected virtual void AddTo(IServiceCollection services) => _steps.AddTo(services);

    private protected SandboxShop Node(int run) => run % 2 == 0 ? _fixture.Shop : _other;

    private protected static Task RunTaskAsync(SandboxShop node)
    {
        return node.RunAsync(services => ActivatorUtilities.CreateInstance<PaymentRecoveryTask>(services).ExecuteAsync());
    }

    /// <summary>
    /// Runs the task on each node again and again.
    /// </summary>
    /// <returns>How often it ran</returns>
    private protected async Task<int> RunTaskUntilAsync(CancellationToken end)
    {
        var runs = 0;
        await Task.WhenAll(Enumerable.Range(0, 2).Select(run => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                await RunTaskAsync(Node(run));
                Interlocked.Increment(ref runs);
            }
        }, CancellationToken.None)));
        return runs;
    }

    /// <summary>
    /// Asserts that no statement is in the log that the database rolled back, but those with which nopCommerce empties the cart in a serializable
    /// transaction of its own: the order is completed all the same.
    /// </summary>
    /// <returns>How many of those there are</returns>
    private protected async Task<int> AssertNoRollbackIsLoggedAsync()
    {
        var log = (await _fixture.AllAsync<Log>()).ToLookup(entry => entry.FullMessage?.Contains("ClearShoppingCartAsync", StringComparison.Ordinal) == true);
        // nopCommerce says it once more, without where it happened.
        var repeated = log[true].Select(entry => $"Error while placing order. {entry.ShortMessage}").ToHashSet();
        var others = log[false].Where(entry => !repeated.Contains(entry.ShortMessage)).Select(entry => $"{entry.ShortMessage} {entry.FullMessage}");
        Assert.That(others, Has.None.Contains("40001").And.None.Contains("40P01").And.None.Contains("Deadlock found"));
        return log[true].Count();
    }

    /// <summary>
    /// Runs the task on both nodes at once: no run begins a step before all the others do.
    /// </summary>
    private protected async Task RunAtOnceAsync()
    {
        _logged = (await _fixture.AllAsync<Log>()).Select(entry => entry.Id).DefaultIfEmpty().Max();
        _steps.Begin(Runs);
        await Task.WhenAll(Enumerable.Range(0, Runs).Select(run => Task.Run(() => RunTaskAsync(Node(run)))));
        Assert.That(_steps.End(), Is.EqualTo(RecoveryPipeline.StepTypes.Count), "the steps that all runs began at once");
    }

    private protected Task AtOnceAsync(Func<IServiceProvider, Task> act)
    {
        return Task.WhenAll(Enumerable.Range(0, Runs).Select(run => Task.Run(() => Node(run).RunAsync(act))));
    }

    private protected async Task<PaymentElement> CheckOutAsync()
    {
        using var shopper = _fixture.NewShopper();
        return await CheckOutAsync(shopper);
    }

    private protected static async Task<PaymentElement> CheckOutAsync(HttpShopper shopper, int article = 0)
    {
        await shopper.PutIntoCartAsync(article);
        return await shopper.GetCodeAsync();
    }

    private protected async Task<PaymentElement> BuyAsync()
    {
        using var shopper = _fixture.NewShopper();
        var code = await CheckOutAsync(shopper);
        _fixture.Glase.Pay(code.Reference);
        await shopper.CompleteAsync(code);
        Assert.That((await PaymentAsync(code)).IsApplied, Is.True);
        return code;
    }

    private protected async Task<PaymentElement> ReserveAsync()
    {
        using var shopper = _fixture.NewShopper();
        var code = await CheckOutAsync(shopper);
        _fixture.Glase.Reserve(code.Reference);
        await shopper.CompleteAsync(code);
        Assert.That((await PaymentAsync(code)).AuthorizedOnUtc, Is.Not.Null);
        return code;
    }

    private protected async Task<GlasePayment> PaymentAsync(PaymentElement code)
    {
        return (await _fixture.AllAsync<GlasePayment>()).Single(payment => payment.Token == code.Token);
    }

    private protected Task ChangeAsync(IEnumerable<PaymentElement> codes, Action<GlasePayment> change)
    {
        var tokens = codes.Select(code => code.Token).ToList();
        return _fixture.ChangePaymentsAsync(payment =>
        {
            if (tokens.Contains(payment.Token))
                change(payment);
        });
    }

    private protected static Task<IList<string>> WithOrderAsync(SandboxShop node, int orderId,
        Func<IOrderProcessingService, Order, Task<IList<string>>> act)
    {
        return node.RunAsync(async services =>
        {
            // As nopCommerce's page does: what cannot be done is not offered.
            var order = await services.GetRequiredService<IOrderService>().GetOrderByIdAsync(orderId);
            try
            {
                return await act(services.GetRequiredService<IOrderProcessingService>(), order);
            }
            catch (NopException exception)
            {
                return [exception.Message];
            }
        });
    }

    private protected async Task<IList<string>> NotesAsync(int orderId)
    {
        return [.. (await _fixture.AllAsync<OrderNote>()).Where(note => note.OrderId == orderId).Select(note => note.Note)];
    }

    private protected async Task NoFailureIsLoggedAsync()
    {
        var failures = (await _fixture.AllAsync<Log>()).Where(entry => entry.Id > _logged && entry.LogLevel == LogLevel.Error);
        Assert.That(failures.Select(entry => entry.ShortMessage), Is.Empty);
    }

    private protected Task ChangeOrdersAsync(IEnumerable<Order> orders, Action<Order> change)
    {
        return _fixture.Shop.RunAsync(async services =>
        {
            var repository = services.GetRequiredService<IRepository<Order>>();
            foreach (var id in orders.Select(order => order.Id))
            {
                var order = await repository.GetByIdAsync(id);
                change(order);
                await repository.UpdateAsync(order, publishEvent: false);
            }
        });
    }
}
