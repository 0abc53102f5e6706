namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// A link from a row of a grid to a payment or an order.
/// </summary>
/// <param name="Id">The payment's or order's id</param>
/// <param name="Title">What it is called</param>
public sealed record GridLinkModel(int Id, string Title);
