using Nop.Core;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Orders;
using Nop.Web.Areas.Admin.Models.Common;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Warns of payments that need attention. Reads a few rows by index; Glase is not asked.
/// </summary>
public class PaymentWarningFactory(PaymentWorkQueries queries, RefundStore refundStore, IOrderService orderService, SystemWarningTexts texts,
    TimeProvider timeProvider)
{
    private static readonly TimeSpan _unappliedGracePeriod = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Prepares the warnings, each when it is asked for.
    /// </summary>
    public async IAsyncEnumerable<SystemWarningModel> PrepareAsync()
    {
        var now = timeProvider.GetUtcNow().UtcDateTime;
        var undecided = await refundStore.GetUnresolvedAsync(now, SystemWarningTexts.MaxLinks);
        if (undecided.TotalCount > 0)
            yield return await texts.WriteAsync(SystemWarningLevel.Fail, "UnknownRefunds", undecided.TotalCount,
                texts.PaymentLinks(undecided.Select(refund => refund.PaymentId).Distinct(), undecided.TotalCount));

        var awaitingDecision = await queries.GetAwaitingDecisionAsync(SystemWarningTexts.MaxLinks);
        if (awaitingDecision.TotalCount > 0)
            yield return await texts.WriteAsync(SystemWarningLevel.Fail, "PaymentDecisions", awaitingDecision.TotalCount, Links(awaitingDecision));

        var unapplied = await queries.GetOldestUnappliedAsync(now - _unappliedGracePeriod, SystemWarningTexts.MaxLinks, includeAwaitingDecision: false);
        if (unapplied.TotalCount > 0)
            yield return await texts.WriteAsync(SystemWarningLevel.Fail, "UnappliedPayments", unapplied.TotalCount, Links(unapplied));

        var ending = await queries.GetExpiringReservationsAsync(now + ReservationSchedule.WarningPeriod, SystemWarningTexts.MaxLinks);
        if (ending.TotalCount > 0)
        {
            var orders = await orderService.GetOrdersByIdsAsync([.. ending.Select(payment => payment.OrderId).OfType<int>()]);
            yield return await texts.WriteAsync(SystemWarningLevel.Warning, "ExpiringReservations", ending.TotalCount,
                await texts.TimeAsync(ending[0].ReservationEndsOnUtc.Value), texts.OrderLinks(orders, ending.TotalCount));
        }
    }

    private string Links(IPagedList<GlasePayment> payments)
    {
        return texts.PaymentLinks(payments.Select(payment => payment.Id), payments.TotalCount);
    }
}
