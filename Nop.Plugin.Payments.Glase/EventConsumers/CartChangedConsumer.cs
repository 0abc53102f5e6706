using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Events;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Services.Events;

namespace Nop.Plugin.Payments.Glase.EventConsumers;

/// <summary>
/// Notices whatever changes the price of a cart: its items, and the choices that nopCommerce keeps with the shopper.
/// </summary>
public class CartChangedConsumer(CartChangeCollector changes, CheckoutSelectionsKeeper selectionsKeeper)
    :
    IConsumer<EntityInsertedEvent<ShoppingCartItem>>, IConsumer<EntityUpdatedEvent<ShoppingCartItem>>,
    IConsumer<EntityDeletedEvent<ShoppingCartItem>>, IConsumer<ClearShoppingCartEvent>,
    IConsumer<EntityInsertedEvent<GenericAttribute>>, IConsumer<EntityUpdatedEvent<GenericAttribute>>,
    IConsumer<EntityDeletedEvent<GenericAttribute>>, IConsumer<EntityUpdatedEvent<Customer>>
{
    private static readonly string[] _purchase =
    [
        NopCustomerDefaults.CheckoutAttributes, NopCustomerDefaults.DiscountCouponCodeAttribute,
        NopCustomerDefaults.GiftCardCouponCodesAttribute
    ];

    // A new beginning of the checkout takes these away, and the shopper chooses them again.
    private static readonly string[] _choices =
    [
        NopCustomerDefaults.SelectedShippingOptionAttribute, NopCustomerDefaults.SelectedPickupPointAttribute,
        NopCustomerDefaults.UseRewardPointsDuringCheckoutAttribute
    ];

    /// <inheritdoc />
    public Task HandleEventAsync(EntityInsertedEvent<ShoppingCartItem> eventMessage) => NoticeAsync(eventMessage.Entity);

    /// <inheritdoc />
    public Task HandleEventAsync(EntityUpdatedEvent<ShoppingCartItem> eventMessage) => NoticeAsync(eventMessage.Entity);

    /// <inheritdoc />
    public Task HandleEventAsync(EntityDeletedEvent<ShoppingCartItem> eventMessage) => NoticeAsync(eventMessage.Entity);

    /// <inheritdoc />
    public async Task HandleEventAsync(ClearShoppingCartEvent eventMessage)
    {
        foreach (var item in eventMessage.Cart)
            await NoticeAsync(item);
    }

    /// <inheritdoc />
    public Task HandleEventAsync(EntityInsertedEvent<GenericAttribute> eventMessage) => NoticeAsync(eventMessage.Entity);

    /// <inheritdoc />
    public Task HandleEventAsync(EntityUpdatedEvent<GenericAttribute> eventMessage) => NoticeAsync(eventMessage.Entity);

    /// <inheritdoc />
    public Task HandleEventAsync(EntityDeletedEvent<GenericAttribute> eventMessage)
    {
        if (eventMessage.Entity.KeyGroup == nameof(Customer))
            selectionsKeeper.Remember(eventMessage.Entity);
        return NoticeAsync(eventMessage.Entity);
    }

    /// <inheritdoc />
    public Task HandleEventAsync(EntityUpdatedEvent<Customer> eventMessage)
    {
        // The address decides on taxes.
        changes.Add(eventMessage.Entity.Id, isOtherPurchase: false);
        return Task.CompletedTask;
    }

    private Task NoticeAsync(ShoppingCartItem item)
    {
        if (item.ShoppingCartType == ShoppingCartType.ShoppingCart)
            changes.Add(item.CustomerId, isOtherPurchase: true);
        return Task.CompletedTask;
    }

    private Task NoticeAsync(GenericAttribute attribute)
    {
        if (attribute.KeyGroup != nameof(Customer))
            return Task.CompletedTask;

        var isOtherPurchase = _purchase.Contains(attribute.Key, StringComparer.OrdinalIgnoreCase);
        if (isOtherPurchase || _choices.Contains(attribute.Key, StringComparer.OrdinalIgnoreCase))
            changes.Add(attribute.EntityId, isOtherPurchase);
        return Task.CompletedTask;
    }
}
