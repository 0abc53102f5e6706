using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Services.Composing;

namespace Nop.Plugin.Payments.Glase.Services.Issuing;

/// <summary>
/// Keeps carts that nopCommerce will not order from having a code.
/// </summary>
public class CheckoutObstacles
{
    private readonly CartFollower _follower;
    private readonly GlaseInvoiceService _invoiceService;
    private readonly OrderObstacles _obstacles;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public CheckoutObstacles(CartFollower follower, GlaseInvoiceService invoiceService, OrderObstacles obstacles)
    {
        _follower = follower;
        _invoiceService = invoiceService;
        _obstacles = obstacles;
    }

    /// <summary>
    /// Finds what keeps a cart from being ordered, and has its open code cancelled because of it, in the background.
    /// </summary>
    /// <returns>The obstacle; null when there is none, or when the cart is paid already</returns>
    public async Task<OrderObstacle> FindAsync(Customer customer, Store store)
    {
        if (await _obstacles.FindAsync(customer, store.Id) is not { } obstacle)
            return null;

        // Who has paid is shown the payment, whatever keeps the cart from being ordered by now.
        var open = await _invoiceService.GetOpenAsync(GlaseInvoiceService.CartKey(customer.Id, store.Id));
        if (open is { IsConfirmed: true })
            return null;
        if (open is { IsOpen: true, InvoiceReference: not null })
            _follower.Follow(new CartChange(open.CheckoutKey, open.Id, Bill: null));
        return obstacle;
    }
}
