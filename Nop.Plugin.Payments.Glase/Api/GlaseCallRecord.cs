namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// A completed call, for logging: contains no secrets and no personal data.
/// </summary>
/// <remarks><see cref="Request"/> and <see cref="Response"/> are for a log that an admin switched on, not for pages.</remarks>
/// <param name="Operation">What was called</param>
/// <param name="ClientReference">The unique reference the last attempt carried, by which Glase can find it</param>
/// <param name="Attempts">Number of requests made; 0 when the circuit was open</param>
/// <param name="Elapsed">From the call to its outcome, waiting between attempts included</param>
/// <param name="Failure">Null when Glase answered SUCCESS</param>
public sealed record GlaseCallRecord(
    GlaseOperation Operation,
    string ClientReference,
    int Attempts,
    TimeSpan Elapsed,
    GlaseApiException Failure)
{
    /// <summary>
    /// The invoice or payment that was called about, as Glase names it; null when Glase gave none.
    /// </summary>
    public string Reference { get; init; }

    /// <summary>
    /// The last request, with everything hidden that is secret or about a person; null when nothing was sent or
    /// <see cref="GlaseConnection.RecordsBodies"/> is off.
    /// </summary>
    public string Request { get; init; }

    /// <summary>
    /// The last answer, likewise; null also when none came.
    /// </summary>
    public string Response { get; init; }
}
