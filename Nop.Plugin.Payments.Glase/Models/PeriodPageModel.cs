namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// A page about a period.
/// </summary>
/// <param name="Name">Its name in addresses</param>
/// <param name="Title">What it is called</param>
public sealed record PeriodPageModel(string Name, string Title);
