using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Stores;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Catalog;
using Nop.Services.Customers;
using Nop.Services.Helpers;
using Nop.Services.Localization;
using Nop.Services.Logging;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// Calls every method of the plugin that reads or writes tables, so that a recorder gets the commands that each sends.
/// </summary>
internal sealed class PluginStatements
{
    /// <summary>
    /// Changes the cart by nopCommerce's own services.
    /// </summary>
    public const string SendsNothing = $"{nameof(PartialOrderCart)}.{nameof(PartialOrderCart.MoveAsync)}";

    private const int Batch = 50;
    private const int ManyReferences = 3000;

    private static readonly DateTime _now = new(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);
    private static readonly Guid _orderGuid = Guid.Parse("00000000-0000-0000-0000-000000000001");

    /// <summary>
    /// What reads a whole table on purpose: an admin's list, which shows the newest first and counts what fits.
    /// </summary>
    public static readonly IReadOnlyList<string> Lists =
    [
        $"{nameof(PaymentSearch)}.{nameof(PaymentSearch.SearchAsync)}", $"{nameof(PaymentSearch)}.{nameof(PaymentSearch.ReadAllAsync)}",
        $"{nameof(PaymentListModelFactory)}.{nameof(PaymentListModelFactory.PrepareListAsync)}"
    ];

    private readonly StatementRecorder _database;
    private readonly FakeTimeProvider _clock = new(_now);
    private readonly HashSet<MethodInfo> _called = [];
    private readonly Dictionary<Type, object> _services = [];

    private PluginStatements(StatementRecorder database)
    {
        _database = database;
        var payments = _database.Repository<GlasePayment>();
        var refunds = _database.Repository<GlaseRefund>();
        var paymentStore = Add(new PaymentStore(payments));
        Add(new PaymentWorkQueries(payments));
        Add(new OverwrittenOrderQueries(payments, refunds, _database.Repository<Order>()));
        var refundStore = Add(new RefundStore(refunds, _clock));
        var lockStore = Add(new LockStore(_database, _database.Repository<GlaseLock>(), _clock));
        var locks = Add(new DistributedLock(new BackgroundWork(SilentLog.Instance), lockStore, new LockObservations(_clock),
            new InProcessLockQueue(), SilentLog.Instance, _clock));
        var lockedPayments = Add(new LockedPayments(locks, paymentStore, payments, Mock.Of<IPaymentChangePublisher>(), TestMetrics.Payments));
        Add(new PollerLeaseStore(_database, _database.Repository<GlaseLock>(), _clock));
        Add(new OrderPaymentClaims(_database, Mock.Of<IOrderService>(), _database.Repository<GlaseOrderPaymentClaim>(), _clock));
        Add(new OrderCancellationStore(_database, _database.Repository<GlaseOrderCancellation>(), _clock));
        Add(new PaymentStatistics(payments, refunds));
        var search = Add(new PaymentSearch(_database.Repository<Address>(), _database.Repository<Customer>(), payments, refunds,
            _database.Repository<Order>()));
        var periodStore = Add(new PeriodStore(_database, _database.Repository<GlasePeriod>()));
        var localTransactions = Add(new LocalTransactionReader(refundStore, payments, refunds, _clock));
        var fixture = new PaymentFixture();
        var proposer = new RefundMatchProposer(lockedPayments, periodStore, refundStore, Mock.Of<ILogger>(), localTransactions, fixture.Accounts);
        Add(new ReportJobStore(_database, _database.Repository<GlaseReportJob>()));
        Add(new ReportedTransactionStore(locks, periodStore, _database, _database.Repository<GlaseReportedTransaction>(), proposer, _clock));
        Add(new UncachedEntityReader(_database.Repository<Customer>(), _database.Repository<Order>()));
        Add(new OrderIntervalValidator(Mock.Of<ILocalizationService>(), _database.Repository<Order>(),
            new OrderSettings { MinimumOrderPlacementInterval = 1 }, _clock));
        var orderItems = new Mock<IOrderService>();
        orderItems.SetReturnsDefault(Task.FromResult<IList<OrderItem>>([]));
        Add(new PartialOrderCart(orderItems.Object, Mock.Of<IProductService>(), _database.Repository<ShoppingCartItem>(),
            Mock.Of<IShoppingCartService>()));
        Add(ListFactory(search));
    }

    /// <summary>
    /// Calls all of them.
    /// </summary>
    /// <returns>The methods</returns>
    public static async Task<IReadOnlySet<MethodInfo>> CallAllAsync(StatementRecorder database)
    {
        var statements = new PluginStatements(database);
        await statements.CallPaymentsAsync();
        await statements.CallRefundsAsync();
        await statements.CallLocksAsync();
        await statements.CallClaimsAsync();
        await statements.CallSearchAsync();
        await statements.CallSortedSearchAsync();
        await statements.CallStatisticsAsync();
        await statements.CallReportingAsync();
        await statements.CallOfTheShopsTablesAsync();
        return statements._called;
    }

    /// <summary>
    /// Gets the methods of the plugin that read or write tables: the public ones of each class that is made with a repository or with
    /// nopCommerce's data provider.
    /// </summary>
    public static IReadOnlyList<MethodInfo> All()
    {
        return [.. typeof(GlasePaymentMethod).Assembly.GetTypes().Where(ReadsOrWrites)
            .SelectMany(store => store.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsSpecialName)];
    }

    /// <summary>
    /// Gets the name of a method as <see cref="StatementRecorder.Source"/> has it.
    /// </summary>
    public static string NameOf(MethodInfo method) => $"{method.DeclaringType.Name}.{method.Name}";

    private static bool ReadsOrWrites(Type type)
    {
        return type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Any(parameter =>
            parameter.ParameterType == typeof(INopDataProvider)
            || parameter.ParameterType.IsGenericType && parameter.ParameterType.GetGenericTypeDefinition() == typeof(IRepository<>));
    }

    private PaymentListModelFactory ListFactory(PaymentSearch search)
    {
        var localization = new Mock<ILocalizationService>();
        localization.SetReturnsDefault(Task.FromResult("text"));
        var customers = new Mock<ICustomerService>();
        customers.SetReturnsDefault(Task.FromResult<IList<Customer>>([new Customer { Id = 1, BillingAddressId = 1 }]));
        var orders = new Mock<IOrderService>();
        orders.SetReturnsDefault(Task.FromResult<IList<Order>>([new Order { Id = 1, BillingAddressId = 2 }]));
        return new PaymentListModelFactory(new AdminAmounts(Mock.Of<IPriceFormatter>()), new AdminTexts(Mock.Of<IDateTimeHelper>(), localization.Object),
            customers.Object, orders.Object, _database.Repository<Address>(), new PaymentFilterFactory(null, _clock), search);
    }

    private async Task CallPaymentsAsync()
    {
        var payment = new GlasePayment
        {
            Id = 1, Token = PaymentStore.NewToken(), CheckoutKey = "cart", CurrencyCode = "SEK", DraftHash = "hash", CreatedOnUtc = _now,
            ExpiresOnUtc = _now, ReceiptDueOnUtc = _now, OrderGuid = _orderGuid
        };
        int[] ids = [1, 2, 3];
        _database.Answer(payment);
        await CallAsync<PaymentStore>(store => store.GetByIdAsync(1));
        await CallAsync<PaymentStore>(store => store.GetByTokenAsync("token"));
        await CallAsync<PaymentStore>(store => store.GetByErsReferenceAsync("reference"));
        await CallAsync<PaymentStore>(store => store.GetByAnyReferenceAsync("reference"));
        await CallAsync<PaymentStore>(store => store.GetOpenAsync("key"));
        await CallAsync<PaymentStore>(store => store.GetAllByOrderIdAsync(1));
        await CallAsync<PaymentStore>(store => store.GetByOrderIdAsync(1));
        await CallAsync<PaymentStore>(store => store.GetFirstByOrderAsync(1, _orderGuid));
        await CallAsync<PaymentStore>(store => store.GetByOrderGuidAsync(_orderGuid));
        await CallAsync<PaymentWorkQueries>(queries => queries.GetExpiredAsync(_now, null, Batch));
        await CallAsync<PaymentWorkQueries>(queries => queries.GetExpiredAsync(_now, payment, Batch));
        await CallAsync<PaymentWorkQueries>(queries => queries.GetUnappliedAsync(_now, 1, Batch));
        await CallAsync<PaymentWorkQueries>(queries => queries.GetAppliedReservationsAsync(1, Batch));
        await CallAsync<PaymentWorkQueries>(queries => queries.GetWithUnknownCaptureAsync(_now, 1, Batch));
        await CallAsync<PaymentWorkQueries>(queries => queries.GetReservationsDueForCheckAsync(_now, Batch));
        await CallAsync<PaymentWorkQueries>(queries => queries.GetExpiringReservationsAsync(_now, Batch));
        await CallAsync<PaymentWorkQueries>(queries => queries.GetOldestUnappliedAsync(_now, Batch, true));
        await CallAsync<PaymentWorkQueries>(queries => queries.GetOldestUnappliedAsync(_now, Batch, false));
        await CallAsync<PaymentWorkQueries>(queries => queries.GetAwaitingDecisionAsync(Batch));
        await CallAsync<PaymentWorkQueries>(queries => queries.GetOldestAppliedReservationsAsync(Batch));
        await CallAsync<PaymentStore>(store => store.GetPaidAsync(1, _now, _now, Batch, false));
        await CallAsync<PaymentStore>(store => store.GetPaidAsync(1, _now, _now, Batch, true));
        await CallAsync<PaymentWorkQueries>(queries => queries.GetWithDueReceiptAsync(_now, null, Batch));
        await CallAsync<PaymentWorkQueries>(queries => queries.GetWithDueReceiptAsync(_now, payment, Batch));
        await CallAsync<OverwrittenOrderQueries>(queries => queries.GetAppliedToUnpaidOrderAsync(_now));
        await CallAsync<OverwrittenOrderQueries>(queries => queries.GetReservedForPendingOrderAsync(_now));
        await CallAsync<PaymentStore>(store => store.GetByIdsAsync(ids));
        await CallAsync<PaymentStore>(store => store.GetChangeNumbersAsync(ids));
        await CallAsync<PaymentStore>(store => store.GetReservationAsync(new Order { Id = 1, AuthorizationTransactionId = "reference" }));
        await CallAsync<PaymentStore>(store => store.InsertAsync(payment));
    }

    private async Task CallRefundsAsync()
    {
        var refund = new GlaseRefund { Id = 1, PaymentId = 1, Number = 1, Amount = 1, CreatedOnUtc = _now };
        int[] ids = [1, 2, 3];
        _database.Answer(refund);
        await CallAsync<RefundStore>(store => store.GetByPaymentIdAsync(1));
        await CallAsync<RefundStore>(store => store.GetByIdAsync(1));
        await CallAsync<RefundStore>(store => store.GetUnresolvedAsync(_now, Batch));
        await CallAsync<RefundStore>(store => store.GetUnsyncedAsync(_now, Batch));
        await CallAsync<OverwrittenOrderQueries>(queries => queries.GetSyncedToUnrefundedOrderAsync(_now));
        await CallAsync<RefundStore>(store => store.GetRefundedAmountsAsync(ids));
        await CallAsync<RefundStore>(store => store.HasReferenceAsync("reference"));
        await CallAsync<RefundStore>(store => store.MayHaveMovedMoneyAsync(1));
        await CallAsync<RefundStore>(store => store.TryRecordAsync(1, 0, new RefundAmounts(1m, 1m, 1m)));
        await Service<LockedPayments>().RunAsync(1, locked => CallAsync<RefundStore>(store => store.UpdateAsync(locked, refund)));
    }

    private async Task CallLocksAsync()
    {
        Func<Task> nothing = () => Task.CompletedTask;
        Func<Task<bool>> something = () => Task.FromResult(true);
        Func<LockedPayment, Task> save = locked => locked.SaveAsync();
        Func<LockedPayment, Task<bool>> saved = async locked =>
        {
            await locked.SaveAsync();
            return true;
        };
        Action<GlasePayment> change = _ => { };
        Func<GlasePayment, bool> changed = _ => true;
        var timeout = TimeSpan.FromSeconds(1);
        var none = CancellationToken.None;
        await CallAsync<DistributedLock>(locks => locks.RunAsync("name", nothing, none));
        await CallAsync<DistributedLock>(locks => locks.RunAsync("name", something, none));
        await CallAsync<DistributedLock>(locks => locks.RunAsync("name", something, timeout, none));
        await CallAsync<DistributedLock>(locks => locks.IsLockedAsync("name"));
        await CallAsync<DistributedLock>(locks => locks.DeleteLeakedAsync());
        var held = new GlaseLock { Id = 1, Name = "name", Owner = "owner", ExpiresOnUtc = _now };
        await CallAsync<LockStore>(store => store.InsertAsync("name"));
        await CallAsync<LockStore>(store => store.GetAsync("name"));
        await CallAsync<LockStore>(store => store.TryRenewAsync(held));
        await CallAsync<LockStore>(store => store.DeleteAsync(held));
        await CallAsync<LockStore>(store => store.DeleteUnchangedAsync(held));
        await CallAsync<LockStore>(store => store.DeleteExpiredAsync(_now));
        await CallAsync<LockStore>(store => store.CanInsertAsync());
        await CallAsync<LockedPayments>(store => store.GetByIdAsync(1));
        await CallAsync<LockedPayments>(store => store.GetOpenAsync("key"));
        await CallAsync<LockedPayments>(payments => payments.RunAsync(1, save, none));
        await CallAsync<LockedPayments>(payments => payments.RunAsync(1, saved, none));
        await CallAsync<LockedPayments>(payments => payments.RunAsync(1, saved, timeout));
        await CallAsync<LockedPayments>(payments => payments.UpdateAsync(1, change, none));
        await CallAsync<LockedPayments>(payments => payments.UpdateAsync(1, changed, none));
        await CallAsync<LockedPayments>(payments => payments.UpdateAsync(1, changed, timeout));
        await CallAsync<LockedPayments>(payments => payments.IsLockedAsync(1));
        var sent = new GlasePayment { Id = 1, CheckoutKey = "cart" };
        await Service<DistributedLock>().RunAsync(sent.CheckoutKey, () => CallAsync<LockedPayments>(payments => payments.UpdateSentAsync(sent, changed)));

        int[] paymentIds = [1, 2, 3];
        await CallAsync<PollerLeaseStore>(store => store.AcquireAsync(1, "node"));
        await CallAsync<PollerLeaseStore>(store => store.ReleaseAsync(paymentIds, "node"));
        await CallAsync<PollerLeaseStore>(store => store.GetLeasesAsync(paymentIds));
        await CallAsync<PollerLeaseStore>(store => store.GetNodesAsync());
        await CallAsync<PollerLeaseStore>(store => store.AddNodeAsync("node"));
        await CallAsync<PollerLeaseStore>(store => store.RecordHeartbeatAsync(new GlaseLock { Id = 1, Name = "node", Owner = "node", ExpiresOnUtc = _now }));
        await CallAsync<PollerLeaseStore>(store => store.RemoveNodeAsync("node"));

        // A lock that is held for longer than its lease is renewed.
        _database.Answer(new GlaseLock { Id = 1, Name = "name", Owner = "owner", ExpiresOnUtc = _now });
        Func<Task> hold = () =>
        {
            _clock.Advance(GlaseDefaults.LockRenewalInterval);
            return Task.CompletedTask;
        };
        await CallAsync<DistributedLock>(locks => locks.RunAsync("name", hold, none));
    }

    private async Task CallClaimsAsync()
    {
        await CallAsync<OrderPaymentClaims>(claims => claims.TryClaimAsync(1, _orderGuid, true, null));
        await CallAsync<OrderPaymentClaims>(claims => claims.TryClaimForReversalAsync(1));
        await CallAsync<OrderPaymentClaims>(claims => claims.TryReleaseAsync(1));
        await CallAsync<OrderPaymentClaims>(claims => claims.ReleaseAsync(1));
        await CallAsync<OrderPaymentClaims>(claims => claims.IsBeingPlacedAsync(1, new Order()));
        await CallAsync<OrderPaymentClaims>(claims => claims.IsClaimedByAnotherAsync(1));
        await CallAsync<OrderPaymentClaims>(claims => claims.IsOrderClaimedByAnotherPaymentAsync(1, _orderGuid));
        // Its owner never came back.
        _database.Answer(new GlaseOrderPaymentClaim { Id = 1, PaymentId = 1, OrderGuid = _orderGuid, ClaimedOnUtc = DateTime.UnixEpoch });
        await CallAsync<OrderPaymentClaims>(claims => claims.TryClaimAsync(1, _orderGuid, true, null));

        await CallAsync<OrderCancellationStore>(store => store.TryBeginAsync(1));
        await CallAsync<OrderCancellationStore>(store => store.EndAsync(1));
        await CallAsync<OrderCancellationStore>(store => store.GetIncompleteAsync(0, 100));
        await CallAsync<OrderCancellationStore>(store => store.IsIncompleteAsync(1));
        _database.Answer(new GlaseOrderCancellation { Id = 1, OrderId = 1, CreatedOnUtc = DateTime.UnixEpoch });
        await CallAsync<OrderCancellationStore>(store => store.TryBeginAsync(1));
        _database.Answer(new GlaseOrderCancellation { Id = 1, OrderId = 1, CreatedOnUtc = _now });
        await CallAsync<OrderCancellationStore>(store => store.EndAsync(1));
    }

    private async Task CallSearchAsync()
    {
        var filters = new List<PaymentFilter>
        {
            new(),
            new() { Status = GlasePaymentStatus.Paid, FromUtc = _now, BeforeUtc = _now },
            new() { WithoutOrder = true },
            new() { OrderNumber = "1" },
            new() { Reference = "reference" },
            new() { Email = "shopper@example.com" },
            new() { CustomerId = 1, NeedsAttentionAtUtc = _now },
            new() { WaitingAtUtc = _now },
            new() { PaidFromUtc = _now, PaidBeforeUtc = _now, Refunded = (_now, _now) },
            new() { Reference = "\t" + "reference" + "\t" + "x" }
        };
        foreach (var filter in filters)
        {
            await CallAsync<PaymentSearch>(search => search.SearchAsync(filter, 1, Batch, PaymentSort.Created, true));
            await CallAsync<PaymentSearch>(search => search.ReadAllAsync(filter, Batch));
        }
    }

    private async Task CallSortedSearchAsync()
    {
        foreach (var sort in Enum.GetValues<PaymentSort>())
        {
            foreach (var descending in new[] { true, false })
                await CallAsync<PaymentSearch>(search => search.SearchAsync(new PaymentFilter(), 1, Batch, sort, descending));
        }
    }

    private async Task CallOfTheShopsTablesAsync()
    {
        var order = new Order { Id = 1, CustomerId = 1, StoreId = 1, CreatedOnUtc = _now };
        _database.Answer(order);
        await CallAsync<UncachedEntityReader>(reader => reader.GetOrderAsync(1));
        await CallAsync<UncachedEntityReader>(reader => reader.GetOrderAsync((int?)1));
        await CallAsync<UncachedEntityReader>(reader => reader.GetCustomerAsync(1));
        await CallAsync<OrderIntervalValidator>(validator => validator.ValidateAsync(new Customer { Id = 1 }, 1));
        await CallAsync<PartialOrderCart>(cart => cart.GetAsync(order));
        await CallAsync<PartialOrderCart>(cart => cart.MoveAsync(order, new List<ShoppingCartItem>(), new OrderCompletionReport()));
        await CallAsync<PaymentListModelFactory>(factory => factory.PrepareListAsync(new PaymentSearchModel()));
    }

    private async Task CallStatisticsAsync()
    {
        await CallAsync<PaymentStatistics>(statistics => statistics.GetPaidAsync(_now, _now));
        await CallAsync<PaymentStatistics>(statistics => statistics.GetWaitingAsync(_now));
        await CallAsync<PaymentStatistics>(statistics => statistics.GetRefundedAsync(_now, _now));
        await CallAsync<PaymentStatistics>(statistics => statistics.GetIssuedCodesAsync(_now));
    }

    private async Task CallReportingAsync()
    {
        var account = new ReportingAccount(new Store { Id = 1 }, [1, 2], new GlaseSettings());
        var period = new GlasePeriod { Id = 1, StoreId = 1, Number = 1, MarkedOnUtc = _now, StartedOnUtc = _now.AddDays(-1) };
        var bounds = new PeriodBounds(_now.AddDays(-1), _now, null);
        var references = Enumerable.Range(0, ManyReferences).Select(number => $"reference-{number}").ToList();
        var rows = string.Concat(references.Select(reference => $"<Row><SalesAmount>1.00000</SalesAmount><ErsReference>{reference}</ErsReference></Row>"));
        var report = new Report(null, null, $"<TransactionDetails>{rows}</TransactionDetails>");
        _database.Answer(period);
        await CallAsync<PeriodStore>(store => store.GetByIdAsync(1));
        await CallAsync<PeriodStore>(store => store.GetAllAsync(account, 0, Batch, true));
        await CallAsync<PeriodStore>(store => store.GetAllAsync(account, 0, Batch, false));
        await CallAsync<PeriodStore>(store => store.GetLastAsync(account));
        await CallAsync<PeriodStore>(store => store.GetLastMarkedAsync(account));
        await CallAsync<PeriodStore>(store => store.IsClosedForDayAsync(account, _now));
        await CallAsync<PeriodStore>(store => store.GetBoundsAsync(account, period));
        await CallAsync<PeriodStore>(store => store.TryRecordAsync(period));
        await CallAsync<PeriodStore>(store => store.GetLastNumberAsync(1));
        await CallAsync<PeriodStore>(store => store.UpdateAsync(period));
        await CallAsync<PeriodStore>(store => store.DeleteRefusedBeforeAsync(period));
        await CallAsync<ReportedTransactionStore>(store => store.SaveAsync(1, report));
        await CallAsync<ReportedTransactionStore>(store => store.GetAllAsync(1));
        await CallAsync<ReportedTransactionStore>(store => store.GetReferencesInOtherPeriodsAsync(1, references));
        var job = new GlaseReportJob { Id = 1, PeriodId = 1, StartedOnUtc = _now, WrittenOnUtc = _now };
        _database.Answer(job);
        await CallAsync<ReportJobStore>(store => store.GetAsync(1, ReportKind.ShopSummary));
        await CallAsync<ReportJobStore>(store => store.ReplaceAsync(job));
        await CallAsync<ReportJobStore>(store => store.UpdateAsync(job));
        await CallAsync<LocalTransactionReader>(reader => reader.GetByReferencesAsync(references));
        await CallAsync<LocalTransactionReader>(reader => reader.GetByTimeAsync(account, bounds));
        await CallAsync<LocalTransactionReader>(reader => reader.GetUnresolvedRefundsAsync(account));
    }

    private TService Add<TService>(TService service)
    {
        _services.Add(typeof(TService), service);
        return service;
    }

    private TService Service<TService>() => (TService)_services[typeof(TService)];

    private async Task CallAsync<TService>(Expression<Func<TService, object>> call)
    {
        var method = ((MethodCallExpression)call.Body).Method;
        _called.Add(method.IsGenericMethod ? method.GetGenericMethodDefinition() : method);
        _database.Source = NameOf(method);
        switch (call.Compile()(Service<TService>()))
        {
            case Task task:
                await task;
                break;
            case IAsyncEnumerable<IList<GlasePayment>> batches:
                await foreach (var _ in batches)
                {
                    // Reading sends the commands.
                }

                break;
            case var other:
                throw new NotSupportedException($"{method.Name} returns {other}.");
        }

        _database.Source = null;
    }
}
