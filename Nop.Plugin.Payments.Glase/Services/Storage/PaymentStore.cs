using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Reads payments and stores new ones. What is stored is changed with <see cref="LockedPayments"/>.
/// </summary>
public class PaymentStore(IRepository<GlasePayment> repository)
{
    private const int TokenBytes = 16;
    internal const int ChangeNumbersBatchSize = 500;

    /// <summary>
    /// Makes a token for public addresses: 128 random bits, URL-safe.
    /// </summary>
    public static string NewToken()
    {
        return WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(TokenBytes));
    }

    /// <summary>
    /// Gets a payment as it is stored now; null when there is none.
    /// </summary>
    public Task<GlasePayment> GetByIdAsync(int id)
    {
        return FirstAsync(query => query.Where(payment => payment.Id == id));
    }

    /// <summary>
    /// Gets payments as they are stored now, in no order; those that do not exist are left out.
    /// </summary>
    public Task<IList<GlasePayment>> GetByIdsAsync(IReadOnlyCollection<int> ids)
    {
        return repository.GetAllAsync(query => query.Where(payment => ids.Contains(payment.Id)));
    }

    /// <summary>
    /// Gets the <see cref="GlasePayment.ChangeNumber"/> of payments as it is stored now, by one statement for 500 payments.
    /// </summary>
    /// <param name="ids">The payments; those that do not exist are left out</param>
    public async Task<IReadOnlyDictionary<int, int>> GetChangeNumbersAsync(IEnumerable<int> ids)
    {
        var numbers = new Dictionary<int, int>();
        foreach (var batch in ids.Chunk(ChangeNumbersBatchSize))
        {
            var rows = await repository.Table.Where(payment => batch.Contains(payment.Id))
                .Select(payment => new { payment.Id, payment.ChangeNumber })
                .ToListAsync();
            foreach (var row in rows)
                numbers[row.Id] = row.ChangeNumber;
        }

        return numbers;
    }

    /// <summary>
    /// Gets the payment that a public address names; null when there is none.
    /// </summary>
    public async Task<GlasePayment> GetByTokenAsync(string token)
    {
        // Most databases compare without regard to case. Only the exact token is accepted, so that rate limits per token count each
        // payment once.
        var found = await FirstAsync(query => query.Where(payment => payment.Token == token));
        return string.Equals(found?.Token, token, StringComparison.Ordinal) ? found : null;
    }

    /// <summary>
    /// Gets the payment that Glase's reference of a payment names; null when there is none.
    /// </summary>
    public Task<GlasePayment> GetByErsReferenceAsync(string reference)
    {
        return FirstAsync(query => query.Where(payment => payment.ErsReference == reference));
    }

    /// <summary>
    /// Gets the payment that Glase's reference of its invoice, or of its payment, names; null when there is none.
    /// </summary>
    public Task<GlasePayment> GetByAnyReferenceAsync(string reference)
    {
        return FirstAsync(query => query
            .Where(payment => payment.InvoiceReference == reference || payment.ErsReference == reference));
    }

    /// <summary>
    /// Gets the open payment of a cart or order, by its name of <see cref="CheckoutKeys"/>; null when there is none.
    /// A paid one stays the open one of its cart until its order is placed.
    /// </summary>
    public Task<GlasePayment> GetOpenAsync(string checkoutKey)
    {
        return FirstAsync(query => query.Where(payment => payment.CheckoutKey == checkoutKey));
    }

    /// <summary>
    /// Gets all payments of an order, the one that counts first: paid ones before others, newer ones before older.
    /// </summary>
    public async Task<IList<GlasePayment>> GetAllByOrderIdAsync(int orderId)
    {
        var payments = await repository.GetAllAsync(query => query.Where(payment => payment.OrderId == orderId));
        return
        [
            .. payments
                .OrderByDescending(payment => payment.IsPaidOrReserved)
                .ThenByDescending(payment => payment.Id)
        ];
    }

    /// <summary>
    /// Gets the newest payment of an order, paid ones first; null when there is none.
    /// </summary>
    public async Task<GlasePayment> GetByOrderIdAsync(int orderId)
    {
        return (await GetAllByOrderIdAsync(orderId)).FirstOrDefault();
    }

    /// <summary>
    /// Gets the payment that an order was authorized with, whatever else was paid for it; where there is none, as of
    /// <see cref="GetByOrderIdAsync"/>.
    /// </summary>
    public async Task<GlasePayment> GetReservationAsync(Order order)
    {
        var payments = await GetAllByOrderIdAsync(order.Id);
        return payments.FirstOrDefault(payment => payment.InvoiceReference is not null
            && payment.InvoiceReference == order.AuthorizationTransactionId) ?? payments.FirstOrDefault();
    }

    /// <summary>
    /// Gets the first payment that was made for an order, by its number or its GUID, whatever became of it; null when there is none.
    /// </summary>
    public Task<GlasePayment> GetFirstByOrderAsync(int orderId, Guid orderGuid)
    {
        return FirstAsync(query => query
            .Where(payment => payment.OrderId == orderId || payment.OrderGuid == orderGuid)
            .OrderBy(payment => payment.Id));
    }

    /// <summary>
    /// Gets the payment of an order GUID that is paid or may still be paid; null when there is none.
    /// </summary>
    public async Task<GlasePayment> GetByOrderGuidAsync(Guid orderGuid)
    {
        var payments = await repository.GetAllAsync(query => query.Where(payment => payment.OrderGuid == orderGuid));
        return payments
            .Where(payment => !payment.IsClosed)
            .OrderByDescending(payment => payment.IsPaidOrReserved)
            .ThenByDescending(payment => payment.Id)
            .FirstOrDefault();
    }

    /// <summary>
    /// Gets payments of a store that were paid within a time, and not captured from a reservation.
    /// </summary>
    /// <param name="storeId">The store</param>
    /// <param name="afterUtc">Only those paid after (UTC)</param>
    /// <param name="beforeUtc">Only those paid before (UTC)</param>
    /// <param name="count">How many at the most</param>
    /// <param name="newestFirst">Whether the last ones come first</param>
    public Task<IList<GlasePayment>> GetPaidAsync(int storeId, DateTime afterUtc, DateTime beforeUtc, int count, bool newestFirst)
    {
        return repository.GetAllAsync(query =>
        {
            var paid = query.Where(payment => payment.StoreId == storeId && payment.PaidOnUtc > afterUtc && payment.PaidOnUtc < beforeUtc
                && payment.ReservedOnUtc == null);
            return (newestFirst ? paid.OrderByDescending(payment => payment.PaidOnUtc) : paid.OrderBy(payment => payment.PaidOnUtc)).Take(count);
        });
    }

    /// <summary>
    /// Stores a new payment; throws the database's own exception when its cart or order already has an open one.
    /// </summary>
    public Task InsertAsync(GlasePayment payment)
    {
        return DatabaseRetry.RunAsync(() => repository.InsertAsync(payment, publishEvent: false));
    }

    private async Task<GlasePayment> FirstAsync(Func<IQueryable<GlasePayment>, IQueryable<GlasePayment>> filter)
    {
        return (await repository.GetAllAsync(query => filter(query).Take(1))).FirstOrDefault();
    }
}
