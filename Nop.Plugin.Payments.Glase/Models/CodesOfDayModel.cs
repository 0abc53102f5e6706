namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// The codes that shoppers were shown on a day.
/// </summary>
/// <param name="Day">The day, as the admin writes it</param>
/// <param name="Count">How many codes</param>
/// <param name="PaidCount">How many of them were paid</param>
/// <param name="Percent">The share that was paid; null when there was no code</param>
public sealed record CodesOfDayModel(string Day, int Count, int PaidCount, int? Percent);
