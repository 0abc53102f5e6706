using System.Linq.Expressions;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Settling;

/// <summary>
/// Hands payments to orders, each to one, by rows that the database keeps unique: the last guard when a lock has let two in.
/// </summary>
/// <remarks>It remembers which rows are its own, so it belongs to one request.</remarks>
public class GlaseSettlementService
{
    private const int MostRollbacks = 5;

    private readonly HashSet<int> _ownRows = [];
    private readonly INopDataProvider _dataProvider;
    private readonly IOrderService _orderService;
    private readonly IRepository<GlaseSettlement> _repository;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public GlaseSettlementService(INopDataProvider dataProvider, IOrderService orderService,
        IRepository<GlaseSettlement> repository, TimeProvider timeProvider)
    {
        _dataProvider = dataProvider;
        _orderService = orderService;
        _repository = repository;
        _timeProvider = timeProvider;
    }

    private DateTime Now => _timeProvider.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Hands a payment to an order before the order is saved or marked as paid with it.
    /// </summary>
    /// <param name="invoiceId">The payment</param>
    /// <param name="orderGuid">The order</param>
    /// <param name="capturedOnUtc">When a reservation was captured (UTC): what was handed over before only authorized the order</param>
    /// <returns>
    /// Whether the caller may go on. Not when the payment was handed to another order, or the order to another payment; nor
    /// when somebody else is about to do the same, unless that one did not come back within
    /// <see cref="GlaseDefaults.PlacementPatience"/>
    /// </returns>
    public async Task<bool> TryHandOverAsync(int invoiceId, Guid orderGuid, DateTime? capturedOnUtc = null)
    {
        foreach (var existing in await FindAsync(invoiceId, orderGuid))
        {
            if (!await IsLeftBehindAsync(existing, invoiceId, orderGuid, capturedOnUtc)
                || await DeleteAsync(settlement => settlement.Id == existing.Id) == 0)
                return false;
        }

        try
        {
            var settlement = new GlaseSettlement { InvoiceId = invoiceId, OrderGuid = orderGuid, CreatedOnUtc = Now };
            await TryAgainAsync(async () =>
            {
                await _repository.InsertAsync(settlement, publishEvent: false);
                return 1;
            });
            lock (_ownRows)
                _ownRows.Add(settlement.Id);
            return true;
        }
        catch (Exception)
        {
            // Each database has an exception of its own for a doubled key: somebody else was faster. Anything else is trouble.
            if ((await FindAsync(invoiceId, orderGuid)).Any())
                return false;
            throw;
        }
    }

    /// <summary>
    /// Keeps a payment that no order can be paid with from all orders, before it is given back.
    /// </summary>
    /// <returns>
    /// Whether the caller may give it back; not when somebody else is about to pay an order with it, or to give it back too
    /// </returns>
    public async Task<bool> TryWithholdAsync(int invoiceId)
    {
        return await TryTakeBackAsync(invoiceId, _ => Task.FromResult(true)) && await TryHandOverAsync(invoiceId, Guid.NewGuid());
    }

    /// <summary>
    /// Takes a payment back from the order that the caller was about to pay with it, or that somebody was who never came back.
    /// </summary>
    /// <returns>Whether it is free now; not when somebody else is about to pay an order with it, or has paid one</returns>
    public Task<bool> TryTakeBackAsync(int invoiceId)
    {
        return TryTakeBackAsync(invoiceId, HasNoOrderAsync);
    }

    /// <summary>
    /// Takes a payment back from whomever it was handed to, because the money went back.
    /// </summary>
    public Task TakeBackAsync(int invoiceId)
    {
        return DeleteAsync(settlement => settlement.InvoiceId == invoiceId);
    }

    /// <summary>
    /// Gets whether somebody else is paying an order with a payment right now.
    /// </summary>
    public async Task<bool> IsWithAnotherAsync(int invoiceId)
    {
        return (await FindAsync(invoiceId)).Any(settlement => !IsOwn(settlement) && !IsOld(settlement));
    }

    /// <summary>
    /// Gets whether another payment was handed to an order for good, so that this one cannot be.
    /// </summary>
    public async Task<bool> HasAnotherAsync(int invoiceId, Guid orderGuid)
    {
        return (await FindAsync(invoiceId, orderGuid)).Any(settlement => settlement.InvoiceId != invoiceId && IsOld(settlement));
    }

    private async Task<bool> TryTakeBackAsync(int invoiceId, Func<GlaseSettlement, Task<bool>> isFree)
    {
        foreach (var existing in await FindAsync(invoiceId))
        {
            var mayTake = IsOwn(existing) || IsOld(existing) && await isFree(existing);
            if (!mayTake || await DeleteAsync(settlement => settlement.Id == existing.Id) == 0)
                return false;
        }

        return true;
    }

    // How many rows this one statement deleted says who was faster. The repository's own would read the table in a serializable
    // transaction, which PostgreSQL ends with an error while other payments' rows are written.
    private Task<int> DeleteAsync(Expression<Func<GlaseSettlement, bool>> predicate)
    {
        return TryAgainAsync(() => _dataProvider.BulkDeleteEntitiesAsync(predicate));
    }

    private static async Task<int> TryAgainAsync(Func<Task<int>> statement)
    {
        for (var rollbacks = 1; ; rollbacks++)
        {
            try
            {
                return await statement();
            }
            catch (Exception exception) when (rollbacks < MostRollbacks && DatabaseFailures.IsRollback(exception))
            {
                // It met others, and nothing was done.
            }
        }
    }

    private bool IsOwn(GlaseSettlement settlement)
    {
        lock (_ownRows)
            return _ownRows.Contains(settlement.Id);
    }

    private bool IsOld(GlaseSettlement settlement)
    {
        return settlement.CreatedOnUtc + GlaseDefaults.PlacementPatience <= Now;
    }

    private Task<IList<GlaseSettlement>> FindAsync(int invoiceId)
    {
        return _repository.GetAllAsync(query => query.Where(settlement => settlement.InvoiceId == invoiceId));
    }

    private Task<IList<GlaseSettlement>> FindAsync(int invoiceId, Guid orderGuid)
    {
        return _repository.GetAllAsync(query => query
            .Where(settlement => settlement.InvoiceId == invoiceId || settlement.OrderGuid == orderGuid));
    }

    private async Task<bool> IsLeftBehindAsync(GlaseSettlement existing, int invoiceId, Guid orderGuid, DateTime? capturedOnUtc)
    {
        if (existing.InvoiceId != invoiceId)
            return false;
        // What authorized the order does not stand in the way of what pays it.
        if (existing.OrderGuid == orderGuid && existing.CreatedOnUtc < capturedOnUtc)
            return true;
        return IsOld(existing) && (existing.OrderGuid == orderGuid || await HasNoOrderAsync(existing));
    }

    // An order of another method may have the GUID that was meant for the one to be paid.
    private async Task<bool> HasNoOrderAsync(GlaseSettlement settlement)
    {
        var order = await _orderService.GetOrderByGuidAsync(settlement.OrderGuid);
        return order?.PaymentMethodSystemName != GlaseDefaults.SystemName;
    }
}
