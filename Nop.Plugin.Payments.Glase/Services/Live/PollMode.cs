namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// How urgently Glase is asked about a payment.
/// </summary>
public enum PollMode
{
    /// <summary>
    /// What Glase answered last, at most a second ago while somebody waits for the payment; the first one waits for the answer.
    /// </summary>
    Latest,

    /// <summary>
    /// Glase is asked at once, because there is reason to think that something has changed; at most once a second.
    /// </summary>
    Now
}
