namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// When placing the order of a paid payment is retried.
/// </summary>
/// <remarks>
/// A deadlock ends immediately, a restart of the database within a minute, an outage of a tax provider often within a few minutes.
/// Five attempts within about 15 minutes outlast these; after that the payment is refunded, so that the payer does not wait longer.
/// </remarks>
public static class PlacementRetryPolicy
{
    private static readonly TimeSpan[] _delays =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(8)
    ];

    /// <summary>
    /// Gets when to try again.
    /// </summary>
    /// <param name="failures">How many attempts have failed, at least 1</param>
    /// <param name="now">The time now (UTC)</param>
    /// <returns>The time (UTC); null when it is not tried any more</returns>
    public static DateTime? NextAttempt(int failures, DateTime now)
    {
        return failures <= _delays.Length ? now + _delays[failures - 1] : null;
    }
}
