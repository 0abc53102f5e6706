namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// How the last calls with one pair of credentials went.
/// </summary>
/// <param name="CircuitOpen">
/// Network or server failed so often that calls are made only every few seconds, until one gets through
/// </param>
/// <param name="CircuitOpenedOnUtc">Since when, UTC; null while closed</param>
/// <param name="CredentialsRefused">
/// The code by which Glase refused terminal, shop or password at the last answer; null when the credentials work
/// </param>
public sealed record GlaseHealth(bool CircuitOpen, DateTime? CircuitOpenedOnUtc, GlaseResultCode? CredentialsRefused);
