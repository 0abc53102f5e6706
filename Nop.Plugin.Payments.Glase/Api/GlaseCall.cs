namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// What there is to log about a finished call: nothing in it is secret or says anything about a person.
/// </summary>
/// <param name="Operation">What was called</param>
/// <param name="ClientReference">The unique reference the last attempt carried, by which Glase can find it</param>
/// <param name="Attempts">Number of requests made; 0 when the circuit was open</param>
/// <param name="Elapsed">From the call to its outcome, waiting between attempts included</param>
/// <param name="Failure">Null when Glase answered SUCCESS</param>
public sealed record GlaseCall(
    GlaseOperation Operation,
    string ClientReference,
    int Attempts,
    TimeSpan Elapsed,
    GlaseApiException Failure);
