namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// Days that an admin chooses by one press.
/// </summary>
/// <param name="Title">What they are called</param>
/// <param name="From">The first day</param>
/// <param name="To">The last day</param>
public sealed record DateRangeModel(string Title, DateOnly From, DateOnly To);
