namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// The payment link of an order as admins see it.
/// </summary>
/// <param name="OrderId">The order</param>
/// <param name="Url">The link</param>
/// <param name="CanManage">Whether the admin may change orders, and so mail the link</param>
public sealed record OrderLinkPanelModel(int OrderId, string Url, bool CanManage);
