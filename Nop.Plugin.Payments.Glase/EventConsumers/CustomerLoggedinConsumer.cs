using Nop.Core.Domain.Customers;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Services.Events;

namespace Nop.Plugin.Payments.Glase.EventConsumers;

/// <summary>
/// Lets the payment of a guest's cart go with the cart into the account. nopCommerce tells of the login when it has moved the cart.
/// </summary>
public class CustomerLoggedinConsumer(CartChangeCollector changes, CartPaymentMigration migration)
    : IConsumer<CustomerLoggedinEvent>
{
    /// <inheritdoc />
    public async Task HandleEventAsync(CustomerLoggedinEvent eventMessage)
    {
        changes.RecordLogIn();
        if (eventMessage.GuestCustomer is not { } guest)
            return;

        await migration.MigrateAsync(guest, eventMessage.Customer);
        // An item may have been refused on the way.
        changes.Add(eventMessage.Customer.Id, isOtherPurchase: true);
    }
}
