using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Composing;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Tells the shopper why the code of a changed cart was cancelled, where nopCommerce would not order the cart any more.
/// </summary>
public class WithdrawnReasonFactory(OrderValidator validator, ShopperSession session)
{
    /// <summary>
    /// Gets the reason.
    /// </summary>
    /// <returns>
    /// In the shopper's language and as plain text; null when the cart can be ordered, for any other payment, and for anybody else
    /// </returns>
    public async Task<string> DescribeAsync(GlasePayment payment)
    {
        return payment.OrderId is null && PaymentModelFactory.StateOf(payment) == PaymentState.Withdrawn
            && await session.FindAsync(payment.CustomerId) is { } customer
            && await validator.ValidateAsync(customer, payment.StoreId) is { } error
                ? string.Join(" ", error.Reasons)
                : null;
    }
}
