using System.Globalization;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Common;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// Fills the tables of a shop with what years leave in them.
/// </summary>
internal sealed class LargeDatabase(ShopDatabase database)
{
    /// <summary>
    /// How many old payments there are.
    /// </summary>
    public const int Payments = 100_000;

    /// <summary>
    /// Every so many-th of them was not paid in time.
    /// </summary>
    public const int OneInHowManyExpired = 10;

    /// <summary>
    /// What is added to the ids of the customers and orders of the old payments.
    /// </summary>
    public const int LongAgo = 1_000_000;

    private const int Others = 20_000;
    private const int Stores = 200;
    private const int TransactionsOfPeriod = 20;

    /// <summary>
    /// A day with old payments.
    /// </summary>
    public static readonly DateTime Day = new(2025, 2, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>
    /// Adds rows to the plugin's tables.
    /// </summary>
    public async Task FillAsync()
    {
        await CopyAsync(Payments, OfNobodyNow);
        await CopyAsync(Payments, ArchivedPayments.Refunded);
        await CopyAsync(Others, ArchivedPayments.Claimed);
        await CopyAsync(Others, number => new GlaseLock { Name = $"lock-{number}", Owner = $"{number}", ExpiresOnUtc = DateTime.MaxValue.Date });
        await CopyAsync(Others, number => new GlaseOrderCancellation { OrderId = LongAgo + number, CreatedOnUtc = Day, CompletedOnUtc = Day });
        await CopyAsync(Others, number => new GlasePeriod
        {
            StoreId = LongAgo + number % Stores, Number = number / Stores + 1, MarkedOnUtc = Day.AddMinutes(number), Status = GlasePeriodStatus.Marked
        });
        await CopyAsync(Payments, number => new GlaseReportedTransaction
        {
            PeriodId = LongAgo + number / TransactionsOfPeriod, Number = number % TransactionsOfPeriod + 1,
            ErsReference = string.Create(CultureInfo.InvariantCulture, $"ERS{number}"), Amount = 1m
        });
        await CopyAsync(Others, number => new GlaseReportJob { PeriodId = LongAgo + number, KindId = 1, StartedOnUtc = Day, WrittenOnUtc = Day });
    }

    /// <summary>
    /// Adds orders that old payments paid.
    /// </summary>
    /// <param name="shop">The shop</param>
    /// <param name="order">What they are like</param>
    public async Task AddOrdersAsync(ShopFixture shop, Order order)
    {
        var address = new Address { Email = "somebody@example.org", CreatedOnUtc = Day };
        await shop.Shop.RunAsync(services => services.GetRequiredService<IRepository<Address>>().InsertAsync(address));
        order.BillingAddressId = address.Id;
        await CopyAsync(Others, number =>
        {
            var id = LongAgo + number;
            (order.Id, order.OrderGuid, order.CustomOrderNumber) = (id, Guid.NewGuid(), $"{id}");
            return order;
        }, new BulkCopyOptions { KeepIdentity = true });
    }

    private async Task CopyAsync<TEntity>(int count, Func<int, TEntity> row, BulkCopyOptions options = null) where TEntity : class
    {
        await using var connection = database.Connect();
        await connection.BulkCopyAsync(options ?? new BulkCopyOptions(), Enumerable.Range(1, count).Select(row));
        // SQLite has no statistics unless somebody asks for them.
        if (database.Kind != DatabaseKind.Sqlite)
            connection.Execute((database.Kind == DatabaseKind.MySql ? "ANALYZE TABLE " : "ANALYZE ") + database.Quote(typeof(TEntity).Name));
    }

    // Its shopper and order are others than those of today.
    private static GlasePayment OfNobodyNow(int number)
    {
        var payment = number % OneInHowManyExpired == 0 ? ArchivedPayments.Expired(number) : ArchivedPayments.Applied(number);
        payment.CustomerId += LongAgo;
        payment.OrderId += LongAgo;
        return payment;
    }
}
