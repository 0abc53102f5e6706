using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Shop.Benchmarks.Common;

namespace Shop.Benchmarks.Day;

/// <summary>
/// The books of shop and Glase side by side: each payment that Glase took is a paid order or was given back.
/// </summary>
/// <param name="Paid">Payments that paid an order of the same sum</param>
/// <param name="Refunded">Payments that were refunded in full</param>
/// <param name="ForPersons">Payments whose refund's answer was lost: they wait for an admin, and the shop says so</param>
/// <param name="Lost">All others, in words</param>
/// <param name="OrdersWithoutMoney">Orders that are paid although Glase has no payment for them</param>
internal sealed record Ledger(int Paid, int Refunded, int ForPersons, IReadOnlyList<string> Lost, int OrdersWithoutMoney)
{
    public static async Task<Ledger> CompareAsync(DayShop shop, IGlaseControl glase)
    {
        var invoices = (await shop.AllAsync<GlasePayment>()).Where(current => current.InvoiceReference is not null)
            .ToDictionary(current => current.InvoiceReference);
        var orders = (await shop.AllAsync<Order>()).Where(order => order.PaymentStatus == PaymentStatus.Paid)
            .ToLookup(order => order.CaptureTransactionId);
        var unknown = (await shop.AllAsync<GlaseRefund>()).Where(refund => refund.Status == GlaseRefundStatus.Unknown)
            .Select(refund => refund.PaymentId).ToHashSet();

        int paid = 0, refunded = 0, forPersons = 0;
        List<string> lost = [];
        foreach (var payment in await glase.BooksAsync())
        {
            var current = invoices.GetValueOrDefault(payment.Reference);
            var paidOrders = orders[current?.ErsReference ?? payment.Reference].ToList();
            if (paidOrders is [var order] && order.OrderTotal == payment.Amount && payment.Refunded == 0)
                paid++;
            else if (paidOrders.Count == 0 && payment.Refunded == payment.Amount)
                refunded++;
            else if (paidOrders.Count == 0 && payment.Refunded == 0 && current is not null && unknown.Contains(current.Id))
                forPersons++;
            else
                lost.Add($"{payment}: {current?.Status}, {paidOrders.Count} order(s), {current?.LastError}");
        }

        return new Ledger(paid, refunded, forPersons, lost, orders.Sum(group => group.Count()) - paid);
    }
}
