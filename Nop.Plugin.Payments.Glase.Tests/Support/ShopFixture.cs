using System.Data.Common;
using Glase.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.ScheduleTasks;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Databases;
using NUnit.Framework;
using Sandbox.Data;
using Sandbox.Hosting;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// A shop with the plugin and a Glase of its own, in this process, with real HTTP between them and a real database.
/// </summary>
internal sealed class ShopFixture : IAsyncDisposable
{
    private const string DatabaseVariable = "GLASE_TEST_DATABASE";

    private TestDatabase _database;

    private ShopFixture(SandboxShop shop, GlaseSimulator glase, TestDatabase database)
    {
        Shop = shop;
        Glase = glase;
        _database = database;
    }

    public SandboxShop Shop { get; private set; }

    public GlaseSimulator Glase { get; private set; }

    /// <summary>
    /// Whether other tests use the shop at the same time.
    /// </summary>
    public bool IsShared { get; set; }

    /// <param name="shopOptions">What the shop is started with; null for a shop with everything at its default</param>
    /// <param name="glaseOptions">What Glase is started with; null for its default</param>
    /// <param name="kind">
    /// What the shop's data is in: on a server, a database that goes with the shop. Null for what GLASE_TEST_DATABASE names (PostgreSql,
    /// MySql), else SQLite
    /// </param>
    /// <param name="database">A database that the shop's data is put into, and that goes with the shop; null for a new one</param>
    public static async Task<ShopFixture> StartAsync(Action<SandboxOptions> shopOptions = null, Action<SimulatorOptions> glaseOptions = null,
        DatabaseKind? kind = null, TestDatabase database = null)
    {
        var simulatorOptions = new SimulatorOptions();
        glaseOptions?.Invoke(simulatorOptions);
        var glase = await GlaseSimulator.StartAsync(simulatorOptions);
        var options = new SandboxOptions { GlaseServiceUrl = glase.ServiceUri, OnePageCheckout = false };
        shopOptions?.Invoke(options);
        database ??= await NewDatabaseAsync(options.DataFile is null ? kind ?? DefaultKind() : DatabaseKind.Sqlite);
        database?.Configure(options);
        try
        {
            return new ShopFixture(await SandboxShop.StartAsync(options), glase, database);
        }
        catch
        {
            await glase.DisposeAsync();
            database?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Starts another node of the shop. It must end before the shop does.
    /// </summary>
    /// <param name="shopOptions">What else the node is started with; null for nothing</param>
    public Task<SandboxShop> StartNodeAsync(Action<SandboxOptions> shopOptions = null)
    {
        var options = new SandboxOptions { GlaseServiceUrl = Glase.ServiceUri, OnePageCheckout = false, DataFile = Shop.DataFile };
        shopOptions?.Invoke(options);
        _database?.Configure(options);
        return SandboxShop.StartAsync(options);
    }

    public HttpShopper NewShopper() => new(Shop.BaseUri);

    public Task ChangeAsync(Action<GlaseSettings> change) => Shop.ChangeSettingsAsync(change);

    public Task<IList<TEntity>> AllAsync<TEntity>() where TEntity : Nop.Core.BaseEntity
    {
        return Shop.RunAsync(services => services.GetRequiredService<IRepository<TEntity>>()
            .GetAllAsync(query => query.OrderBy(row => row.Id)));
    }

    /// <summary>
    /// Takes a lock as another node does, as soon as it is free: what the shop does in the background may hold it.
    /// </summary>
    public Task TakeLockAsync(GlaseLock row)
    {
        return UntilAsync(async () =>
        {
            try
            {
                await Shop.RunAsync(services => services.GetRequiredService<IRepository<GlaseLock>>().InsertAsync(row, publishEvent: false));
                return true;
            }
            catch (DbException)
            {
                return false;
            }
        }, $"the lock {row.Name}");
    }

    /// <summary>
    /// Gets the locks that are held; that a node runs is none.
    /// </summary>
    public async Task<IList<GlaseLock>> LocksAsync()
    {
        return [.. (await AllAsync<GlaseLock>()).Where(row => !row.Name.StartsWith("poller-node-", StringComparison.Ordinal))];
    }

    public async Task<Order> OnlyOrderAsync()
    {
        return (await AllAsync<Order>()).Single();
    }

    public async Task<Order> OrderAsync(int id) => (await AllAsync<Order>()).SingleOrDefault(order => order.Id == id);

    public async Task<IList<Order>> OrdersOfAsync(int customerId)
    {
        return [.. (await AllAsync<Order>()).Where(order => order.CustomerId == customerId)];
    }

    /// <summary>
    /// The payment that was made last in a shop of the test's own.
    /// </summary>
    public async Task<GlasePayment> LastPaymentAsync()
    {
        if (IsShared)
            throw new InvalidOperationException("Other tests pay in this shop too: ask for the payment by the reference of its invoice.");
        return (await AllAsync<GlasePayment>())[^1];
    }

    public async Task<GlasePayment> PaymentAsync(string invoiceReference)
    {
        return (await AllAsync<GlasePayment>()).Single(payment => payment.InvoiceReference == invoiceReference);
    }

    /// <summary>
    /// Pays the last code, and waits until its order is paid.
    /// </summary>
    public async Task<Order> PayLastAsync()
    {
        Glase.Pay((await LastPaymentAsync()).InvoiceReference);
        await UntilAsync(async () => (await LastPaymentAsync()).AppliedOnUtc is not null, "the paid order");
        return await OnlyOrderAsync();
    }

    /// <summary>
    /// Saves all of an order as it was read, as nopCommerce does.
    /// </summary>
    /// <param name="read">The order</param>
    /// <param name="isAnnounced">Whether the process lives until nopCommerce has announced it</param>
    public Task SaveOrderAsync(Order read, bool isAnnounced = true)
    {
        return Shop.RunAsync(services => services.GetRequiredService<IRepository<Order>>().UpdateAsync(read, isAnnounced));
    }

    public async Task<IList<string>> NotesOfGlaseAsync()
    {
        return [.. (await AllAsync<OrderNote>()).Select(note => note.Note).Where(note => note.StartsWith("Glase:", StringComparison.Ordinal))];
    }

    /// <summary>
    /// Does what the shop's scheduler does each minute.
    /// </summary>
    public Task RunTaskAsync()
    {
        return Shop.RunAsync(services => ActivatorUtilities.CreateInstance<PaymentRecoveryTask>(services).ExecuteAsync());
    }

    /// <summary>
    /// Tidies a table up as its server does by itself now and then.
    /// </summary>
    public void Vacuum(string table) => _database?.Vacuum(table);

    /// <summary>
    /// Uninstalls the plugin.
    /// </summary>
    public Task UninstallAsync() => Shop.UninstallAsync(GlaseDefaults.SystemName);

    /// <summary>
    /// Changes all payments in the database, to make them older, say. Each under its lock: the shop may be sending its receipt.
    /// </summary>
    public Task ChangePaymentsAsync(Action<GlasePayment> change)
    {
        return Shop.RunAsync(async services =>
        {
            var locks = services.GetRequiredService<DistributedLock>();
            var repository = services.GetRequiredService<IRepository<GlasePayment>>();
            foreach (var id in (await AllAsync<GlasePayment>()).Select(payment => payment.Id))
            {
                await locks.RunAsync(LockedPayments.LockName(id), async () =>
                {
                    var payment = await repository.GetByIdAsync(id);
                    change(payment);
                    await repository.UpdateAsync(payment);
                });
            }
        });
    }

    /// <summary>
    /// Changes all rows of a table.
    /// </summary>
    public Task ChangeAllAsync<TEntity>(Action<TEntity> change) where TEntity : Nop.Core.BaseEntity
    {
        return Shop.RunAsync(async services =>
        {
            var repository = services.GetRequiredService<IRepository<TEntity>>();
            foreach (var row in await repository.GetAllAsync(query => query.OrderBy(row => row.Id)))
            {
                change(row);
                await repository.UpdateAsync(row);
            }
        });
    }

    /// <summary>
    /// Waits for something that is on its way, and says what it was when it does not come.
    /// </summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(deadline) > TimeSpan.FromSeconds(20))
                Assert.Fail($"Waited 20 s in vain for: {what}");
            await Task.Delay(25);
        }
    }

    private static DatabaseKind DefaultKind()
    {
        return Environment.GetEnvironmentVariable(DatabaseVariable) is { Length: > 0 } name ? Enum.Parse<DatabaseKind>(name) : DatabaseKind.Sqlite;
    }

    private static async Task<TestDatabase> NewDatabaseAsync(DatabaseKind kind)
    {
        return kind == DatabaseKind.Sqlite ? null : await DatabaseServer.Of(kind).NewShopDatabaseAsync();
    }

    /// <summary>
    /// Stops the shop and gives it up: NUnit keeps the tests, and what they refer to, until all have run.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await Shop.DisposeAsync();
        await Glase.DisposeAsync();
        _database?.Dispose();
        (Shop, Glase, _database) = (null, null, null);
    }
}
