using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Nop.Core;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services;

/// <summary>
/// Finds and stores payments.
/// </summary>
public class GlaseInvoiceService
{
    private const int TokenBytes = 16;

    private readonly IRepository<GlaseInvoice> _repository;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public GlaseInvoiceService(IRepository<GlaseInvoice> repository)
    {
        _repository = repository;
    }

    /// <summary>
    /// Makes a token for public addresses: 128 random bits, URL-safe.
    /// </summary>
    public static string NewToken()
    {
        return WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(TokenBytes));
    }

    /// <summary>
    /// Names the one open invoice of a shopper's cart in a store.
    /// </summary>
    public static string CartKey(int customerId, int storeId)
    {
        return string.Create(CultureInfo.InvariantCulture, $"cart-{storeId}-{customerId}");
    }

    /// <summary>
    /// Names the one open invoice of an order.
    /// </summary>
    public static string OrderKey(int orderId)
    {
        return string.Create(CultureInfo.InvariantCulture, $"order-{orderId}");
    }

    /// <summary>
    /// Names the lock that protects a payment.
    /// </summary>
    public static string LockName(int invoiceId)
    {
        return string.Create(CultureInfo.InvariantCulture, $"invoice-{invoiceId}");
    }

    /// <summary>
    /// Gets a payment as it is stored now; null when there is none.
    /// </summary>
    public Task<GlaseInvoice> GetByIdAsync(int id)
    {
        return FirstAsync(query => query.Where(invoice => invoice.Id == id));
    }

    /// <summary>
    /// Gets the payment that a public address names; null when there is none.
    /// </summary>
    public async Task<GlaseInvoice> GetByTokenAsync(string token)
    {
        // Most databases take an upper-case letter and a lower-case one for the same. A token is known in one spelling only:
        // whoever counts by tokens counts each payment once.
        var found = await FirstAsync(query => query.Where(invoice => invoice.Token == token));
        return string.Equals(found?.Token, token, StringComparison.Ordinal) ? found : null;
    }

    /// <summary>
    /// Gets the payment that Glase's reference of a payment names; null when there is none.
    /// </summary>
    public Task<GlaseInvoice> GetByErsReferenceAsync(string reference)
    {
        return FirstAsync(query => query.Where(invoice => invoice.ErsReference == reference));
    }

    /// <summary>
    /// Gets the payment that Glase's reference of its invoice, or of its payment, names; null when there is none.
    /// </summary>
    public Task<GlaseInvoice> GetByReferenceAsync(string reference)
    {
        return FirstAsync(query => query
            .Where(invoice => invoice.InvoiceReference == reference || invoice.ErsReference == reference));
    }

    /// <summary>
    /// Gets the open payment of a cart or order, by <see cref="CartKey"/> or <see cref="OrderKey"/>; null when there is none.
    /// A paid one stays the open one of its cart until its order is placed.
    /// </summary>
    public Task<GlaseInvoice> GetOpenAsync(string checkoutKey)
    {
        return FirstAsync(query => query.Where(invoice => invoice.CheckoutKey == checkoutKey));
    }

    /// <summary>
    /// Gets all payments of an order, the one that counts first: paid ones before others, newer ones before older.
    /// </summary>
    public async Task<IList<GlaseInvoice>> GetAllByOrderIdAsync(int orderId)
    {
        var invoices = await _repository.GetAllAsync(query => query.Where(invoice => invoice.OrderId == orderId));
        return
        [
            .. invoices
                .OrderByDescending(invoice => invoice.IsConfirmed)
                .ThenByDescending(invoice => invoice.Id)
        ];
    }

    /// <summary>
    /// Gets the newest payment of an order, paid ones first; null when there is none.
    /// </summary>
    public async Task<GlaseInvoice> GetByOrderIdAsync(int orderId)
    {
        return (await GetAllByOrderIdAsync(orderId)).FirstOrDefault();
    }

    /// <summary>
    /// Gets the first payment that was made for an order, by its number or its GUID, whatever became of it; null when there is none.
    /// </summary>
    public Task<GlaseInvoice> GetFirstByOrderAsync(int orderId, Guid orderGuid)
    {
        return FirstAsync(query => query
            .Where(invoice => invoice.OrderId == orderId || invoice.OrderGuid == orderGuid)
            .OrderBy(invoice => invoice.Id));
    }

    /// <summary>
    /// Gets the payment of an order GUID that is paid or may still be paid; null when there is none.
    /// </summary>
    public async Task<GlaseInvoice> GetByOrderGuidAsync(Guid orderGuid)
    {
        var invoices = await _repository.GetAllAsync(query => query.Where(invoice => invoice.OrderGuid == orderGuid));
        return invoices
            .Where(invoice => !invoice.IsOver)
            .OrderByDescending(invoice => invoice.IsConfirmed)
            .ThenByDescending(invoice => invoice.Id)
            .FirstOrDefault();
    }

    /// <summary>
    /// Gets open payments past their time, the oldest first.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    /// <param name="after">The last one the caller has; null for the first ones</param>
    /// <param name="count">How many at the most</param>
    public async Task<IList<GlaseInvoice>> GetOverdueAsync(DateTime nowUtc, GlaseInvoice after, int count)
    {
        int[] open =
        [
            (int)GlaseInvoiceStatus.Sending, (int)GlaseInvoiceStatus.Issued,
            (int)GlaseInvoiceStatus.PendingIssuerAcknowledge, (int)GlaseInvoiceStatus.PartiallyPaid
        ];
        return await _repository.GetAllAsync(query =>
        {
            query = query.Where(invoice => open.Contains(invoice.StatusId) && invoice.ExpiresOnUtc < nowUtc);
            if (after is not null)
                query = query.Where(invoice => invoice.ExpiresOnUtc > after.ExpiresOnUtc
                    || invoice.ExpiresOnUtc == after.ExpiresOnUtc && invoice.Id > after.Id);
            return query.OrderBy(invoice => invoice.ExpiresOnUtc).ThenBy(invoice => invoice.Id).Take(count);
        });
    }

    /// <summary>
    /// Gets payments that were paid or reserved but have neither paid an order nor been given back, the oldest first.
    /// </summary>
    /// <param name="confirmedBeforeUtc">
    /// Only those paid or reserved before (UTC), because the shopper's own browser comes first
    /// </param>
    /// <param name="afterId">Only those with a higher number than the last one the caller has; 0 for the first ones</param>
    /// <param name="count">How many at the most</param>
    public Task<IList<GlaseInvoice>> GetUnsettledAsync(DateTime confirmedBeforeUtc, int afterId, int count)
    {
        return _repository.GetAllAsync(query => Unsettled(query, confirmedBeforeUtc)
            .Where(invoice => invoice.Id > afterId)
            .Take(count));
    }

    /// <summary>
    /// Gets reservations that authorized an order, the oldest first.
    /// </summary>
    /// <param name="afterId">Only those with a higher number than the last one the caller has; 0 for the first ones</param>
    /// <param name="count">How many at the most</param>
    public Task<IList<GlaseInvoice>> GetAuthorizingAsync(int afterId, int count)
    {
        const int reserved = (int)GlaseInvoiceStatus.Reserved;
        return _repository.GetAllAsync(query => query
            .Where(invoice => invoice.StatusId == reserved && invoice.SettledOnUtc != null && invoice.Id > afterId)
            .OrderBy(invoice => invoice.Id)
            .Take(count));
    }

    /// <summary>
    /// Gets reservations whose capture was sent but not seen to be made, the oldest first.
    /// </summary>
    /// <param name="sentBeforeUtc">Only those sent before (UTC), because whoever sent it asks first</param>
    /// <param name="count">How many at the most</param>
    public Task<IList<GlaseInvoice>> GetCapturingAsync(DateTime sentBeforeUtc, int count)
    {
        const int reserved = (int)GlaseInvoiceStatus.Reserved;
        return _repository.GetAllAsync(query => query
            .Where(invoice => invoice.StatusId == reserved && invoice.CapturingOnUtc < sentBeforeUtc)
            .OrderBy(invoice => invoice.Id)
            .Take(count));
    }

    /// <summary>
    /// Gets reservations that are, or were, and that it is time to look after; the most urgent first.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    /// <param name="count">How many at the most</param>
    public Task<IList<GlaseInvoice>> GetToBeCheckedAsync(DateTime nowUtc, int count)
    {
        // A database that compares times by a function, as SQLite does, uses the index only to leave out nulls.
        return _repository.GetAllAsync(query => query
            .Where(invoice => invoice.ReservationCheckOnUtc != null && invoice.ReservationCheckOnUtc < nowUtc)
            .OrderBy(invoice => invoice.ReservationCheckOnUtc)
            .Take(count));
    }

    /// <summary>
    /// Gets the first of the reservations that authorize an order and end before a time, and how many there are.
    /// </summary>
    /// <param name="beforeUtc">The time (UTC)</param>
    /// <param name="count">How many at the most</param>
    public Task<IPagedList<GlaseInvoice>> GetEndingAsync(DateTime beforeUtc, int count)
    {
        const int reserved = (int)GlaseInvoiceStatus.Reserved;
        return _repository.GetAllPagedAsync(query => query
            .Where(invoice => invoice.StatusId == reserved && invoice.SettledOnUtc != null
                && invoice.ReservationEndsOnUtc < beforeUtc)
            .OrderBy(invoice => invoice.ReservationEndsOnUtc), pageSize: count);
    }

    /// <summary>
    /// Gets the first of the payments that were paid or reserved but have neither paid an order nor been given back, and how
    /// many there are.
    /// </summary>
    /// <param name="confirmedBeforeUtc">Only those paid or reserved before (UTC)</param>
    /// <param name="count">How many at the most</param>
    /// <param name="withQuestions">Whether those count that wait for an admin's decision</param>
    public Task<IPagedList<GlaseInvoice>> GetFirstUnsettledAsync(DateTime confirmedBeforeUtc, int count, bool withQuestions = true)
    {
        return _repository.GetAllPagedAsync(query =>
        {
            var unsettled = Unsettled(query, confirmedBeforeUtc);
            return withQuestions
                ? unsettled
                : unsettled.Where(invoice => invoice.DecisionDueOnUtc == null || invoice.DecisionId != null);
        }, pageSize: count);
    }

    /// <summary>
    /// Gets the first of the payments that wait for an admin's decision, and how many there are.
    /// </summary>
    /// <param name="count">How many at the most</param>
    public Task<IPagedList<GlaseInvoice>> GetAwaitingDecisionAsync(int count)
    {
        const int paid = (int)GlaseInvoiceStatus.Paid;
        return _repository.GetAllPagedAsync(query => query
            .Where(invoice => invoice.StatusId == paid && invoice.SettledOnUtc == null && invoice.DecisionDueOnUtc != null
                && invoice.DecisionId == null)
            .OrderBy(invoice => invoice.Id), pageSize: count);
    }

    /// <summary>
    /// Gets the first of the reservations that authorize an order and were neither captured nor given back, and how many there
    /// are.
    /// </summary>
    /// <param name="count">How many at the most</param>
    public Task<IPagedList<GlaseInvoice>> GetReservedAsync(int count)
    {
        const int reserved = (int)GlaseInvoiceStatus.Reserved;
        return _repository.GetAllPagedAsync(query => query
            .Where(invoice => invoice.StatusId == reserved && invoice.SettledOnUtc != null)
            .OrderBy(invoice => invoice.Id), pageSize: count);
    }

    /// <summary>
    /// Stores a new payment; throws the database's own exception when its cart or order already has an open one.
    /// </summary>
    public Task InsertAsync(GlaseInvoice invoice)
    {
        return _repository.InsertAsync(invoice, publishEvent: false);
    }

    /// <summary>
    /// Stores what has changed. To be called with the payment's lock held, on a payment read after it was taken. What went wrong
    /// is shortened, or written in plain characters, rather than keep the rest from being stored.
    /// </summary>
    public Task UpdateAsync(GlaseInvoice invoice)
    {
        if (invoice.IsOver)
            invoice.CheckoutKey = invoice.Token;
        invoice.LastError = StoredText.Fit(invoice.LastError, TextLengths.Error);
        invoice.ReceiptError = StoredText.Fit(invoice.ReceiptError, TextLengths.Error);
        return StoredText.SaveAsync(() => _repository.UpdateAsync(invoice, publishEvent: false),
            StoredText.IsPlain(invoice.LastError) && StoredText.IsPlain(invoice.ReceiptError), () =>
            {
                invoice.LastError = StoredText.Plain(invoice.LastError);
                invoice.ReceiptError = StoredText.Plain(invoice.ReceiptError);
            });
    }

    private static IQueryable<GlaseInvoice> Unsettled(IQueryable<GlaseInvoice> query, DateTime confirmedBeforeUtc)
    {
        int[] confirmed = [(int)GlaseInvoiceStatus.Paid, (int)GlaseInvoiceStatus.Reserved];
        return query
            .Where(invoice => confirmed.Contains(invoice.StatusId) && invoice.SettledOnUtc == null
                && (invoice.PaidOnUtc ?? invoice.ReservedOnUtc) < confirmedBeforeUtc)
            .OrderBy(invoice => invoice.Id);
    }

    private async Task<GlaseInvoice> FirstAsync(Func<IQueryable<GlaseInvoice>, IQueryable<GlaseInvoice>> filter)
    {
        return (await _repository.GetAllAsync(query => filter(query).Take(1))).FirstOrDefault();
    }
}
