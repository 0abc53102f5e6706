using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Stores;

namespace Nop.Plugin.Payments.Glase.Domain;

/// <summary>
/// What an invoice is for: a shopper's cart, or a placed order.
/// </summary>
/// <param name="Key">Names the one open invoice it may have</param>
/// <param name="OrderGuid">GUID of the order, placed or to be placed</param>
/// <param name="OrderId">The order; null for a cart</param>
/// <param name="CustomerId">The shopper</param>
/// <param name="StoreId">The store</param>
/// <param name="LanguageId">The language that the shopper reads</param>
/// <param name="DisplayCurrencyId">The currency that prices are shown in; null when it is not known</param>
public sealed record CheckoutTarget(string Key, Guid OrderGuid, int? OrderId, int CustomerId, int StoreId, int? LanguageId,
    int? DisplayCurrencyId)
{
    /// <summary>
    /// Names a cart.
    /// </summary>
    public static CheckoutTarget ForCart(Customer customer, Store store, Guid orderGuid, int languageId, int displayCurrencyId)
    {
        return new CheckoutTarget(CheckoutKeys.ForCart(customer.Id, store.Id), orderGuid, null, customer.Id, store.Id,
            languageId, displayCurrencyId);
    }

    /// <summary>
    /// Names an order.
    /// </summary>
    public static CheckoutTarget ForOrder(Order order)
    {
        return new CheckoutTarget(CheckoutKeys.ForOrder(order.Id), order.OrderGuid, order.Id, order.CustomerId,
            order.StoreId, order.CustomerLanguageId, DisplayCurrencyId: null);
    }
}
