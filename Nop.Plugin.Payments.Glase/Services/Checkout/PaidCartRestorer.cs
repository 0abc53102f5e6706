using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Catalog;
using Nop.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// Puts a changed cart back as it was paid, because its shopper wants the order of the payment.
/// </summary>
public class PaidCartRestorer(LockedPayments lockedPayments, PaymentEligibility eligibility, PaidCartComparer comparer,
    ICustomerService customerService, IGenericAttributeService genericAttributeService, IOrderService orderService,
    IProductService productService, IShoppingCartService shoppingCartService)
{
    /// <summary>
    /// Puts back the items, the checkout attributes, the coupons and gift cards, the use of reward points and the shipping method. Nothing is changed when
    /// nopCommerce refuses one of the items, when it is not recorded what was paid for, or when the payment awaits no order.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <param name="customer">The cart's shopper, who has made the current request</param>
    /// <param name="timeout">How long to wait for others who work on the payment</param>
    /// <exception cref="LockTimeoutException">They took longer</exception>
    public Task RestoreAsync(int paymentId, Customer customer, TimeSpan timeout)
    {
        // Two presses of the button must not add the same item twice.
        return lockedPayments.RunAsync(paymentId, async locked =>
        {
            var payment = locked.Payment;
            if (!await AwaitsOrderAsync(payment) || await comparer.CompareAsync(payment, customer) is not { } difference
                || (await comparer.FindRefusalsAsync(difference, customer, payment.StoreId)).Count > 0)
                return false;

            foreach (var item in difference.Added)
                await shoppingCartService.DeleteShoppingCartItemAsync(item);
            // nopCommerce may have removed what those required.
            if (difference.Added.Count > 0)
                difference = await comparer.CompareAsync(payment, customer);
            await RestoreItemsAsync(difference, customer, payment.StoreId);
            await RestoreChoicesAsync(difference, customer, payment.StoreId);
            return true;
        }, timeout);
    }

    // The cart may be empty because its order was placed, by a process that died before it stored that with the payment.
    private async Task<bool> AwaitsOrderAsync(GlasePayment payment)
    {
        return payment.OrderId is null && await eligibility.CanPayNewOrderAsync(payment)
            && await orderService.GetOrderByGuidAsync(payment.OrderGuid) is not { Deleted: false };
    }

    // One may require another. What is refused in the end leaves a cart that costs something else, for which no order is placed.
    private async Task RestoreItemsAsync(PaidCartDifference difference, Customer customer, int storeId)
    {
        var items = difference.Items.ToList();
        for (var before = items.Count + 1; items.Count > 0 && items.Count < before;)
        {
            before = items.Count;
            foreach (var item in items.ToList())
            {
                if ((await RestoreItemAsync(item.Paid, item.Found, customer, storeId)).Count == 0)
                    items.Remove(item);
            }
        }
    }

    private async Task<IList<string>> RestoreItemAsync(CartContentsItem paid, ShoppingCartItem found, Customer customer, int storeId)
    {
        if (found is not null)
            return await shoppingCartService.UpdateShoppingCartItemAsync(customer, found.Id, found.AttributesXml, found.CustomerEnteredPrice,
                found.RentalStartDateUtc, found.RentalEndDateUtc, paid.Quantity);
        return await shoppingCartService.AddToCartAsync(customer, await productService.GetProductByIdAsync(paid.ProductId),
            ShoppingCartType.ShoppingCart, storeId, paid.Attributes ?? "", paid.EnteredPrice, paid.RentalStartsOnUtc, paid.RentalEndsOnUtc,
            paid.Quantity, addRequiredProducts: false);
    }

    // After the items: nopCommerce forgets them when an item is changed.
    private async Task RestoreChoicesAsync(PaidCartDifference difference, Customer customer, int storeId)
    {
        var paid = difference.Contents;
        await SaveAsync(customer, NopCustomerDefaults.CheckoutAttributes, paid.CheckoutAttributes, storeId);
        await SaveAsync(customer, NopCustomerDefaults.UseRewardPointsDuringCheckoutAttribute, paid.UsesRewardPoints, storeId);
        if (!CartContents.AreSameCodes(await customerService.ParseAppliedDiscountCouponCodesAsync(customer), paid.DiscountCodes))
        {
            await SaveAsync<string>(customer, NopCustomerDefaults.DiscountCouponCodeAttribute, null);
            foreach (var code in paid.DiscountCodes)
                await customerService.ApplyDiscountCouponCodeAsync(customer, code);
        }

        if (!CartContents.AreSameCodes(await customerService.ParseAppliedGiftCardCouponCodesAsync(customer), paid.GiftCardCodes))
        {
            await SaveAsync<string>(customer, NopCustomerDefaults.GiftCardCouponCodesAttribute, null);
            foreach (var code in paid.GiftCardCodes)
                await customerService.ApplyGiftCardCouponCodeAsync(customer, code);
        }

        if (difference.Delivery is { } delivery)
        {
            await SaveAsync(customer, NopCustomerDefaults.SelectedShippingOptionAttribute, delivery.ShippingOption, storeId);
            await SaveAsync(customer, NopCustomerDefaults.SelectedPickupPointAttribute, delivery.PickupPoint, storeId);
        }
    }

    private Task SaveAsync<T>(Customer customer, string key, T value, int storeId = 0)
    {
        return genericAttributeService.SaveAttributeAsync(customer, key, value, storeId);
    }
}
