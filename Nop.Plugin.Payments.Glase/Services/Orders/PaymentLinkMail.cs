namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// What became of an email with a payment link.
/// </summary>
/// <param name="Outcome">Whether it is queued, and otherwise why not</param>
/// <param name="Email">Whom it goes to; null when it is not queued</param>
/// <param name="QueuedIds">Its numbers in nopCommerce's message queue: one for each active template; null when it is not queued</param>
public sealed record PaymentLinkMail(PaymentLinkMailOutcome Outcome, string Email = null, IReadOnlyList<int> QueuedIds = null);
