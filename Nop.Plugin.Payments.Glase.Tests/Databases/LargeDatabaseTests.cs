using System.Globalization;
using System.Text;
using LinqToDB;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Core.Domain.Stores;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using NUnit.Framework;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// A shop with years of payments: the scheduled task, an admin's search and the reconciliation find what they are there for by index.
/// </summary>
[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.PostgreSql)]
[TestFixture(DatabaseKind.MySql)]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class LargeDatabaseTests(DatabaseKind kind)
{
    private const int Old = LargeDatabase.Payments;
    private const int Batch = 50;
    private const int MaxTextLength = 2000;
    private const int LongAgo = LargeDatabase.LongAgo;

    // PostgreSQL finds what a citext begins with by no index. There are as many rows as locks are held and nodes run.
    private const string Nodes = $"{nameof(PollerLeaseStore)}.{nameof(PollerLeaseStore.GetNodesAsync)}";

    private static readonly DateTime _day = LargeDatabase.Day;

    // What is asked, and the index that finds it.
    private static readonly Dictionary<string, (Func<PlanRecorder, Task> Ask, string Index)> _questions = new()
    {
        ["a token"] = (Payments(store => store.GetByTokenAsync("77")), "IX_GlasePayment_Token"),
        ["a payment's reference"] = (Payments(store => store.GetByErsReferenceAsync("ERS77")), "IX_GlasePayment_ErsReference"),
        ["any reference"] = (Payments(store => store.GetByAnyReferenceAsync("OLD77")), "IX_GlasePayment_InvoiceReference"),
        ["the open payment of a cart"] = (Payments(store => store.GetOpenAsync("77")), "IX_GlasePayment_CheckoutKey"),
        ["an order's payments"] = (Payments(store => store.GetAllByOrderIdAsync(LongAgo + 77)), "IX_GlasePayment_OrderId"),
        ["an order's first payment"] = (Payments(store => store.GetFirstByOrderAsync(LongAgo + 77, Guid.NewGuid())), "IX_GlasePayment_OrderGuid"),
        ["a GUID's payments"] = (Payments(store => store.GetByOrderGuidAsync(Guid.NewGuid())), "IX_GlasePayment_OrderGuid"),
        ["expired ones"] = (Work(queries => queries.GetExpiredAsync(Now, null, Batch)), "IX_GlasePayment_StatusId_"),
        ["more expired ones"] = (Work(queries => queries.GetExpiredAsync(Now, Last, Batch)), "IX_GlasePayment_StatusId_"),
        ["unapplied ones"] = (Work(queries => queries.GetUnappliedAsync(Now, 0, Batch)), "IX_GlasePayment_StatusId_AppliedOnUtc"),
        ["the oldest unapplied ones"] = (Work(queries => queries.GetOldestUnappliedAsync(Now, Batch, false)), "IX_GlasePayment_StatusId_AppliedOnUtc"),
        ["those that await a decision"] = (Work(queries => queries.GetAwaitingDecisionAsync(Batch)), "IX_GlasePayment_StatusId_AppliedOnUtc"),
        ["reservations of orders"] = (Work(queries => queries.GetAppliedReservationsAsync(0, Batch)), "IX_GlasePayment_StatusId_"),
        ["the oldest reservations"] = (Work(queries => queries.GetOldestAppliedReservationsAsync(Batch)), "IX_GlasePayment_StatusId_"),
        ["reservations that end"] = (Work(queries => queries.GetExpiringReservationsAsync(Now, Batch)), "IX_GlasePayment_StatusId_"),
        ["captures without an answer"] = (Work(queries => queries.GetWithUnknownCaptureAsync(Now, 0, Batch)), "IX_GlasePayment_StatusId_"),
        ["reservations to check"] = (Work(queries => queries.GetReservationsDueForCheckAsync(Now, Batch)), "IX_GlasePayment_ReservationCheckOnUtc"),
        ["due receipts"] = (Work(queries => queries.GetWithDueReceiptAsync(Now, null, Batch)), "IX_GlasePayment_ReceiptDueOnUtc"),
        ["more due receipts"] = (Work(queries => queries.GetWithDueReceiptAsync(Now, Last, Batch)), "IX_GlasePayment_ReceiptDueOnUtc"),
        ["numbers of changes"] = (Payments(store => store.GetChangeNumbersAsync(Enumerable.Range(1, Batch))), "P"),
        ["a day's paid ones"] = (Statistics(statistics => statistics.GetPaidAsync(_day, _day.AddDays(1))), "IX_GlasePayment_PaidOnUtc"),
        ["what waits"] = (Statistics(statistics => statistics.GetWaitingAsync(Now)), "IX_GlasePayment_StatusId_"),
        ["a day's refunded ones"] = (Statistics(statistics => statistics.GetRefundedAsync(_day, _day.AddDays(1))), "IX_GlaseRefund_CreatedOnUtc"),
        ["a day's codes"] = (Statistics(statistics => statistics.GetIssuedCodesAsync(Now.AddDays(-30))), "IX_GlasePayment_CreatedOnUtc"),
        ["a customer's payments"] = (recorder => Search(recorder).SearchAsync(new() { CustomerId = LongAgo + 77 }, 0, 1), "IX_GlasePayment_CustomerId"),
        ["a payment's refunds"] = (OfRefunds(store => store.GetByPaymentIdAsync(77)), "IX_GlaseRefund_PaymentId_Number"),
        ["cancellations that may be interrupted"] = (Cancellations(store => store.GetIncompleteAsync(0, Batch)), "IX_GlaseOrderCancellation_CompletedOnUtc"),
        ["a day's paid ones of a store"] = (Payments(store => store.GetPaidAsync(1, _day, _day.AddDays(1), Batch, false)), "IX_GlasePayment_PaidOnUtc"),
        ["what was refunded"] = (OfRefunds(store => store.GetRefundedAmountsAsync([.. Enumerable.Range(1, Batch)])), "IX_GlaseRefund_PaymentId_Number"),
        ["unresolved refunds"] = (OfRefunds(store => store.GetUnresolvedAsync(Now, Batch)), "IX_GlaseRefund_StatusId_SyncedToOrderOnUtc"),
        ["unsynced refunds"] = (OfRefunds(store => store.GetUnsyncedAsync(Now, Batch)), "IX_GlaseRefund_StatusId_SyncedToOrderOnUtc"),
        ["paid ones of unpaid orders"] = (Overwritten(queries => queries.GetAppliedToUnpaidOrderAsync(LastDay)), "IX_GlasePayment_StatusId_A"),
        ["reserved ones of pending orders"] = (Overwritten(queries => queries.GetReservedForPendingOrderAsync(LastDay)), "IX_GlasePayment_StatusId_"),
        ["refunds that orders do not show"] = (Overwritten(queries => queries.GetSyncedToUnrefundedOrderAsync(LastDay)), "IX_GlaseRefund_StatusId_"),
        ["a refund's reference"] = (OfRefunds(store => store.HasReferenceAsync("REF77")), "IX_GlaseRefund_ErsReference"),
        ["a claim"] = (Claims(claims => claims.IsClaimedByAnotherAsync(77)), "IX_GlaseOrderPaymentClaim_PaymentId"),
        ["claims of a payment or an order"] = (Claims(claims => claims.IsOrderClaimedByAnotherPaymentAsync(77, Guid.NewGuid())), "IX_GlaseOrderPaymentClaim_OrderGuid"),
        ["a report's references"] = (Local(reader => reader.GetByReferencesAsync(Enumerable.Range(1, Batch).Select(number => $"ERS{number}"))), "IX_GlasePayment_ErsReference"),
        ["a day's transactions"] = (Local(reader => reader.GetByTimeAsync(_account, new PeriodBounds(_day, _day.AddDays(1), null))), "IX_GlasePayment_PaidOnUtc"),
        ["a day's refunds"] = (Local(reader => reader.GetByTimeAsync(_account, new PeriodBounds(_day, _day.AddDays(1), null))), "IX_GlaseRefund_CreatedOnUtc")
    };

    private static readonly ReportingAccount _account = new(new Store { Id = 1 }, [1, 2], new GlaseSettings());

    private ShopFixture _fixture;
    private GlasePayment _bought;

    private static IEnumerable<string> Questions => _questions.Keys;

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    private static DateTime LastDay => Now.AddDays(-1);

    private static GlasePayment Last => new() { Id = 1, ExpiresOnUtc = Now.AddMinutes(-1), ReceiptDueOnUtc = Now.AddMinutes(-1) };

    [OneTimeSetUp]
    public async Task SetUp()
    {
        _fixture = await ShopFixture.StartAsync(kind: kind);
        var database = new LargeDatabase(_fixture.Shop.Database);
        await database.FillAsync();

        using var shopper = _fixture.NewShopper();
        await shopper.PutIntoCartAsync();
        var code = await shopper.GetCodeAsync();
        _fixture.Glase.Pay(code.Reference);
        await shopper.CompleteAsync(code);
        _bought = await _fixture.LastPaymentAsync();
        await database.AddOrdersAsync(_fixture, await _fixture.OnlyOrderAsync());
    }

    [OneTimeTearDown]
    public async Task TearDown()
    {
        if (_fixture is not null)
            await _fixture.DisposeAsync();
    }

    [TestCaseSource(nameof(Questions))]
    public async Task It_is_found_by_index(string question)
    {
        var (ask, index) = _questions[question];
        if (kind == DatabaseKind.PostgreSql && index == "IX_GlasePayment_StatusId_AppliedOnUtc")
            index = "IX_GlasePayment_Unapplied";
        var recorder = new PlanRecorder(_fixture.Shop.Database);

        await ask(recorder);

        var plans = recorder.Plans();
        // Without statistics, SQLite takes any index; where it compares times by a function, it takes none.
        if (kind != DatabaseKind.Sqlite)
            Assert.That(plans.SelectMany(plan => plan.Indexes), Has.Some.StartsWith(index), string.Join('\n', plans));
        else if (question.StartsWith("a day's", StringComparison.Ordinal))
            return;
        AssertNotScanned(plans);
    }

    [Test]
    public async Task Every_statement_finds_its_rows_by_index()
    {
        var recorder = new PlanStatementRecorder(_fixture.Shop.Database);

        var called = await PluginStatements.CallAllAsync(recorder);

        Assert.That(PluginStatements.All().Except(called), Is.Empty);
        Assert.That(recorder.Plans.Select(recorded => recorded.Source).Distinct().Count(), Is.GreaterThan(50));
        // See above for SQLite, which no shop has.
        var scans = recorder.Plans.Where(recorded => kind != DatabaseKind.Sqlite && !PluginStatements.Lists.Contains(recorded.Source)
            && recorded.Source != Nodes && recorded.Plan.ScannedTables.Any(IsLarge));
        Assert.That(scans.Select(recorded => Shorten($"{recorded.Source}: {recorded.Plan}")), Is.Empty);
    }

    // nopCommerce's search has no index on the status of orders: it may read all of them, by the time of their creation or as they lie. What the
    // plugin decides is how often it is done, and how it looks at those that are found.
    [Test]
    public async Task Orders_to_cancel_are_searched_for_once_a_batch_and_their_payments_found_by_index()
    {
        await using (var connection = _fixture.Shop.Database.Connect())
            await connection.GetTable<Order>().Where(order => order.Id > LongAgo && order.Id <= LongAgo + Batch)
                .Set(order => order.OrderStatusId, (int)OrderStatus.Pending).Set(order => order.PaymentStatusId, (int)PaymentStatus.Pending)
                .Set(order => order.CreatedOnUtc, _day).UpdateAsync();
        var recorder = new PlanRecorder(_fixture.Shop.Database);

        await recorder.RecordAsync(() => _fixture.Shop.RunAsync(services =>
            services.GetRequiredService<UnpaidOrderSweep>().RunAsync(CancellationToken.None)));

        var plans = recorder.Plans().Where(plan => IsSelect(plan.Sql)).ToList();
        Assert.That(plans.Count(plan => IsSearch(plan.Sql)), Is.InRange(2, 4), "a count and a page, and whether there is another");
        Assert.That(plans, Has.Count.GreaterThan(2 * Batch), "each is looked at");
        if (kind != DatabaseKind.Sqlite)
            Assert.That(plans.SelectMany(plan => plan.ScannedTables).Where(table => IsLarge(table) && table != nameof(Order)), Is.Empty);
    }

    [Test]
    public async Task An_admin_finds_one_of_a_hundred_thousand_by_what_is_known_of_it()
    {
        var order = await _fixture.OrderAsync(_bought.OrderId.Value);

        await AssertFoundAsync(new() { Reference = _bought.ErsReference }, 1, "IX_GlasePayment_ErsReference");
        await AssertFoundAsync(new() { Reference = _bought.InvoiceReference }, 1, "IX_GlasePayment_InvoiceReference");
        await AssertFoundAsync(new() { Reference = "REF77" }, 1, "IX_GlaseRefund_ErsReference");
        await AssertFoundAsync(new() { OrderNumber = order.CustomOrderNumber }, 1, "IX_GlasePayment_OrderId", areOrdersScanned: true);
        await AssertFoundAsync(new() { Email = "ada@example" }, 1);
        await AssertFoundAsync(new() { Email = "nobody@example" }, 0);
    }

    [Test]
    public async Task An_admin_looks_through_a_hundred_thousand_by_page()
    {
        const int expired = Old / LargeDatabase.OneInHowManyExpired;

        await AssertFoundAsync(new(), Old + 1);
        await AssertFoundAsync(new() { Status = GlasePaymentStatus.Expired }, expired);
        await AssertFoundAsync(new() { Status = GlasePaymentStatus.Paid }, Old - expired + 1);
        await AssertFoundAsync(new() { Status = GlasePaymentStatus.Reserved }, 0, "IX_GlasePayment_StatusId_");
        await AssertFoundAsync(new() { FromUtc = _day, BeforeUtc = _day.AddDays(1) }, 24 * 60, "IX_GlasePayment_CreatedOnUtc");
        await AssertFoundAsync(new() { FromUtc = _day, BeforeUtc = _day.AddDays(1), Status = GlasePaymentStatus.Expired }, 24 * 60 / 10,
            "IX_GlasePayment_CreatedOnUtc");
        await AssertFoundAsync(new() { WithoutOrder = true }, 0);
    }

    [Test]
    public async Task The_export_writes_what_it_has_read_before_it_reads_on()
    {
        const int batchSize = 500;
        var recorder = new PlanRecorder(_fixture.Shop.Database);
        var orders = new Mock<IOrderService>();
        orders.Setup(service => service.GetOrdersByIdsAsync(It.IsAny<int[]>())).ReturnsAsync([]);
        var export = new PaymentExport(new RefundStore(recorder.Repository<GlaseRefund>(), TimeProvider.System), orders.Object, Search(recorder));
        // Each batch is two queries.
        await using var file = new LineCounter(lines => recorder.Count / 2 * batchSize - lines);

        await export.WriteAsync(new PaymentFilter(), ExportFormat.Csv, CultureInfo.InvariantCulture, file, CancellationToken.None);

        Assert.That(file.Lines, Is.EqualTo(1 + Old + 1), "the names of the columns, and each payment");
        Assert.That(file.MostAhead, Is.LessThan(3 * batchSize));
        Assert.That(file.First, Does.Contain("Id,CreatedOnUtc,Status"));
        Assert.That(file.Last, Does.Contain(",2025-01-01 00:01:00,Paid,").And.Contain(",1.00,OLD1,ERS1,"));
    }

    [Test]
    public async Task The_task_ends_the_overdue_one_among_them()
    {
        using var shopper = _fixture.NewShopper();
        await shopper.PutIntoCartAsync();
        var code = await shopper.GetCodeAsync();
        await _fixture.Shop.RunAsync(async services =>
        {
            var repository = services.GetRequiredService<IRepository<GlasePayment>>();
            var open = (await repository.GetAllAsync(query => query.Where(row => row.InvoiceReference == code.Reference))).Single();
            open.ExpiresOnUtc = open.CreatedOnUtc;
            await repository.UpdateAsync(open);
        });
        _fixture.Glase.ClearRecords();

        await _fixture.RunTaskAsync();

        Assert.That(_fixture.Glase.Invoice(code.Reference).Status, Is.EqualTo("CANCELED"));
        Assert.That(_fixture.Glase.Calls("getPaymentStatus"), Has.Count.LessThan(5), "nobody asks about the old ones");
    }

    private static Func<PlanRecorder, Task> Payments(Func<PaymentStore, Task> ask)
    {
        return recorder => ask(new PaymentStore(recorder.Repository<GlasePayment>()));
    }

    private static Func<PlanRecorder, Task> Cancellations(Func<OrderCancellationStore, Task> ask)
    {
        return recorder => ask(new OrderCancellationStore(Mock.Of<INopDataProvider>(), recorder.Repository<GlaseOrderCancellation>(), TimeProvider.System));
    }

    private static Func<PlanRecorder, Task> Overwritten(Func<OverwrittenOrderQueries, Task> ask)
    {
        return recorder => ask(new OverwrittenOrderQueries(recorder.Repository<GlasePayment>(), recorder.Repository<GlaseRefund>(), recorder.Repository<Order>()));
    }

    private static Func<PlanRecorder, Task> Work(Func<PaymentWorkQueries, Task> ask)
    {
        return recorder => ask(new PaymentWorkQueries(recorder.Repository<GlasePayment>()));
    }

    private static Func<PlanRecorder, Task> OfRefunds(Func<RefundStore, Task> ask)
    {
        return recorder => ask(new RefundStore(recorder.Repository<GlaseRefund>(), TimeProvider.System));
    }

    private static Func<PlanRecorder, Task> Statistics(Func<PaymentStatistics, Task> ask)
    {
        return recorder => ask(new PaymentStatistics(recorder.Repository<GlasePayment>(), recorder.Repository<GlaseRefund>()));
    }

    private static Func<PlanRecorder, Task> Claims(Func<OrderPaymentClaims, Task> ask)
    {
        return recorder => ask(new OrderPaymentClaims(Mock.Of<INopDataProvider>(), Mock.Of<IOrderService>(),
            recorder.Repository<GlaseOrderPaymentClaim>(), TimeProvider.System));
    }

    private static Func<PlanRecorder, Task> Local(Func<LocalTransactionReader, Task> ask)
    {
        return recorder => ask(new LocalTransactionReader(new RefundStore(recorder.Repository<GlaseRefund>(), TimeProvider.System),
            recorder.Repository<GlasePayment>(), recorder.Repository<GlaseRefund>(), TimeProvider.System));
    }

    private static PaymentSearch Search(PlanRecorder recorder)
    {
        return new PaymentSearch(recorder.Repository<Address>(), recorder.Repository<Customer>(), recorder.Repository<GlasePayment>(),
            recorder.Repository<GlaseRefund>(), recorder.Repository<Order>());
    }

    // nopCommerce has no index on the numbers of orders.
    private static void AssertNotScanned(IReadOnlyList<PlanRecorder.QueryPlan> plans, bool areOrdersScanned = false)
    {
        Assert.That(plans.SelectMany(plan => plan.ScannedTables).Where(table => IsLarge(table) && !(areOrdersScanned && table == nameof(Order))), Is.Empty, string.Join('\n', plans));
    }

    private static bool IsSelect(string sql) => sql.TrimStart().StartsWith("SELECT", StringComparison.OrdinalIgnoreCase);

    // By the condition: each order that is read has a method too.
    private static bool IsSearch(string sql)
    {
        return sql.IndexOf("WHERE", StringComparison.Ordinal) is > 0 and var where
            && sql.IndexOf(nameof(Order.PaymentMethodSystemName), where, StringComparison.Ordinal) > 0;
    }

    private static string Shorten(string text) => text.Length > MaxTextLength ? text[..MaxTextLength] : text;

    private static bool IsLarge(string table)
    {
        return table.StartsWith("Glase", StringComparison.OrdinalIgnoreCase) || table.Equals(nameof(Order), StringComparison.OrdinalIgnoreCase);
    }

    // The page holds 50 at the most, the database counts and sorts, and what can be looked up is; SQLite, which no shop has, compares times
    // by a function and reads all of them.
    private async Task AssertFoundAsync(PaymentFilter filter, int total, string index = null, bool areOrdersScanned = false)
    {
        var recorder = new PlanRecorder(_fixture.Shop.Database);

        var found = await Search(recorder).SearchAsync(filter, 0, Batch);

        Assert.That((found.TotalCount, found.Count), Is.EqualTo((total, Math.Min(total, Batch))), $"{filter}");
        Assert.That(found.Select(payment => payment.Id), Is.Ordered.Descending, $"{filter}");
        if (index is null || kind == DatabaseKind.Sqlite && filter.FromUtc is not null)
            return;
        var plans = recorder.Plans();
        Assert.That(plans.SelectMany(plan => plan.Indexes), Has.Some.StartsWith(index), $"{filter}\n{string.Join('\n', plans)}");
        AssertNotScanned(plans, areOrdersScanned);
    }

    /// <summary>
    /// Counts the lines of a file that is written, and keeps its first and its last.
    /// </summary>
    private sealed class LineCounter(Func<int, int> getAhead) : MemoryStream
    {
        public int Lines { get; private set; }

        public int MostAhead { get; private set; }

        public string First { get; private set; }

        public string Last { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Add(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Add(buffer.AsSpan(offset, count));
            return Task.CompletedTask;
        }

        public override void Write(byte[] buffer, int offset, int count) => Add(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer) => Add(buffer);

        private void Add(ReadOnlySpan<byte> bytes)
        {
            var text = Encoding.UTF8.GetString(bytes);
            MostAhead = Math.Max(MostAhead, getAhead(Lines));
            Lines += text.Count(character => character == '\n');
            if (text.Contains(',', StringComparison.Ordinal))
                (First, Last) = (First ?? text, text);
        }
    }
}
