using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Nop.Core;
using Nop.Core.Caching;
using Nop.Core.Domain.Catalog;
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
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Receipts;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Plugin.Payments.Glase.Services.Storage;
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
internal sealed class PaymentFixture
{
    public const int CustomerId = 7;
    public const int StoreId = 1;

    public PaymentFixture()
    {
        Payments = new MemoryRepository<GlasePayment>(row => row.Token, row => row.CheckoutKey, row => row.ErsReference);
        LockRows = new MemoryRepository<GlaseLock>(row => row.Name);
        RefundStore = new RefundStore(Refunds, Clock);
        DataProvider = new MemoryDataProvider(Payments, LockRows, Claims, Periods, Reported);
        SafeLog = new SafeLog(NullLogger<SafeLog>.Instance,
            new ServiceCollection().AddSingleton(Logger.Object).BuildServiceProvider().GetRequiredService<IServiceScopeFactory>());
        OrderPaymentClaims = new OrderPaymentClaims(DataProvider, OrderService.Object, Claims, Clock);

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

        FailureLog = new FailureLog(LogDeduplicator, SafeLog);
        PaymentStore = new PaymentStore(Payments);
        DistributedLock = NewNode(Clock);
        Connections = new GlaseConnectionProvider(Encryption, SettingService.Object, StoreService,
            new ApiCallLog(Mock.Of<IServiceScopeFactory>(), SilentLog.Instance));
        PeriodStore = new PeriodStore(DataProvider, Periods);
        Accounts = new ReportingAccountProvider(Connections, StoreService);
        PeriodWarnings = new PeriodWarnings(PeriodStore, Accounts);
        PeriodCloser = new PeriodCloser(Connections, DistributedLock, PeriodStore, Client.Object, Logger.Object, LogDeduplicator, Clock);
        LockedPayments = new LockedPayments(DistributedLock, PaymentStore, Payments, Mock.Of<IPaymentChangePublisher>(),
            TestMetrics.Payments);
        StatusRecorder = new PaymentStatusRecorder(Client.Object, Connections, PaymentStore, LockedPayments, Logger.Object, Clock);
        Canceller = new InvoiceCanceller(Client.Object, Connections, LockedPayments, StatusRecorder);
        ReferenceWriter = new OrderReferenceWriter(Mock.Of<ICustomerService>(), Localization.Object, OrderLinks);
        EntityReader = new UncachedEntityReader(CustomerRepository.Object, OrderRepository.Object);
        RefundExecutor = new RefundExecutor(Client.Object, Connections, LockedPayments, RefundStore, EntityReader, Logger.Object, Clock);
        OrderNotes = new OrderNotes(OrderService.Object, Clock);
        // In the store of each order already.
        StoreOrderProcessing = new StoreOrderProcessing(OrderProcessing.Object, new StoreRequestScope(httpContextAccessor: null, services: null,
            scopeFactory: null, Mock.Of<IStoreContext>(context => context.GetCurrentStoreAsync() == Task.FromResult(new Store { Id = StoreId })),
            StoreService, workContext: null, session: null, entityReader: null));
        Mock.Get(CurrencyService).Setup(service => service.GetCurrencyByIdAsync(It.IsAny<int>()))
            .ReturnsAsync(() => new Currency { Id = 1, CurrencyCode = PrimaryCurrencyCode });
        var primaryCurrency = new PrimaryCurrency(CurrencyService, new CurrencySettings { PrimaryStoreCurrencyId = 1 });
        OrderCurrency = new OrderCurrency(PaymentStore, GenericAttributes.Object, primaryCurrency);
        RefundNotices = new RefundNoticeStore(PaymentStore, Mock.Of<ICustomerService>(service => service.GetCustomerByIdAsync(CustomerId) == Task.FromResult(Customer)),
            GenericAttributes.Object, FailureLog);
        var refundedPayments = new RefundedPaymentMarker(OrderPaymentClaims, RefundNotices, Clock);
        Reversal = new UnappliedPaymentReversal(PaymentStore, LockedPayments, OrderPaymentClaims, Canceller, RefundExecutor,
            new ReversalReporter(LogDeduplicator, Logger.Object, OrderNotes, EntityReader, Clock), EntityReader, refundedPayments);
        var eligibility = new PaymentEligibility(PaymentStore, RefundStore, OrderService.Object, OrderCurrency, EntityReader);
        var refusalReporter = new RefusalReporter(eligibility, OrderNotes, Logger.Object, Clock);
        // No cart, no vendor, nothing used: what is completed is tested in a shop.
        var executor = new OrderPaymentExecutor(RefundStore, OrderPaymentClaims, eligibility, refusalReporter,
            new OrderPaymentMarker(StoreOrderProcessing, OrderService.Object, OrderNotes, ReferenceWriter, Clock),
            new PartialOrderCompleter(
                new PartialOrderSaver(Mock.Of<ICustomerService>(), Mock.Of<ICustomNumberFormatter>(), OrderService.Object, orderCart: null,
                    scope: null),
                notifications: null, orderCart: null, Mock.Of<IEventPublisher>(), OrderNotes, Logger.Object, Clock),
            new ReceiptScheduler(Connections, ReceiptQueue.Object), Clock);
        Applier = new PaymentApplier(PaymentStore, LockedPayments, eligibility, refusalReporter, executor, Clock);
        RefundSync = new OrderRefundSync(PaymentStore, LockedPayments, RefundStore,
            new OfflineRefundRecorder(OrderProcessing.Object, StoreOrderProcessing, OrderNotes, OrderService.Object), refundedPayments, EntityReader,
            new OverwrittenOrderRepair(LockedPayments, RefundStore, EntityReader, ReferenceWriter, OrderService.Object, OrderNotes, Logger.Object), Clock);
        ExternalRefunds = new ExternalRefundResolution(LockedPayments, RefundStore, refundedPayments, EntityReader, OrderNotes, Logger.Object);
        var readiness = new CartReadiness(GenericAttributes.Object, OrderTotals.Object, Carts.Object);
        var totalChanges = NewTotalChanges(primaryCurrency, readiness);
        var totalVerifier = new OrderTotalVerifier(primaryCurrency, totalChanges, Localization.Object, SafeLog);
        Processor = new CheckoutPaymentProcessor(new CheckoutPaymentFinder(PaymentStore, LockedPayments, StatusRecorder, SafeLog), LockedPayments,
            eligibility, OrderPaymentClaims,
            totalVerifier, ReferenceWriter, OrderService.Object, Localization.Object);
        var customerService = Mock.Of<ICustomerService>(service => service.GetCustomerByIdAsync(CustomerId) == Task.FromResult(Customer));
        Carts.Setup(service => service.GetShoppingCartAsync(It.IsAny<Customer>(), It.IsAny<ShoppingCartType?>(), It.IsAny<int>(),
            It.IsAny<int?>(), It.IsAny<DateTime?>(), It.IsAny<DateTime?>(), It.IsAny<int?>())).ReturnsAsync([]);
        var validator = new OrderValidator(Carts.Object, accessValidator: null, cartValidator: null, addressValidator: null,
            intervalValidator: null);
        var failureRecorder = new PlacementFailureRecorder(OrderPaymentClaims, LockedPayments, Clock);
        var placement = new OrderPlacementAttempt(customerService, GenericAttributes.Object, OrderProcessing.Object,
            new PlacementFailureFactory(readiness, Localization.Object, validator, totalChanges, totalVerifier, Processor), failureRecorder,
            FailureLog, Applier, new PaidCartDelivery(readiness, NewItems(), GenericAttributes.Object, Carts.Object, StoreService));
        Placer = new OrderPlacer(LockedPayments, failureRecorder, FailureLog, Applier, MakeScope(customerService, placement),
            Clock);
    }

    // The cart is empty unless a test fills it, and its total is not known.
    private TotalChangeDetector NewTotalChanges(PrimaryCurrency currency, CartReadiness readiness)
    {
        Carts.Setup(service => service.GetShoppingCartAsync(It.IsAny<Customer>(), It.IsAny<ShoppingCartType?>(), It.IsAny<int>(),
            It.IsAny<int?>(), It.IsAny<DateTime?>(), It.IsAny<DateTime?>(), It.IsAny<int?>())).ReturnsAsync([]);
        OrderTotals.Setup(service => service.GetShoppingCartTotalAsync(It.IsAny<IList<ShoppingCartItem>>(), It.IsAny<bool?>(), It.IsAny<bool>()))
            .ReturnsAsync((null, 0m, [], [], 0, 0m));
        var texts = new InvoiceTexts(Localization.Object);
        var composer = new CartInvoiceComposer(NewItems(),
            new CheckoutAttributeComposer(Mock.Of<IAttributeParser<CheckoutAttribute, CheckoutAttributeValue>>(), Localization.Object, Mock.Of<ITaxService>()),
            new CartChargeComposer(OrderTotals.Object, Mock.Of<IPaymentService>(), Mock.Of<ITaxService>(), texts),
            new CartContentsReader(Mock.Of<ICustomerService>(), GenericAttributes.Object, Carts.Object), OrderTotals.Object, Carts.Object, texts,
            currency);
        return new TotalChangeDetector(composer, Mock.Of<ICustomerService>(), Localization.Object, Mock.Of<IPriceFormatter>(), StoreService,
            currency, readiness);
    }

    // Each item costs 62.50.
    private CartItemComposer NewItems()
    {
        var carts = new Mock<IShoppingCartService>();
        carts.Setup(service => service.GetSubTotalAsync(It.IsAny<ShoppingCartItem>(), true))
            .ReturnsAsync((ShoppingCartItem item, bool _) => (item.Quantity * 62.5m, 0m, [], null));
        return new CartItemComposer(Localization.Object, Mock.Of<IProductAttributeFormatter>(),
            Mock.Of<IProductService>(service => service.GetProductByIdAsync(It.IsAny<int>()) == Task.FromResult(new Product { Name = "A" })), carts.Object, Mock.Of<ITaxService>());
    }

    public Mock<IOrderTotalCalculationService> OrderTotals { get; } = new();

    public static Customer Customer { get; } = new() { Id = CustomerId, Active = true };

    public Mock<IRepository<Customer>> CustomerRepository { get; } = new();

    public Mock<IRepository<Order>> OrderRepository { get; } = new();

    public ICurrencyService CurrencyService { get; } = Mock.Of<ICurrencyService>();

    public string PrimaryCurrencyCode { get; set; } = "SEK";

    public OrderCurrency OrderCurrency { get; }

    public RefundNoticeStore RefundNotices { get; }

    public UncachedEntityReader EntityReader { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public Mock<IGlaseClient> Client { get; } = new();

    public GlaseSettings Settings { get; } = new()
    {
        UseTestServer = true,
        TerminalId = "T1",
        TerminalPassword = "p",
        PaymentWindowMinutes = 10,
        SendInvoiceRows = true,
        PaymentLinkKey = "k"
    };

    public Mock<ISettingService> SettingService { get; } = new();

    public OrderLinks OrderLinks => new(Encryption, SettingService.Object, StoreService);

    public SettingsSecrets Secrets => new(Encryption, SettingService.Object, Logger.Object);

    public IStoreService StoreService { get; } = Mock.Of<IStoreService>();

    public IEncryptionService Encryption { get; } = Mock.Of<IEncryptionService>();

    public Mock<ILocalizationService> Localization { get; } = new();

    public Mock<ILogger> Logger { get; } = new();

    public NotificationArrivals Arrivals { get; } = new();

    public NotificationMonitor Notifications => new(GenericAttributes.Object, Arrivals, PaymentStore, Clock);

    public SafeLog SafeLog { get; }

    public MemoryDataProvider DataProvider { get; }

    public LogDeduplicator LogDeduplicator { get; } = new();

    public FailureLog FailureLog { get; }

    public Mock<IReceiptQueue> ReceiptQueue { get; } = new();

    public IReadOnlyList<string> Errors => Logged(nameof(ILogger.ErrorAsync));

    public IReadOnlyList<string> Warnings => Logged(nameof(ILogger.WarningAsync));

    public Mock<IOrderService> OrderService { get; } = new();

    public OrderNotes OrderNotes { get; }

    public StoreOrderProcessing StoreOrderProcessing { get; }

    public Mock<IOrderProcessingService> OrderProcessing { get; } = new();

    public List<Order> Orders { get; } = [];

    public List<OrderNote> Notes { get; } = [];

    public MemoryRepository<GlasePayment> Payments { get; }

    public MemoryRepository<GlaseLock> LockRows { get; }

    public MemoryRepository<GlaseRefund> Refunds { get; } = new(row => (row.PaymentId, row.Number));

    public MemoryRepository<GlaseOrderPaymentClaim> Claims { get; } = new(row => row.PaymentId, row => row.OrderGuid);

    public MemoryRepository<GlasePeriod> Periods { get; } = new(row => (row.StoreId, row.Number));

    public MemoryRepository<GlaseReportedTransaction> Reported { get; } = new(row => (row.PeriodId, row.Number));

    public PeriodStore PeriodStore { get; }

    public ReportingAccountProvider Accounts { get; }

    public PeriodWarnings PeriodWarnings { get; }

    public PeriodCloser PeriodCloser { get; }

    public PaymentStore PaymentStore { get; }

    public PaymentWorkQueries WorkQueries => new(Payments);

    public DistributedLock DistributedLock { get; }

    /// <summary>
    /// Makes the locks of another node on the same tables.
    /// </summary>
    public DistributedLock NewNode(TimeProvider clock)
    {
        return new DistributedLock(new BackgroundWork(SafeLog), new LockStore(DataProvider, LockRows, clock), new LockObservations(clock),
            new InProcessLockQueue(), SafeLog, clock);
    }

    public LockedPayments LockedPayments { get; }

    public GlaseConnectionProvider Connections { get; }

    public PaymentStatusRecorder StatusRecorder { get; }

    public InvoiceCanceller Canceller { get; }

    public RefundStore RefundStore { get; }

    public OrderPaymentClaims OrderPaymentClaims { get; }

    public RefundExecutor RefundExecutor { get; }

    public UnappliedPaymentReversal Reversal { get; }

    public OrderReferenceWriter ReferenceWriter { get; }

    public PaymentApplier Applier { get; }

    public OrderRefundSync RefundSync { get; }

    public ExternalRefundResolution ExternalRefunds { get; }

    public CheckoutPaymentProcessor Processor { get; }

    public OrderPlacer Placer { get; }

    public Mock<IShoppingCartService> Carts { get; } = new();

    public Mock<IGenericAttributeService> GenericAttributes { get; } = new();

    public DateTime Now => Clock.GetUtcNow().UtcDateTime;

    public PaymentProgress NewProgress(PaymentWatchRegistry watches, IPaymentPoller poller)
    {
        return new PaymentProgress(watches, new ReservationPoller(poller, Clock), StatusRecorder, Canceller, LockedPayments, Applier, Placer,
            FailureLog);
    }

    public GlasePayment AddPayment(GlasePaymentStatus status = GlasePaymentStatus.Issued, decimal amount = 125m,
        Action<GlasePayment> change = null)
    {
        var payment = new GlasePayment
        {
            OrderGuid = Guid.NewGuid(),
            CustomerId = CustomerId,
            StoreId = StoreId,
            Token = PaymentStore.NewToken(),
            CheckoutKey = CheckoutKeys.ForCart(CustomerId, StoreId),
            InvoiceReference = "R1",
            QrCode = "HTTP://SEQR.SE/R1",
            Amount = amount,
            CurrencyCode = "SEK",
            DraftHash = "hash",
            Status = status,
            CreatedOnUtc = Now,
            ExpiresOnUtc = Now.AddMinutes(10),
            DeadlineOnUtc = Now.AddMinutes(10)
        };
        if (status == GlasePaymentStatus.Reserved)
            payment.ReservedAmount = amount;
        if (status == GlasePaymentStatus.Paid)
        {
            payment.ErsReference = "ERS1";
            payment.PaidAmount = amount;
            payment.PaidCurrencyCode = "SEK";
        }

        change?.Invoke(payment);
        Payments.Insert(payment);
        return payment;
    }

    public Order AddOrder(GlasePayment payment, PaymentStatus status = PaymentStatus.Pending, decimal? total = null,
        string method = GlaseDefaults.SystemName)
    {
        var order = new Order
        {
            Id = Orders.Count + 1,
            OrderGuid = payment.OrderGuid,
            CustomerId = payment.CustomerId,
            StoreId = payment.StoreId,
            OrderTotal = total ?? payment.Amount,
            OrderStatus = OrderStatus.Pending,
            PaymentStatus = status,
            PaymentMethodSystemName = method,
            CustomOrderNumber = "1001"
        };
        Orders.Add(order);
        // As the event of the placed order does.
        if (method == GlaseDefaults.SystemName)
            payment.OrderId = order.Id;
        Payments.Update(payment);
        return order;
    }

    public GlaseRefund AddRefund(GlasePayment payment, decimal amount, GlaseRefundStatus status,
        Action<GlaseRefund> change = null)
    {
        var refund = new GlaseRefund
        {
            PaymentId = payment.Id,
            Number = Refunds.Rows.Count(row => row.PaymentId == payment.Id) + 1,
            Amount = amount,
            Status = status,
            CreatedOnUtc = Now
        };
        change?.Invoke(refund);
        Refunds.Insert(refund);
        return refund;
    }

    private StoreRequestScope MakeScope(ICustomerService customerService, OrderPlacementAttempt placement)
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
            StoreService, workContext, new ShopperSession(customerService, accessor, workContext, OrderLinks), EntityReader);
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

    /// <summary>
    /// Runs a step of the scheduled task as the pipeline does, but lets its failure through.
    /// </summary>
    public async Task RunStepAsync(IRecoveryStep step)
    {
        using var timeBudget = new CancellationTokenSource(step.TimeBudget, Clock);
        await step.RunAsync(timeBudget.Token);
    }

    public GlasePayment Stored(GlasePayment payment) => Payments.GetById(payment.Id);

    public void GlaseAnswers(GlaseInvoiceState status, int version = 1, decimal? paid = null, string currency = "SEK",
        string ersReference = "ERS1")
    {
        Client.Setup(client => client.GetPaymentStatusAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(), It.IsAny<int>(),
            It.IsAny<CancellationToken>())).ReturnsAsync(Answer(status, version, paid, currency, ersReference));
    }

    public static PaymentStatusResponse Answer(GlaseInvoiceState status, int version = 1, decimal? paid = null,
        string currency = "SEK", string ersReference = "ERS1")
    {
        return new PaymentStatusResponse
        {
            Status = status,
            RawStatus = status.ToString(),
            Version = version,
            ErsReference = status == GlaseInvoiceState.Paid ? ersReference : null,
            Receipt = paid is { } amount ? new PaymentReceipt { PaidAmount = new Amount(amount, currency) } : null
        };
    }

    public static ProcessPaymentRequest RequestFor(GlasePayment payment, decimal total)
    {
        return new ProcessPaymentRequest
        {
            CustomerId = payment.CustomerId,
            StoreId = payment.StoreId,
            OrderGuid = payment.OrderGuid,
            OrderTotal = total,
            PaymentMethodSystemName = GlaseDefaults.SystemName
        };
    }
}
