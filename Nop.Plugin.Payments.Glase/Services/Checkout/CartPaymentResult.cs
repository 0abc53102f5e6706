using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Composing;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// What the payment step has to show for a cart.
/// </summary>
/// <param name="Outcome">What there is to show</param>
/// <param name="Payment">The payment; null when there is none</param>
/// <param name="Error">Why nopCommerce would not order the cart; null when it would</param>
/// <param name="OpenStep">Where something is still to be chosen, when the cart is incomplete</param>
public sealed record CartPaymentResult(CartPaymentOutcome Outcome, GlasePayment Payment = null, OrderValidationError Error = null,
    CheckoutStep OpenStep = CheckoutStep.None);
