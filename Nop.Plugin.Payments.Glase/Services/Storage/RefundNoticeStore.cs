using Nop.Core.Domain.Customers;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Services.Common;
using Nop.Services.Customers;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Stores of which refund the cart tells its shopper: the last one, until the shopper closes the notice or changes the cart.
/// </summary>
public class RefundNoticeStore(PaymentStore paymentStore, ICustomerService customerService,
    IGenericAttributeService genericAttributeService, FailureLog failureLog)
{
    /// <summary>
    /// Has the cart tell of a payment that was refunded, whose reservation was released, or that an admin decides about, because no order could
    /// be placed. Never throws:
    /// a failure is logged, and the notice is missing.
    /// </summary>
    public async Task AddAsync(GlasePayment payment)
    {
        try
        {
            if (payment.OrderId is null && await customerService.GetCustomerByIdAsync(payment.CustomerId) is { } customer)
                await genericAttributeService.SaveAttributeAsync(customer, GlaseDefaults.RefundNoticeAttribute, payment.Id, payment.StoreId);
        }
        catch (Exception exception)
        {
            await failureLog.WarningAsync($"refund notice {payment.Id}",
                $"{PaymentLabels.For(payment)}: the notice of the refund could not be shown.", exception);
        }
    }

    /// <summary>
    /// Gets the payment that the cart tells of; null when there is none.
    /// </summary>
    public async Task<GlasePayment> FindAsync(Customer customer, int storeId)
    {
        var id = await genericAttributeService.GetAttributeAsync<int>(customer, GlaseDefaults.RefundNoticeAttribute, storeId);
        return id != 0 && await paymentStore.GetByIdAsync(id) is { } payment
            && (payment.Status == GlasePaymentStatus.Refunded || payment is { IsClosed: true, ReservedOnUtc: not null }
                or { Status: GlasePaymentStatus.Paid, OrderId: null, DecisionRequestedOnUtc: not null })
                ? payment
                : null;
    }

    /// <summary>
    /// Has the cart tell of no refund any more, because the shopper has changed it or has read enough. Of a payment that an admin is still to
    /// decide about it goes on to tell.
    /// </summary>
    public async Task RemoveUnlessUndecidedAsync(Customer customer, int storeId)
    {
        if (await FindAsync(customer, storeId) is not { AwaitsDecision: true })
            await RemoveAsync(customer, storeId);
    }

    /// <summary>
    /// Has the cart tell of no refund any more.
    /// </summary>
    public async Task RemoveAsync(Customer customer, int storeId)
    {
        if (await genericAttributeService.GetAttributeAsync<int>(customer, GlaseDefaults.RefundNoticeAttribute, storeId) != 0)
            await genericAttributeService.SaveAttributeAsync<int?>(customer, GlaseDefaults.RefundNoticeAttribute, null, storeId);
    }
}
