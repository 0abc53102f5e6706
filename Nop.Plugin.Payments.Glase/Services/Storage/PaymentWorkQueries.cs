using Nop.Core;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Finds payments with something left to do: for the scheduled task, for the warnings, and before the plugin is uninstalled.
/// </summary>
public class PaymentWorkQueries(IRepository<GlasePayment> repository)
{
    /// <summary>
    /// Gets open payments past their time, the oldest first.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    /// <param name="after">The last one the caller has; null for the first ones</param>
    /// <param name="count">How many at the most</param>
    public async Task<IList<GlasePayment>> GetExpiredAsync(DateTime nowUtc, GlasePayment after, int count)
    {
        var open = GlasePayment.OpenStatusIds;
        return await repository.GetAllAsync(query =>
        {
            query = query.Where(payment => open.Contains(payment.StatusId) && payment.ExpiresOnUtc < nowUtc);
            if (after is not null)
                query = query.Where(payment => payment.ExpiresOnUtc > after.ExpiresOnUtc
                    || payment.ExpiresOnUtc == after.ExpiresOnUtc && payment.Id > after.Id);
            return query.OrderBy(payment => payment.ExpiresOnUtc).ThenBy(payment => payment.Id).Take(count);
        });
    }

    /// <summary>
    /// Gets payments that are paid or reserved and not applied to an order, and reservations whose release is requested, the oldest first.
    /// </summary>
    /// <param name="confirmedBeforeUtc">
    /// Only those paid or reserved before (UTC), because the shopper's own browser comes first
    /// </param>
    /// <param name="afterId">Only those with a higher number than the last one the caller has; 0 for the first ones</param>
    /// <param name="count">How many at the most</param>
    public Task<IList<GlasePayment>> GetUnappliedAsync(DateTime confirmedBeforeUtc, int afterId, int count)
    {
        return repository.GetAllAsync(query => Unapplied(query, confirmedBeforeUtc)
            .Where(payment => payment.Id > afterId)
            .Take(count));
    }

    /// <summary>
    /// Gets reservations that authorized an order, the oldest first.
    /// </summary>
    /// <param name="afterId">Only those with a higher number than the last one the caller has; 0 for the first ones</param>
    /// <param name="count">How many at the most</param>
    public Task<IList<GlasePayment>> GetAppliedReservationsAsync(int afterId, int count)
    {
        return repository.GetAllAsync(query => AppliedReservations(query)
            .Where(payment => payment.Id > afterId)
            .OrderBy(payment => payment.Id)
            .Take(count));
    }

    /// <summary>
    /// Gets reservations whose capture was sent but not seen to be made, the oldest first.
    /// </summary>
    /// <param name="sentBeforeUtc">Only those sent before (UTC), because the request that sent it polls first</param>
    /// <param name="afterId">Only those with a higher number than the last one the caller has; 0 for the first ones</param>
    /// <param name="count">How many at the most</param>
    public Task<IList<GlasePayment>> GetWithUnknownCaptureAsync(DateTime sentBeforeUtc, int afterId, int count)
    {
        const int reserved = (int)GlasePaymentStatus.Reserved;
        return repository.GetAllAsync(query => query
            .Where(payment => payment.StatusId == reserved && payment.CaptureSentOnUtc < sentBeforeUtc && payment.Id > afterId)
            .OrderBy(payment => payment.Id)
            .Take(count));
    }

    /// <summary>
    /// Gets payments that are or were reserved and whose check is due, the earliest first.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    /// <param name="count">How many at the most</param>
    public Task<IList<GlasePayment>> GetReservationsDueForCheckAsync(DateTime nowUtc, int count)
    {
        // A database that compares times by a function, as SQLite does, uses the index only to leave out nulls.
        return repository.GetAllAsync(query => query
            .Where(payment => payment.ReservationCheckOnUtc != null && payment.ReservationCheckOnUtc < nowUtc)
            .OrderBy(payment => payment.ReservationCheckOnUtc)
            .Take(count));
    }

    /// <summary>
    /// Gets the first of the reservations that authorize an order and end before a time, and how many there are.
    /// </summary>
    /// <param name="beforeUtc">The time (UTC)</param>
    /// <param name="count">How many at the most</param>
    public Task<IPagedList<GlasePayment>> GetExpiringReservationsAsync(DateTime beforeUtc, int count)
    {
        return repository.GetAllPagedAsync(query => AppliedReservations(query)
            .Where(payment => payment.ReservationEndsOnUtc < beforeUtc)
            .OrderBy(payment => payment.ReservationEndsOnUtc), pageSize: count);
    }

    /// <summary>
    /// Gets the first of the payments that were paid or reserved but are not applied to an order, and how many there are.
    /// </summary>
    /// <param name="confirmedBeforeUtc">Only those paid or reserved before (UTC)</param>
    /// <param name="count">How many at the most</param>
    /// <param name="includeAwaitingDecision">Whether payments that wait for an admin's decision are included</param>
    public Task<IPagedList<GlasePayment>> GetOldestUnappliedAsync(DateTime confirmedBeforeUtc, int count, bool includeAwaitingDecision = true)
    {
        return repository.GetAllPagedAsync(query =>
        {
            var unapplied = Unapplied(query, confirmedBeforeUtc);
            return includeAwaitingDecision
                ? unapplied
                : unapplied.Where(payment => payment.DecisionRequestedOnUtc == null || payment.DecisionId != null);
        }, pageSize: count);
    }

    /// <summary>
    /// Gets the first of the payments that wait for an admin's decision, and how many there are.
    /// </summary>
    /// <param name="count">How many at the most</param>
    public Task<IPagedList<GlasePayment>> GetAwaitingDecisionAsync(int count)
    {
        const int paid = (int)GlasePaymentStatus.Paid;
        return repository.GetAllPagedAsync(query => query
            .Where(payment => payment.StatusId == paid && payment.AppliedOnUtc == null && payment.DecisionRequestedOnUtc != null
                && payment.DecisionId == null)
            .OrderBy(payment => payment.Id), pageSize: count);
    }

    /// <summary>
    /// Gets the first of the reservations that authorize an order and were neither captured nor released, and how many there are.
    /// </summary>
    /// <param name="count">How many at the most</param>
    public Task<IPagedList<GlasePayment>> GetOldestAppliedReservationsAsync(int count)
    {
        return repository.GetAllPagedAsync(query => AppliedReservations(query).OrderBy(payment => payment.Id), pageSize: count);
    }

    /// <summary>
    /// Gets payments whose receipt is due, the longest due first.
    /// </summary>
    /// <param name="nowUtc">The time now (UTC)</param>
    /// <param name="after">The last one the caller has; null for the first ones</param>
    /// <param name="count">How many at the most</param>
    public Task<IList<GlasePayment>> GetWithDueReceiptAsync(DateTime nowUtc, GlasePayment after, int count)
    {
        return repository.GetAllAsync(query =>
        {
            query = query.Where(payment => payment.ReceiptDueOnUtc != null && payment.ReceiptDueOnUtc <= nowUtc);
            if (after?.ReceiptDueOnUtc is { } due)
                query = query.Where(payment => payment.ReceiptDueOnUtc > due
                    || payment.ReceiptDueOnUtc == due && payment.Id > after.Id);
            return query.OrderBy(payment => payment.ReceiptDueOnUtc).ThenBy(payment => payment.Id).Take(count);
        });
    }

    private static IQueryable<GlasePayment> AppliedReservations(IQueryable<GlasePayment> query)
    {
        const int reserved = (int)GlasePaymentStatus.Reserved;
        return query.Where(payment => payment.StatusId == reserved && payment.AuthorizedOnUtc != null && payment.ReleaseRequestedOnUtc == null);
    }

    private static IQueryable<GlasePayment> Unapplied(IQueryable<GlasePayment> query, DateTime confirmedBeforeUtc)
    {
        const int paid = (int)GlasePaymentStatus.Paid;
        int[] confirmed = [paid, (int)GlasePaymentStatus.Reserved];
        return query
            .Where(payment => confirmed.Contains(payment.StatusId) && payment.AppliedOnUtc == null
                && (payment.StatusId == paid || payment.AuthorizedOnUtc == null || payment.ReleaseRequestedOnUtc != null)
                && (payment.PaidOnUtc ?? payment.ReservedOnUtc) < confirmedBeforeUtc)
            .OrderBy(payment => payment.Id);
    }
}
