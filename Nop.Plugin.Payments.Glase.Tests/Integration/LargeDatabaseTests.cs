using LinqToDB;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Nop.Core.Caching;
using Nop.Data;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// A shop with years of payments: the scheduled task finds the few it is there for by index.
/// </summary>
public class LargeDatabaseTests
{
    private const int Old = 50_000;
    private ShopFixture _fixture;

    [SetUp]
    public async Task SetUp()
    {
        // The plans are those of SQLite.
        _fixture = await ShopFixture.StartAsync(kind: DatabaseKind.Sqlite);
        await _fixture.Shop.RunAsync(async services =>
        {
            await using var connection = services.GetRequiredService<ShopDatabase>().Connect();
            await connection.BulkCopyAsync(Enumerable.Range(1, Old).Select(number => number % 10 == 0
                ? ArchivedPayments.Expired(number)
                : ArchivedPayments.Applied(number)));
        });
    }

    [TearDown]
    public Task TearDown() => _fixture.DisposeAsync().AsTask();

    [Test]
    public async Task Overdue_ones_are_found_by_index()
    {
        var plan = await PlanAsync(service => service.GetExpiredAsync(TimeProvider.System.GetUtcNow().UtcDateTime, null, 200));

        Assert.That(plan, Does.Contain("USING INDEX IX_GlasePayment_StatusId_").And.Not.Contain("SCAN"));
    }

    [Test]
    public async Task Unapplied_payments_are_found_by_index()
    {
        var plan = await PlanAsync(service => service.GetUnappliedAsync(TimeProvider.System.GetUtcNow().UtcDateTime, 0, 50));

        Assert.That(plan, Does.Contain("IX_GlasePayment_StatusId_AppliedOnUtc").And.Not.Contain("SCAN"));
    }

    [Test]
    public async Task Reservations_of_orders_are_found_by_index()
    {
        var plan = await PlanAsync(service => service.GetAppliedReservationsAsync(0, 50));

        Assert.That(plan, Does.Contain("USING INDEX IX_GlasePayment_StatusId_AppliedOnUtc").And.Not.Contain("SCAN"));
    }

    [Test]
    public async Task Captures_without_an_answer_are_found_by_index()
    {
        var plan = await PlanAsync(service => service.GetWithUnknownCaptureAsync(TimeProvider.System.GetUtcNow().UtcDateTime, 0, 50));

        Assert.That(plan, Does.Contain("USING INDEX IX_GlasePayment_StatusId_").And.Not.Contain("SCAN"));
    }

    [Test]
    public async Task Reservations_whose_turn_it_is_are_found_by_index()
    {
        var plan = await PlanAsync(service => service.GetReservationsDueForCheckAsync(TimeProvider.System.GetUtcNow().UtcDateTime, 50));

        Assert.That(plan, Does.Contain("USING INDEX IX_GlasePayment_ReservationCheckOnUtc").And.Not.Contain("SCAN"));
    }

    [Test]
    public async Task Receipts_that_are_due_are_found_by_index()
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var plan = await PlanAsync(store => store.GetWithDueReceiptAsync(now, after: null, 50));
        var first = new GlasePayment { Id = 1, ReceiptDueOnUtc = now };
        var next = await PlanAsync(store => store.GetWithDueReceiptAsync(now, first, 50));

        Assert.That(plan, Does.Contain("USING INDEX IX_GlasePayment_ReceiptDueOnUtc").And.Not.Contain("SCAN"));
        Assert.That(next, Does.Contain("USING INDEX IX_GlasePayment_ReceiptDueOnUtc").And.Not.Contain("SCAN"));
    }

    [Test]
    public async Task The_task_ends_the_overdue_one_among_them()
    {
        using var httpShopper = _fixture.NewShopper();
        await httpShopper.PutIntoCartAsync();
        var code = await httpShopper.CheckOutAsync();
        await _fixture.Shop.RunAsync(async services =>
        {
            var repository = services.GetRequiredService<IRepository<GlasePayment>>();
            var open = (await repository.GetAllAsync(query => query.Where(row => row.InvoiceReference == code.Reference))).Single();
            open.ExpiresOnUtc = open.CreatedOnUtc;
            await repository.UpdateAsync(open);
        });

        await _fixture.RunTaskAsync();

        Assert.That(_fixture.Glase.Invoice(code.Reference).Status, Is.EqualTo("CANCELED"));
        Assert.That(_fixture.Glase.Calls("getPaymentStatus"), Has.Count.LessThan(5), "nobody asks about the old ones");
    }

    /// <summary>
    /// Gets how the database would carry out the query that the service makes.
    /// </summary>
    private Task<string> PlanAsync(Func<PaymentStore, Task> ask)
    {
        return PlanOfAsync(repository => ask(new PaymentStore(repository)));
    }

    private async Task<string> PlanOfAsync(Func<IRepository<GlasePayment>, Task> ask)
    {
        Func<IQueryable<GlasePayment>, IQueryable<GlasePayment>> made = null;
        var repository = new Mock<IRepository<GlasePayment>>();
        repository.Setup(mock => mock.GetAllAsync(It.IsAny<Func<IQueryable<GlasePayment>, IQueryable<GlasePayment>>>(),
                It.IsAny<Func<ICacheKeyService, CacheKey>>(), It.IsAny<bool>()))
            .Callback((Func<IQueryable<GlasePayment>, IQueryable<GlasePayment>> func, Func<ICacheKeyService, CacheKey> _, bool _) => made = func)
            .ReturnsAsync([]);
        await ask(repository.Object);

        return await _fixture.Shop.RunAsync(async services =>
        {
            await using var connection = services.GetRequiredService<ShopDatabase>().Connect();
            var query = made(connection.GetTable<GlasePayment>()).ToSqlQuery();
            var steps = await connection.QueryToListAsync(reader => reader.GetString(reader.GetOrdinal("detail")),
                "EXPLAIN QUERY PLAN " + query.Sql, [.. query.Parameters]);
            return string.Join("\n", steps);
        });
    }
}
