using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services;

/// <summary>
/// Hands payments to orders, each to one, by rows that the database keeps unique: the last guard when a lock has let two in.
/// </summary>
public class GlaseSettlementService
{
    private readonly IOrderService _orderService;
    private readonly IRepository<GlaseSettlement> _repository;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public GlaseSettlementService(IOrderService orderService, IRepository<GlaseSettlement> repository, TimeProvider timeProvider)
    {
        _orderService = orderService;
        _repository = repository;
        _timeProvider = timeProvider;
    }

    private DateTime Now => _timeProvider.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Hands a payment to an order before the order is saved or marked as paid with it.
    /// </summary>
    /// <returns>
    /// Whether the caller may go on. Not when the payment was handed to another order, or the order to another payment; nor
    /// when somebody else is about to do the same, unless that one did not come back within
    /// <see cref="GlaseDefaults.PlacementPatience"/>
    /// </returns>
    public async Task<bool> TryHandOverAsync(int invoiceId, Guid orderGuid)
    {
        foreach (var existing in await FindAsync(invoiceId, orderGuid))
        {
            if (!await IsLeftBehindAsync(existing, invoiceId, orderGuid)
                || await _repository.DeleteAsync(settlement => settlement.Id == existing.Id) == 0)
                return false;
        }

        try
        {
            var settlement = new GlaseSettlement { InvoiceId = invoiceId, OrderGuid = orderGuid, CreatedOnUtc = Now };
            await _repository.InsertAsync(settlement, publishEvent: false);
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
    /// Takes a payment back from the order that was to be paid with it but was not.
    /// </summary>
    public Task TakeBackAsync(int invoiceId)
    {
        return _repository.DeleteAsync(settlement => settlement.InvoiceId == invoiceId);
    }

    private Task<IList<GlaseSettlement>> FindAsync(int invoiceId, Guid orderGuid)
    {
        return _repository.GetAllAsync(query => query
            .Where(settlement => settlement.InvoiceId == invoiceId || settlement.OrderGuid == orderGuid));
    }

    private async Task<bool> IsLeftBehindAsync(GlaseSettlement existing, int invoiceId, Guid orderGuid)
    {
        if (existing.CreatedOnUtc + GlaseDefaults.PlacementPatience > Now || existing.InvoiceId != invoiceId)
            return false;
        return existing.OrderGuid == orderGuid || await _orderService.GetOrderByGuidAsync(existing.OrderGuid) is null;
    }
}
