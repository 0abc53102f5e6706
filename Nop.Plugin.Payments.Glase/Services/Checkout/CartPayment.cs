using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Checkout;

/// <summary>
/// A cart's payment that was paid or reserved.
/// </summary>
/// <param name="Payment">The payment</param>
/// <param name="IsToBeOrdered">
/// Whether an order is to be placed with it, so that the cart is paid in no other way; not once a refund of it was sent
/// </param>
public sealed record CartPayment(GlasePayment Payment, bool IsToBeOrdered);
