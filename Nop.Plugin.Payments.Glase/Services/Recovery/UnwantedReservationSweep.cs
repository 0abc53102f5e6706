using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Recovery;

/// <summary>
/// Releases the reservations of orders that were cancelled or deleted, when a process died before it did so, and of those that an
/// admin only marked as voided.
/// </summary>
public class UnwantedReservationSweep(FailureLog failureLog, PaymentWorkQueries queries, IOrderService orderService,
    UnappliedPaymentRecovery unappliedPaymentRecovery) : IRecoveryStep
{
    private const int BatchSize = 50;

    /// <inheritdoc />
    public string Name => "releasing reservations of cancelled orders";

    /// <inheritdoc />
    public TimeSpan TimeBudget => TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public Task RunAsync(CancellationToken cancellationToken)
    {
        return new BatchLoop<GlasePayment>
        {
            ReadAsync = last => queries.GetAppliedReservationsAsync(last?.Id ?? 0, BatchSize),
            SelectAsync = SelectUnwantedAsync,
            HandleAsync = unappliedPaymentRecovery.ReleaseUnwantedAsync,
            ReportAsync = (payment, exception) => failureLog.ErrorAsync($"payment {payment.Id}",
                $"{PaymentLabels.For(payment)} could not be released yet.", exception)
        }.RunAsync(cancellationToken);
    }

    private async Task<IList<GlasePayment>> SelectUnwantedAsync(IList<GlasePayment> payments)
    {
        // nopCommerce leaves deleted orders out.
        var orders = await orderService.GetOrdersByIdsAsync([.. payments.Select(payment => payment.OrderId).OfType<int>()]);
        var wanted = orders.Where(order => ReservationReleasePolicy.GetReleaseReason(order) is null).Select(order => order.Id).ToHashSet();
        return [.. payments.Where(payment => payment.OrderId is not { } orderId || !wanted.Contains(orderId))];
    }
}
