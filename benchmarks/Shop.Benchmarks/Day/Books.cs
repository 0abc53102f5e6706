using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Shop.Benchmarks.Common;

namespace Shop.Benchmarks.Day;

/// <summary>
/// The books of shop and Glase side by side: each payment that Glase took is a paid order or was given back.
/// </summary>
/// <param name="Paid">Payments that paid an order of the same sum</param>
/// <param name="Refunded">Payments that were given back in full</param>
/// <param name="ForPersons">Payments whose refund's answer was lost: they wait for an admin, and the shop says so</param>
/// <param name="Lost">All others, in words</param>
/// <param name="OrdersWithoutMoney">Orders that are paid although Glase has no payment for them</param>
internal sealed record Books(int Paid, int Refunded, int ForPersons, IReadOnlyList<string> Lost, int OrdersWithoutMoney)
{
    public static async Task<Books> CompareAsync(DayShop shop, IGlaseDesk glase)
    {
        var invoices = (await shop.AllAsync<GlaseInvoice>()).Where(invoice => invoice.InvoiceReference is not null)
            .ToDictionary(invoice => invoice.InvoiceReference);
        var orders = (await shop.AllAsync<Order>()).Where(order => order.PaymentStatus == PaymentStatus.Paid)
            .ToLookup(order => order.CaptureTransactionId);
        var unknown = (await shop.AllAsync<GlaseRefund>()).Where(refund => refund.Status == GlaseRefundStatus.Unknown)
            .Select(refund => refund.InvoiceId).ToHashSet();

        int paid = 0, refunded = 0, forPersons = 0;
        List<string> lost = [];
        foreach (var payment in await glase.BooksAsync())
        {
            var invoice = invoices.GetValueOrDefault(payment.Reference);
            var paidOrders = orders[invoice?.ErsReference ?? payment.Reference].ToList();
            if (paidOrders is [var order] && order.OrderTotal == payment.Amount && payment.Refunded == 0)
                paid++;
            else if (paidOrders.Count == 0 && payment.Refunded == payment.Amount)
                refunded++;
            else if (paidOrders.Count == 0 && payment.Refunded == 0 && invoice is not null && unknown.Contains(invoice.Id))
                forPersons++;
            else
                lost.Add($"{payment}: {invoice?.Status}, {paidOrders.Count} order(s), {invoice?.LastError}");
        }

        return new Books(paid, refunded, forPersons, lost, orders.Sum(group => group.Count()) - paid);
    }
}
