namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// A figure of the dashboard.
/// </summary>
/// <param name="Count">How many payments or refunds</param>
/// <param name="Amounts">What they come to, one for each currency</param>
public sealed record DashboardFigureModel(int Count, IReadOnlyList<string> Amounts);
