using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Nop.Core;
using Nop.Core.Caching;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Directory;
using Nop.Core.Domain.Localization;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Core.Domain.Stores;
using Nop.Core.Events;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Issuing;
using Nop.Plugin.Payments.Glase.Services.Receipts;
using Nop.Plugin.Payments.Glase.Services.Refunding;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Plugin.Payments.Glase.Services.Settling;
using Nop.Services.Attributes;
using Nop.Services.Catalog;
using Nop.Services.Common;
using Nop.Services.Configuration;
using Nop.Services.Customers;
using Nop.Services.Directory;
using Nop.Services.Localization;
using Nop.Services.Logging;
using Nop.Services.Orders;
using Nop.Services.Payments;
using Nop.Services.Security;
using Nop.Services.Stores;
using Nop.Services.Tax;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// The plugin's own services over tables in memory, with nopCommerce and Glase played by the test.
/// </summary>
internal sealed class PaymentWorld
{
    public const int CustomerId = 7;
    public const int StoreId = 1;

    public PaymentWorld()
    {
        Invoices = new MemoryRepository<GlaseInvoice>(row => row.Token, row => row.CheckoutKey, row => row.ErsReference);
        Locks = new MemoryRepository<GlaseLock>(row => row.Name);
        RefundService = new GlaseRefundService(Refunds, Clock);
        DataProvider = new MemoryDataProvider(Invoices, Locks, Settlements, Periods, Reported);
        SafeLog = new SafeLog(NullLogger<SafeLog>.Instance,
            new ServiceCollection().AddSingleton(Logger.Object).BuildServiceProvider().GetRequiredService<IServiceScopeFactory>());
        SettlementService = new GlaseSettlementService(DataProvider, OrderService.Object, Settlements, Clock);

        Localization.Setup(service => service.GetResourceAsync(It.IsAny<string>())).ReturnsAsync((string key) => key);
        SettingService.Setup(service => service.LoadSettingAsync<GlaseSettings>(It.IsAny<int>())).ReturnsAsync(Settings);
        Mock.Get(StoreService).Setup(service => service.GetAllStoresAsync())
            .ReturnsAsync([new Store { Id = StoreId, Name = "Test shop", Url = "https://shop.example.com/" }]);
        Mock.Get(StoreService).Setup(service => service.GetStoreByIdAsync(It.IsAny<int>()))
            .ReturnsAsync(new Store { Id = StoreId, Name = "Test shop", Url = "https://shop.example.com/" });
        Mock.Get(Encryption).Setup(service => service.DecryptText(It.IsAny<string>(), It.IsAny<string>()))
            .Returns((string text, string _) => text);
        OrderRepository.Setup(repository => repository.GetByIdAsync(It.IsAny<int?>(), null, true, false))
            .ReturnsAsync((int? id, Func<ICacheKeyService, CacheKey> _, bool _, bool _) => Orders.FirstOrDefault(order => order.Id == id));
        CustomerRepository.Setup(repository => repository.GetByIdAsync(CustomerId, null, true, false)).ReturnsAsync(Customer);
        OrderService.Setup(service => service.GetOrderByIdAsync(It.IsAny<int>()))
            .ReturnsAsync((int id) => Orders.FirstOrDefault(order => order.Id == id));
        OrderService.Setup(service => service.GetOrderByGuidAsync(It.IsAny<Guid>()))
            .ReturnsAsync((Guid guid) => Orders.FirstOrDefault(order => order.OrderGuid == guid));
        OrderService.Setup(service => service.GetOrderNotesByOrderIdAsync(It.IsAny<int>(), It.IsAny<bool?>()))
            .ReturnsAsync((int _, bool? _) => [.. Notes]);
        OrderService.Setup(service => service.InsertOrderNoteAsync(It.IsAny<OrderNote>())).Callback<OrderNote>(Notes.Add)
            .Returns(Task.CompletedTask);
        OrderProcessing.Setup(service => service.MarkOrderAsPaidAsync(It.IsAny<Order>()))
            .Callback<Order>(order => order.PaymentStatus = PaymentStatus.Paid).Returns(Task.CompletedTask);

        OrderProcessing.Setup(service => service.CanRefundOffline(It.IsAny<Order>()))
            .Returns((Order order) => order.PaymentStatus == PaymentStatus.Paid && order.RefundedAmount == 0);
        OrderProcessing.Setup(service => service.RefundOfflineAsync(It.IsAny<Order>()))
            .Callback<Order>(order => Refunded(order, order.OrderTotal)).Returns(Task.CompletedTask);
        OrderProcessing.Setup(service => service.CanPartiallyRefundOffline(It.IsAny<Order>(), It.IsAny<decimal>()))
            .Returns((Order order, decimal amount) => amount <= order.OrderTotal - order.RefundedAmount
                && order.PaymentStatus is PaymentStatus.Paid or PaymentStatus.PartiallyRefunded);
        OrderProcessing.Setup(service => service.PartiallyRefundOfflineAsync(It.IsAny<Order>(), It.IsAny<decimal>()))
            .Callback<Order, decimal>(Refunded).Returns(Task.CompletedTask);

        InvoiceService = new GlaseInvoiceService(Invoices);
        LockService = new GlaseLockService(new BackgroundWork(SafeLog), DataProvider, Locks, new LockQueue(), SafeLog, Clock);
        Connections = new GlaseConnections(Encryption, SettingService.Object, StoreService,
            new RequestLog(Mock.Of<IServiceScopeFactory>(), SilentLog.Instance));
        PeriodService = new GlasePeriodService(DataProvider, Periods);
        Accounts = new ReportingAccounts(Connections, StoreService);
        PeriodWarnings = new PeriodWarnings(PeriodService, Accounts);
        TransactionPeriods = new TransactionPeriods(Connections, LockService, PeriodService, Client.Object, Logger.Object, Troubles, Clock);
        StatusService = new PaymentStatusService(Client.Object, Connections, InvoiceService, LockService, Logger.Object, Clock);
        Canceller = new InvoiceCanceller(Client.Object, Connections, StatusService);
        Reference = new OrderReference(Mock.Of<ICustomerService>(), Localization.Object);
        Refunder = new PaymentRefunder(Client.Object, Connections, InvoiceService, LockService, RefundService, Logger.Object,
            Clock);
        OrderNotes = new OrderNotes(OrderService.Object, Clock);
        StoredEntities = new StoredEntityReader(CustomerRepository.Object, OrderRepository.Object);
        Mock.Get(CurrencyService).Setup(service => service.GetCurrencyByIdAsync(It.IsAny<int>()))
            .ReturnsAsync(() => new Currency { Id = 1, CurrencyCode = PrimaryCurrencyCode });
        var primaryCurrency = new PrimaryCurrency(CurrencyService, new CurrencySettings { PrimaryStoreCurrencyId = 1 });
        OrderCurrency = new OrderCurrency(InvoiceService, GenericAttributes.Object, primaryCurrency);
        Returner = new PaymentReturner(InvoiceService, SettlementService, Canceller, Logger.Object, OrderNotes, StoredEntities,
            Troubles, Refunder, Clock);
        // No cart, no vendor, nothing used: what is completed is tested in a shop.
        var completer = new PartialOrderCompleter(InvoiceService, Mock.Of<ICustomerService>(), Mock.Of<ICustomNumberFormatter>(),
            Mock.Of<IEventPublisher>(), Logger.Object, OrderProcessing.Object, OrderService.Object, cart: null, OrderNotes,
            messages: null, scope: null, Clock);
        Settler = new PaymentSettler(InvoiceService, LockService, RefundService, SettlementService, Logger.Object,
            OrderProcessing.Object, OrderNotes, OrderService.Object, OrderCurrency, Reference, completer,
            new ReceiptPlanner(Connections, ReceiptQueue.Object), StoredEntities, Clock);
        Bookkeeper = new RefundBookkeeper(InvoiceService, LockService, RefundService, SettlementService, Logger.Object, Troubles,
            OrderProcessing.Object, OrderNotes, OrderService.Object, StoredEntities, Clock);
        Taker = new PaymentTaker(InvoiceService, LockService, RefundService, SettlementService, Localization.Object,
            Logger.Object, OrderService.Object, Reference, primaryCurrency, StatusService, NewTotalChanges(primaryCurrency));
        var readiness = new CartReadiness(GenericAttributes.Object, Mock.Of<IOrderTotalCalculationService>(), Carts.Object);
        var customerService = Mock.Of<ICustomerService>(service => service.GetCustomerByIdAsync(CustomerId) == Task.FromResult(Customer));
        Carts.Setup(service => service.GetShoppingCartAsync(It.IsAny<Customer>(), It.IsAny<ShoppingCartType?>(), It.IsAny<int>(),
            It.IsAny<int?>(), It.IsAny<DateTime?>(), It.IsAny<DateTime?>(), It.IsAny<int?>())).ReturnsAsync([]);
        var obstacles = new OrderObstacles(addresses: null, carts: null, customerService, Localization.Object,
            Mock.Of<IPaymentPluginManager>(), OrderRepository.Object, Carts.Object, new OrderSettings(), Clock);
        var placement = new OrderPlacement(readiness, customerService, GenericAttributes.Object, InvoiceService, SettlementService,
            Localization.Object, Logger.Object, Troubles, obstacles, OrderProcessing.Object, Settler, Taker, Clock);
        Placer = new OrderPlacer(InvoiceService, LockService, Logger.Object, Troubles, placement, Settler, SafeLog,
            MakeScope(customerService, placement), Clock);
    }

    // The cart is empty: nothing is known of why it costs something else.
    private TotalChanges NewTotalChanges(PrimaryCurrency currency)
    {
        Carts.Setup(service => service.GetShoppingCartAsync(It.IsAny<Customer>(), It.IsAny<ShoppingCartType?>(), It.IsAny<int>(),
            It.IsAny<int?>(), It.IsAny<DateTime?>(), It.IsAny<DateTime?>(), It.IsAny<int?>())).ReturnsAsync([]);
        var composer = new CartInvoiceComposer(
            new CheckoutAttributeComposer(Mock.Of<IAttributeParser<CheckoutAttribute, CheckoutAttributeValue>>(), Localization.Object,
                Mock.Of<ITaxService>()),
            GenericAttributes.Object, Localization.Object, Mock.Of<IOrderTotalCalculationService>(), Mock.Of<IPaymentService>(),
            Mock.Of<IProductAttributeFormatter>(), Mock.Of<IProductService>(), Carts.Object, Mock.Of<ITaxService>(),
            new InvoiceTexts(Localization.Object), currency);
        return new TotalChanges(composer, Mock.Of<ICustomerService>(), Localization.Object, Mock.Of<IPriceFormatter>(), StoreService,
            currency);
    }

    public static Customer Customer { get; } = new() { Id = CustomerId, Active = true };

    public Mock<IRepository<Customer>> CustomerRepository { get; } = new();

    public Mock<IRepository<Order>> OrderRepository { get; } = new();

    public ICurrencyService CurrencyService { get; } = Mock.Of<ICurrencyService>();

    public string PrimaryCurrencyCode { get; set; } = "SEK";

    public OrderCurrency OrderCurrency { get; }

    public StoredEntityReader StoredEntities { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public Mock<IGlaseClient> Client { get; } = new();

    public GlaseSettings Settings { get; } = new()
    {
        UseTestServer = true,
        TerminalId = "T1",
        TerminalPassword = "p",
        PaymentWindowMinutes = 10,
        SendInvoiceRows = true
    };

    public Mock<ISettingService> SettingService { get; } = new();

    public IStoreService StoreService { get; } = Mock.Of<IStoreService>();

    public IEncryptionService Encryption { get; } = Mock.Of<IEncryptionService>();

    public Mock<ILocalizationService> Localization { get; } = new();

    public Mock<ILogger> Logger { get; } = new();

    public SafeLog SafeLog { get; }

    public MemoryDataProvider DataProvider { get; }

    public KnownTroubles Troubles { get; } = new();

    public Mock<IReceiptQueue> ReceiptQueue { get; } = new();

    public IReadOnlyList<string> Errors => Logged(nameof(ILogger.ErrorAsync));

    public IReadOnlyList<string> Warnings => Logged(nameof(ILogger.WarningAsync));

    public Mock<IOrderService> OrderService { get; } = new();

    public OrderNotes OrderNotes { get; }

    public Mock<IOrderProcessingService> OrderProcessing { get; } = new();

    public List<Order> Orders { get; } = [];

    public List<OrderNote> Notes { get; } = [];

    public MemoryRepository<GlaseInvoice> Invoices { get; }

    public MemoryRepository<GlaseLock> Locks { get; }

    public MemoryRepository<GlaseRefund> Refunds { get; } = new(row => (row.InvoiceId, row.Number));

    public MemoryRepository<GlaseSettlement> Settlements { get; } = new(row => row.InvoiceId, row => row.OrderGuid);

    public MemoryRepository<GlasePeriod> Periods { get; } = new(row => (row.StoreId, row.Number));

    public MemoryRepository<GlaseReportedTransaction> Reported { get; } = new(row => (row.PeriodId, row.Number));

    public GlasePeriodService PeriodService { get; }

    public ReportingAccounts Accounts { get; }

    public PeriodWarnings PeriodWarnings { get; }

    public TransactionPeriods TransactionPeriods { get; }

    public GlaseInvoiceService InvoiceService { get; }

    public GlaseLockService LockService { get; }

    public GlaseConnections Connections { get; }

    public PaymentStatusService StatusService { get; }

    public InvoiceCanceller Canceller { get; }

    public GlaseRefundService RefundService { get; }

    public GlaseSettlementService SettlementService { get; }

    public PaymentRefunder Refunder { get; }

    public PaymentReturner Returner { get; }

    public OrderReference Reference { get; }

    public PaymentSettler Settler { get; }

    public RefundBookkeeper Bookkeeper { get; }

    public PaymentTaker Taker { get; }

    public OrderPlacer Placer { get; }

    public Mock<IShoppingCartService> Carts { get; } = new();

    public Mock<IGenericAttributeService> GenericAttributes { get; } = new();

    public DateTime Now => Clock.GetUtcNow().UtcDateTime;

    public GlaseInvoice AddInvoice(GlaseInvoiceStatus status = GlaseInvoiceStatus.Issued, decimal amount = 125m,
        Action<GlaseInvoice> change = null)
    {
        var invoice = new GlaseInvoice
        {
            OrderGuid = Guid.NewGuid(),
            CustomerId = CustomerId,
            StoreId = StoreId,
            Token = GlaseInvoiceService.NewToken(),
            CheckoutKey = GlaseInvoiceService.CartKey(CustomerId, StoreId),
            InvoiceReference = "R1",
            QrCode = "HTTP://SEQR.SE/R1",
            Amount = amount,
            CurrencyCode = "SEK",
            CartHash = "hash",
            Status = status,
            CreatedOnUtc = Now,
            ExpiresOnUtc = Now.AddMinutes(10)
        };
        if (status == GlaseInvoiceStatus.Paid)
        {
            invoice.ErsReference = "ERS1";
            invoice.PaidAmount = amount;
            invoice.PaidCurrencyCode = "SEK";
        }

        change?.Invoke(invoice);
        Invoices.Insert(invoice);
        return invoice;
    }

    public Order AddOrder(GlaseInvoice invoice, PaymentStatus status = PaymentStatus.Pending, decimal? total = null,
        string method = GlaseDefaults.SystemName)
    {
        var order = new Order
        {
            Id = Orders.Count + 1,
            OrderGuid = invoice.OrderGuid,
            CustomerId = invoice.CustomerId,
            StoreId = invoice.StoreId,
            OrderTotal = total ?? invoice.Amount,
            OrderStatus = OrderStatus.Pending,
            PaymentStatus = status,
            PaymentMethodSystemName = method,
            CustomOrderNumber = "1001"
        };
        Orders.Add(order);
        // As the event of the placed order does.
        if (method == GlaseDefaults.SystemName)
            invoice.OrderId = order.Id;
        Invoices.Update(invoice);
        return order;
    }

    public GlaseRefund AddRefund(GlaseInvoice payment, decimal amount, GlaseRefundStatus status,
        Action<GlaseRefund> change = null)
    {
        var refund = new GlaseRefund
        {
            InvoiceId = payment.Id,
            Number = Refunds.Rows.Count(row => row.InvoiceId == payment.Id) + 1,
            Amount = amount,
            Status = status,
            CreatedOnUtc = Now
        };
        change?.Invoke(refund);
        Refunds.Insert(refund);
        return refund;
    }

    private StoreRequestScope MakeScope(ICustomerService customerService, OrderPlacement placement)
    {
        var storeContext = Mock.Of<IStoreContext>(context => context.GetCurrentStoreAsync() == Task.FromResult(new Store { Id = StoreId }));
        var workContext = Mock.Of<IWorkContext>(context => context.GetCurrentCustomerAsync() == Task.FromResult(Customer)
            && context.GetWorkingLanguageAsync() == Task.FromResult(new Language { LanguageCulture = "en-US", UniqueSeoCode = "en" }));
        var services = new ServiceCollection()
            .AddHttpContextAccessor()
            .AddSingleton<IActionContextAccessor, ActionContextAccessor>()
            .AddSingleton(storeContext)
            .AddSingleton(workContext)
            .AddSingleton(customerService)
            .AddSingleton(placement)
            .BuildServiceProvider();
        var accessor = services.GetRequiredService<IHttpContextAccessor>();
        return new StoreRequestScope(accessor, services, services.GetRequiredService<IServiceScopeFactory>(), storeContext,
            StoreService, new ShopperSession(customerService, accessor, workContext), StoredEntities);
    }

    // What nopCommerce does to an order that was refunded elsewhere.
    private static void Refunded(Order order, decimal amount)
    {
        order.RefundedAmount += amount;
        order.PaymentStatus = order.RefundedAmount == order.OrderTotal ? PaymentStatus.Refunded : PaymentStatus.PartiallyRefunded;
    }

    private List<string> Logged(string method)
    {
        return [.. Logger.Invocations.Where(call => call.Method.Name == method).Select(call => (string)call.Arguments[0])];
    }

    public GlaseInvoice Stored(GlaseInvoice invoice) => Invoices.GetById(invoice.Id);

    public void GlaseAnswers(GlasePaymentStatus status, int version = 1, decimal? paid = null, string currency = "SEK",
        string ersReference = "ERS1")
    {
        Client.Setup(client => client.GetPaymentStatusAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(), It.IsAny<int>(),
            It.IsAny<CancellationToken>())).ReturnsAsync(Answer(status, version, paid, currency, ersReference));
    }

    public static PaymentStatusResponse Answer(GlasePaymentStatus status, int version = 1, decimal? paid = null,
        string currency = "SEK", string ersReference = "ERS1")
    {
        return new PaymentStatusResponse
        {
            Status = status,
            RawStatus = status.ToString(),
            Version = version,
            ErsReference = status == GlasePaymentStatus.Paid ? ersReference : null,
            Receipt = paid is { } amount ? new PaymentReceipt { PaidAmount = new Amount(amount, currency) } : null
        };
    }

    public static ProcessPaymentRequest RequestFor(GlaseInvoice invoice, decimal total)
    {
        return new ProcessPaymentRequest
        {
            CustomerId = invoice.CustomerId,
            StoreId = invoice.StoreId,
            OrderGuid = invoice.OrderGuid,
            OrderTotal = total,
            PaymentMethodSystemName = GlaseDefaults.SystemName
        };
    }
}
