namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// What a page that asks for the payment of a placed order says about the order.
/// </summary>
/// <param name="Number">The order's number, in words</param>
/// <param name="Text">The order's number, and until when it can be paid with this code; null when the code is not open</param>
/// <param name="OrderId">The order whose page the shopper can open; null for who only has the order's payment link</param>
/// <param name="CanCancel">Whether the shopper can cancel the order on its page</param>
public sealed record OrderFactsModel(string Number, string Text, int? OrderId, bool CanCancel);
