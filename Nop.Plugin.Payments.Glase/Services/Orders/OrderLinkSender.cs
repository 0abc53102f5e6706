using System.Globalization;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Sends a customer the payment link of an order.
/// </summary>
public class OrderLinkSender(OrderLinkOffer offer, IOrderService orderService, PaymentLinkMailer mailer, OrderNotes notes)
{
    /// <summary>
    /// Queues the email with the link, and notes on the order whom it goes to.
    /// </summary>
    /// <returns>Whether it is queued, and otherwise why not</returns>
    public async Task<PaymentLinkMail> SendAsync(int orderId)
    {
        if (await orderService.GetOrderByIdAsync(orderId) is not { } order || await offer.FindUrlAsync(order) is null)
            return new PaymentLinkMail(PaymentLinkMailOutcome.NoLink);

        var mail = await mailer.QueueAsync(order);
        if (mail.Outcome == PaymentLinkMailOutcome.Queued)
            await notes.AddAsync(order.Id, string.Create(CultureInfo.InvariantCulture,
                $"The email with the payment link was queued to {mail.Email}. Queued email identifiers: {string.Join(", ", mail.QueuedIds)}."));
        return mail;
    }
}
