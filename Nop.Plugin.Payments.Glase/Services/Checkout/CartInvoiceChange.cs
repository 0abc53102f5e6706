using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// A pending update of a cart's open invoice after the cart has changed.
/// </summary>
/// <param name="Key">Names the cart; see <see cref="CheckoutKeys.ForCart"/></param>
/// <param name="PaymentId">The open invoice</param>
/// <param name="Request">
/// What it shall ask for; null when it is to be cancelled, because there is nothing to pay any more, or nothing that will be ordered
/// </param>
/// <param name="Selections">
/// What is chosen for the cart if the invoice is, or may still be, paid although it was to be cancelled; null to leave that as it is
/// </param>
/// <param name="IsTotalUnknown">
/// Whether the invoice stays as it is and its code is hidden, because what the cart amounts to is known only after a choice of the shopper's
/// </param>
public sealed record CartInvoiceChange(string Key, int PaymentId, InvoiceRequest Request, CheckoutSelections Selections = null,
    bool IsTotalUnknown = false);
