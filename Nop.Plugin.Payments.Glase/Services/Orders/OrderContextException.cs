using Nop.Core;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// There is no context to work on an order in, and there will be none: the shopper's account or the store was deleted.
/// </summary>
public sealed class OrderContextException(string message) : NopException(message);
