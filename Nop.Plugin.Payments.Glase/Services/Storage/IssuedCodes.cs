namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// The codes that shoppers were shown within a quarter of an hour.
/// </summary>
/// <param name="StartUtc">When the quarter begins (UTC)</param>
/// <param name="Count">How many codes</param>
/// <param name="PaidCount">How many of them were paid, whenever that was and whatever became of the payment</param>
public sealed record IssuedCodes(DateTime StartUtc, int Count, int PaidCount);
