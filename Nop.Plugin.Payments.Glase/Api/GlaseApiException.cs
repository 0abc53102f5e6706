namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// A call to Glase did not succeed. The message says which call, what went wrong and what the store's owner can do;
/// it holds no secret, no part of request or answer, and nothing about a person.
/// </summary>
public sealed class GlaseApiException : Exception
{
    /// <summary>
    /// Initializes a failure without an answer from Glase.
    /// </summary>
    /// <param name="operation">What was called</param>
    /// <param name="kind">How it failed</param>
    /// <param name="outcomeUnknown">Whether Glase may have acted nevertheless</param>
    /// <param name="message">For the store's owner; no secrets</param>
    /// <param name="innerException">The network's exception, or null</param>
    public GlaseApiException(GlaseOperation operation, GlaseFailureKind kind, bool outcomeUnknown, string message,
        Exception innerException = null)
        : base(message, innerException)
    {
        Operation = operation;
        Kind = kind;
        OutcomeUnknown = outcomeUnknown;
    }

    /// <summary>
    /// Initializes a refusal: Glase answered with a result code.
    /// </summary>
    /// <param name="operation">What was called</param>
    /// <param name="resultCode">What Glase answered, other than SUCCESS</param>
    public GlaseApiException(GlaseOperation operation, GlaseResultCode resultCode)
        : base(GlaseResultCodes.Message(operation, resultCode))
    {
        Operation = operation;
        Kind = GlaseFailureKind.Refused;
        ResultCode = resultCode;
        OutcomeUnknown = GlaseResultCodes.LeavesOutcomeUnknown(operation, resultCode);
    }

    /// <summary>
    /// What was called.
    /// </summary>
    public GlaseOperation Operation { get; }

    /// <summary>
    /// How it failed.
    /// </summary>
    public GlaseFailureKind Kind { get; }

    /// <summary>
    /// What Glase answered; null unless <see cref="Kind"/> is <see cref="GlaseFailureKind.Refused"/>.
    /// </summary>
    public GlaseResultCode? ResultCode { get; }

    /// <summary>
    /// The server's HTTP status; null unless <see cref="Kind"/> is <see cref="GlaseFailureKind.HttpError"/> or
    /// <see cref="GlaseFailureKind.Fault"/>.
    /// </summary>
    public int? HttpStatus { get; init; }

    /// <summary>
    /// True when Glase may have acted although the call failed: the answer was lost, broken, a server error, or a code that
    /// does not say. It is true when that was so for any attempt of the call. False means: nothing was done.
    /// </summary>
    public bool OutcomeUnknown { get; internal set; }

    /// <summary>
    /// The unique reference the last attempt carried, by which Glase can find it; null when nothing was sent.
    /// </summary>
    public string ClientReference { get; internal set; }

    /// <summary>
    /// The server or the way to it is failing, whatever is asked: counted by the circuit breaker.
    /// </summary>
    internal bool IsServerFailure { get; init; }

    /// <summary>
    /// The same request may succeed a moment later.
    /// </summary>
    internal bool IsTransient => IsServerFailure || (ResultCode is { } code && GlaseResultCodes.IsTransient(code));
}
