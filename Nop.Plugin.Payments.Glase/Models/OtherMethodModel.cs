namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// Another payment method that the shopper may choose instead.
/// </summary>
/// <param name="SystemName">The method's system name</param>
/// <param name="UsesRewardPoints">Whether the shopper pays with reward points too, which is chosen together with the method</param>
/// <param name="Name">Its name in the shopper's language</param>
public sealed record OtherMethodModel(string SystemName, bool UsesRewardPoints, string Name);
