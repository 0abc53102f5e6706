using LinqToDB;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Nop.Core.Caching;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services;
using Nop.Plugin.Payments.Glase.Services.Receipts;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// A shop with years of payments: the scheduled task finds the few it is there for by index.
/// </summary>
public class ManyOldInvoicesTests
{
    private const int Old = 50_000;
    private TestShop _world;

    [SetUp]
    public async Task SetUp()
    {
        _world = await TestShop.StartAsync();
        await _world.Shop.RunAsync(async services =>
        {
            await using var connection = services.GetRequiredService<SqliteStore>().Connect();
            await connection.BulkCopyAsync(Enumerable.Range(1, Old).Select(number => number % 10 == 0
                ? OldPayments.Expired(number)
                : OldPayments.Settled(number)));
        });
    }

    [TearDown]
    public Task TearDown() => _world.DisposeAsync().AsTask();

    [Test]
    public async Task Overdue_ones_are_found_by_index()
    {
        var plan = await PlanAsync(service => service.GetOverdueAsync(TimeProvider.System.GetUtcNow().UtcDateTime, null, 200));

        Assert.That(plan, Does.Contain("USING INDEX IX_GlaseInvoice_StatusId_").And.Not.Contain("SCAN"));
    }

    [Test]
    public async Task Unsettled_ones_are_found_by_index()
    {
        var plan = await PlanAsync(service => service.GetUnsettledAsync(TimeProvider.System.GetUtcNow().UtcDateTime, 0, 50));

        Assert.That(plan, Does.Contain("IX_GlaseInvoice_StatusId_SettledOnUtc").And.Not.Contain("SCAN"));
    }

    [Test]
    public async Task Reservations_of_orders_are_found_by_index()
    {
        var plan = await PlanAsync(service => service.GetAuthorizingAsync(0, 50));

        Assert.That(plan, Does.Contain("USING INDEX IX_GlaseInvoice_StatusId_SettledOnUtc").And.Not.Contain("SCAN"));
    }

    [Test]
    public async Task Captures_without_an_answer_are_found_by_index()
    {
        var plan = await PlanAsync(service => service.GetCapturingAsync(TimeProvider.System.GetUtcNow().UtcDateTime, 50));

        Assert.That(plan, Does.Contain("USING INDEX IX_GlaseInvoice_StatusId_").And.Not.Contain("SCAN"));
    }

    [Test]
    public async Task Reservations_whose_turn_it_is_are_found_by_index()
    {
        var plan = await PlanAsync(service => service.GetToBeCheckedAsync(TimeProvider.System.GetUtcNow().UtcDateTime, 50));

        Assert.That(plan, Does.Contain("USING INDEX IX_GlaseInvoice_ReservationCheckOnUtc").And.Not.Contain("SCAN"));
    }

    [Test]
    public async Task Receipts_that_are_due_are_found_by_index()
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var plan = await PlanOfAsync(repository => Receipts(repository).GetAsync(now, after: null));
        var first = new GlaseInvoice { Id = 1, ReceiptDueOnUtc = now };
        var next = await PlanOfAsync(repository => Receipts(repository).GetAsync(now, first));

        Assert.That(plan, Does.Contain("USING INDEX IX_GlaseInvoice_ReceiptDueOnUtc").And.Not.Contain("SCAN"));
        Assert.That(next, Does.Contain("USING INDEX IX_GlaseInvoice_ReceiptDueOnUtc").And.Not.Contain("SCAN"));
    }

    [Test]
    public async Task The_task_ends_the_overdue_one_among_them()
    {
        using var shopper = _world.NewShopper();
        await shopper.PutIntoCartAsync();
        var code = await shopper.CheckOutAsync();
        await _world.Shop.RunAsync(async services =>
        {
            var repository = services.GetRequiredService<IRepository<GlaseInvoice>>();
            var open = (await repository.GetAllAsync(query => query.Where(row => row.InvoiceReference == code.Reference))).Single();
            open.ExpiresOnUtc = open.CreatedOnUtc;
            await repository.UpdateAsync(open);
        });

        await _world.RunTaskAsync();

        Assert.That(_world.Glase.Invoice(code.Reference).Status, Is.EqualTo("CANCELED"));
        Assert.That(_world.Glase.Calls("getPaymentStatus"), Has.Count.LessThan(5), "nobody asks about the old ones");
    }

    private static DueReceipts Receipts(IRepository<GlaseInvoice> repository)
    {
        return new DueReceipts(null, repository, null, null, TimeProvider.System);
    }

    /// <summary>
    /// Gets how the database would carry out the query that the service makes.
    /// </summary>
    private Task<string> PlanAsync(Func<GlaseInvoiceService, Task> ask)
    {
        return PlanOfAsync(repository => ask(new GlaseInvoiceService(repository)));
    }

    private async Task<string> PlanOfAsync(Func<IRepository<GlaseInvoice>, Task> ask)
    {
        Func<IQueryable<GlaseInvoice>, IQueryable<GlaseInvoice>> made = null;
        var repository = new Mock<IRepository<GlaseInvoice>>();
        repository.Setup(mock => mock.GetAllAsync(It.IsAny<Func<IQueryable<GlaseInvoice>, IQueryable<GlaseInvoice>>>(),
                It.IsAny<Func<ICacheKeyService, CacheKey>>(), It.IsAny<bool>()))
            .Callback((Func<IQueryable<GlaseInvoice>, IQueryable<GlaseInvoice>> func, Func<ICacheKeyService, CacheKey> _, bool _) => made = func)
            .ReturnsAsync([]);
        await ask(repository.Object);

        return await _world.Shop.RunAsync(async services =>
        {
            await using var connection = services.GetRequiredService<SqliteStore>().Connect();
            var query = made(connection.GetTable<GlaseInvoice>()).ToSqlQuery();
            var steps = await connection.QueryToListAsync(reader => reader.GetString(reader.GetOrdinal("detail")),
                "EXPLAIN QUERY PLAN " + query.Sql, [.. query.Parameters]);
            return string.Join("\n", steps);
        });
    }
}
