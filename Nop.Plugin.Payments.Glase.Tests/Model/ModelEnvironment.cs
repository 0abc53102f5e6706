using Glase.Simulator;
using Glase.Simulator.Control;
using LinqToDB.Data;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Stores;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Tests.Databases;
using Nop.Services.Configuration;
using Nop.Services.Events;
using Nop.Services.Stores;
using Sandbox.Data;
using Sandbox.Hosting;
using Sandbox.Seed;

namespace Nop.Plugin.Payments.Glase.Tests.Model;

internal enum TimeoutFault
{
    BeforeItActed,
    AfterItActed
}

/// <summary>
/// A shop of two nodes on one database, and its Glase: the sandbox's services and the simulator, without web servers in front
/// of the shop. One scenario at a time happens in it; nothing is left of it when the next begins, but for the time that passed.
/// </summary>
internal sealed class ModelEnvironment : IConsumer<OrderPaidEvent>, IAsyncDisposable
{
    private const int Nodes = 2;
    private const string Download = "NL-MAP";
    private const string Parcel = "NL-COFFEE";
    private const string SecondHost = "second.localhost";

    /// <summary>
    /// A store on a host of its own, where paying with Glase costs a fee.
    /// </summary>
    public const int SecondStore = 2;

    private readonly GlaseSimulator _glase;
    private readonly ServiceProvider _clientServices;
    private readonly Dictionary<int, int> _paidEvents = [];
    private readonly Queue<TimeoutFault> _timeouts = [];
    private DateTimeOffset _databaseIsBackOn;
    private readonly ModelProcess[] _nodes = new ModelProcess[Nodes];
    private int _processes;
    private string _forget;

    private readonly TestDatabase _database;

    private ModelEnvironment(GlaseSimulator glase, ModelClock clock, TestDatabase database, Action<IServiceCollection> change)
    {
        _glase = glase;
        _database = database;
        Clock = clock;
        Scheduler = new Scheduler(clock);

        Services = ShopWith(new SandboxOptions { GlaseServiceUrl = glase.ServiceUri, TimeProvider = clock });
        change?.Invoke(Services);

        // No waiting and no breaker: it is told when to fail. Its own behaviour is tested on its own.
        _clientServices = new ServiceCollection()
            .AddGlaseClient(options => (options.RetryDelay, options.BreakerMinimumRequests) = (TimeSpan.Zero, int.MaxValue))
            .BuildServiceProvider();
        Client = _clientServices.GetRequiredService<IGlaseClient>();
    }

    public ShopDatabase Database => _database.Database;

    public ModelClock Clock { get; }

    public Scheduler Scheduler { get; }

    public PluginHost Plugins { get; } = new();

    public ServiceCollection Services { get; }

    public IGlaseClient Client { get; }

    public GlaseSimulator Glase => _glase;

    /// <summary>
    /// The store the shopper is in.
    /// </summary>
    public int StoreId { get; set; } = 1;

    /// <summary>
    /// Whether the shopper's carts are sent by post.
    /// </summary>
    public bool IsSentByPost { get; set; }

    /// <summary>
    /// The host by which the shopper's store is asked.
    /// </summary>
    public string Host => StoreId == SecondStore ? SecondHost : "localhost";

    /// <summary>
    /// The customer as whom the shop knows the shopper's browser: an account or a guest.
    /// </summary>
    public int ShopperId { get; set; }

    /// <summary>
    /// The accounts the shopper has: one with an address, and one without.
    /// </summary>
    public IReadOnlyList<int> AccountIds { get; private set; }

    /// <summary>
    /// The guests that the shopper was before logging in.
    /// </summary>
    public HashSet<int> LoggedInGuestIds { get; } = [];

    /// <summary>
    /// An item that is not sent by post.
    /// </summary>
    public int DownloadId { get; private set; }

    /// <summary>
    /// An item that is sent by post.
    /// </summary>
    public int ParcelId { get; private set; }

    public bool IsInstalled { get; private set; }

    /// <summary>
    /// Opens the shop.
    /// </summary>
    /// <param name="placement">Where it shows the code</param>
    /// <param name="change">Other services in place of the shop's; null for none</param>
    /// <param name="kind">What the shop's data is in</param>
    public static async Task<ModelEnvironment> StartAsync(QrCodePlacement placement, Action<IServiceCollection> change = null,
        DatabaseKind kind = DatabaseKind.Sqlite)
    {
        var database = kind == DatabaseKind.Sqlite ? TestDatabase.New(kind) : await DatabaseServer.Of(kind).NewShopDatabaseAsync();
        TableDefinitions.Install();
        ShopEngine.Install();
        var clock = new ModelClock();
        var glase = await GlaseSimulator.StartAsync(new SimulatorOptions
        {
            TimeProvider = clock,
            // Only the shop ends what it issued: that it does is what is to be seen.
            InvoiceLifetime = TimeSpan.FromDays(3650),
            RequestLimit = 0
        });
        glase.NotificationMode = global::Glase.Simulator.Rules.NotificationMode.Off;
        var environment = new ModelEnvironment(glase, clock, database, change);
        await environment.OpenAsync(placement);
        return environment;
    }

    /// <summary>
    /// The process of a node, a new one when the last was killed.
    /// </summary>
    public ModelProcess Node(int number)
    {
        if (_nodes[number] is { IsDead: false } process)
            return process;

        _nodes[number]?.Dispose();
        return _nodes[number] = new ModelProcess(this, $"{number}.{++_processes}");
    }

    /// <summary>
    /// Forgets what happened.
    /// </summary>
    public void Clear()
    {
        using (var connection = Database.Connect())
            connection.Execute(_forget);
        Scheduler.Clear();
        Clock.Clear();
        for (var node = 0; node < Nodes; node++)
        {
            if (_nodes[node] is { } process && process.Parts.Count > 0)
                process.Kill();
        }

        _glase.Faults.Clear();
        _glase.EditPaid = null;
        _glase.ClearRecords();
        EndFaults();
        _paidEvents.Clear();
        LoggedInGuestIds.Clear();
        ShopperId = AccountIds[0];
    }

    public void AddTimeout(TimeoutFault fault) => _timeouts.Enqueue(fault);

    public TimeoutFault? TakeTimeout() => _timeouts.TryDequeue(out var fault) ? fault : null;

    /// <summary>
    /// Lets every read and write of the shop fail for a while.
    /// </summary>
    public void TakeDatabaseAway(TimeSpan time)
    {
        _databaseIsBackOn = Clock.GetUtcNow() + time;
        Scheduler.Trace.Add($"the database is away for {time}");
    }

    /// <exception cref="DatabaseUnavailableException">It is away now</exception>
    public void UseDatabase()
    {
        if (Clock.GetUtcNow() < _databaseIsBackOn)
            throw new DatabaseUnavailableException();
    }

    public void EndFaults()
    {
        _glase.Faults.Clear();
        _glase.EditPaid = null;
        _timeouts.Clear();
        _databaseIsBackOn = default;
    }

    public IList<TEntity> All<TEntity>() where TEntity : Nop.Core.BaseEntity
    {
        return Database.Table<TEntity>().OrderBy(row => row.Id).ToList();
    }

    /// <summary>
    /// The scenario's invoices as Glase has them, also those whose answer was lost.
    /// </summary>
    public List<InvoiceSnapshot> AtGlase()
    {
        return _glase.Calls("sendInvoice")
            .Where(call => call.InvoiceReference is not null)
            .Select(call => _glase.Invoice(call.InvoiceReference))
            .ToList();
    }

    /// <summary>
    /// How often the shop told its parts that an order was paid.
    /// </summary>
    public int PaidEvents(int orderId) => _paidEvents.GetValueOrDefault(orderId);

    public Task HandleEventAsync(OrderPaidEvent eventMessage)
    {
        _paidEvents[eventMessage.Order.Id] = PaidEvents(eventMessage.Order.Id) + 1;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            node?.Dispose();
        await _clientServices.DisposeAsync();
        await _glase.DisposeAsync();
        Scheduler.Dispose();
        _database.Dispose();
    }

    private ServiceCollection ShopWith(SandboxOptions options)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddShop(options, Database, Plugins);
        Plugins.ConfigureServices(services, new ConfigurationBuilder().Build());
        services.RemoveAll<TimeProvider>();
        services.RemoveAll<IGlaseClient>();
        services.AddSingleton<IAntiforgery, NoAntiforgery>();
        // It hears of it first: a process that dies while it tells the others has told.
        services.Insert(0, ServiceDescriptor.Singleton<IConsumer<OrderPaidEvent>>(this));
        services.AddScoped(typeof(EntityRepository<>));
        services.Replace(ServiceDescriptor.Scoped(typeof(IRepository<>), typeof(SteppedRepository<>)));
        // A step of the task that fails is a fault here, unless the database is away.
        services.Replace(ServiceDescriptor.Singleton<BackgroundWork, UncaughtWork>());
        services.AddScoped<ShopDataProvider>();
        services.Replace(ServiceDescriptor.Transient<INopDataProvider, SteppedDataProvider>());
        return services;
    }

    // What SandboxShop does when it starts.
    private async Task OpenAsync(QrCodePlacement placement)
    {
        await Node(0).InBackgroundAsync(async services =>
        {
            await services.GetRequiredService<ShopSeed>().PlantAsync();
            var plugins = services.GetRequiredService<PluginInstallation>();
            await plugins.ReadAsync();
            await plugins.InstallAsync(GlaseDefaults.SystemName);
            await plugins.ActivateAsync(GlaseDefaults.SystemName);
            await services.GetRequiredService<GlaseSetup>().ApplyAsync();

            var settingService = services.GetRequiredService<ISettingService>();
            var settings = await settingService.LoadSettingAsync<GlaseSettings>();
            settings.QrCodePlacement = placement;
            await settingService.SaveSettingAsync(settings);

            await services.GetRequiredService<IStoreService>().InsertStoreAsync(new Store
            {
                Name = "Second",
                Url = $"http://{SecondHost}/",
                Hosts = SecondHost,
                DisplayOrder = SecondStore
            });
            settings.AdditionalFee = 2;
            await settingService.SaveSettingAsync(settings, x => x.AdditionalFee, SecondStore);
        });
        IsInstalled = true;
        Node(0).Kill();

        AccountIds = [AccountId(PeopleSeed.Shopper), AccountId(PeopleSeed.Vendor)];
        DownloadId = ProductId(Download);
        ParcelId = ProductId(Parcel);
        using var connection = Database.Connect();
        string Name(string name) => Database.Quote(name);
        connection.Execute($"UPDATE {Name("Product")} SET {Name("ManageInventoryMethodId")} = {(int)ManageInventoryMethod.DontManageStock} " +
            $"WHERE {Name("Id")} = {ParcelId}");
        connection.Execute($"CREATE TABLE {Name("CustomerAtFirst")} AS SELECT * FROM {Name("Customer")}");
        var plugins = typeof(GlasePayment).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Nop.Core.BaseEntity))).Select(type => type.Name);
        string[] ofTheShop = ["Order", "OrderItem", "OrderNote", "ShoppingCartItem", "GenericAttribute", "Log"];
        _forget = string.Join(';', ofTheShop.Concat(plugins).Select(table => $"DELETE FROM {Name(table)}"))
            + $"; DELETE FROM {Name("Address")} WHERE {Name("Id")} > {Database.Table<Nop.Core.Domain.Common.Address>().Max(row => row.Id)}"
            + $"; DELETE FROM {Name("Customer")}; INSERT INTO {Name("Customer")} SELECT * FROM {Name("CustomerAtFirst")}"
            + $"; DELETE FROM {Name("CustomerRoleLink")} WHERE {Name("CustomerId")} NOT IN (SELECT {Name("Id")} FROM {Name("Customer")})"
            + $"; DELETE FROM {Name("CustomerAddressLink")} WHERE {Name("AddressId")} NOT IN (SELECT {Name("Id")} FROM {Name("Address")})";
    }

    private int AccountId(string email) => Database.Table<Customer>().First(customer => customer.Email == email).Id;

    private int ProductId(string sku) => Database.Table<Product>().First(product => product.Sku == sku).Id;

    private sealed class UncaughtWork(SafeLog log, ModelProcess process) : BackgroundWork(log)
    {
        public override void Run(string what, Func<Task> work) => process.BeginInBackground(what, () => TryAsync(what, work));

        public override async Task<bool> TryAsync(string what, Func<Task> work, Func<Exception, bool> shouldLog = null)
        {
            try
            {
                await work();
                return true;
            }
            catch (DatabaseUnavailableException exception)
            {
                return await base.TryAsync(what, () => Task.FromException(exception), shouldLog);
            }
        }
    }

    private sealed class NoAntiforgery : IAntiforgery
    {
        private static readonly AntiforgeryTokenSet _tokens = new("", "", "", null);

        public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) => _tokens;

        public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => _tokens;

        public Task<bool> IsRequestValidAsync(HttpContext httpContext) => Task.FromResult(true);

        public void SetCookieTokenAndHeader(HttpContext httpContext)
        {
        }

        public Task ValidateRequestAsync(HttpContext httpContext) => Task.CompletedTask;
    }
}
