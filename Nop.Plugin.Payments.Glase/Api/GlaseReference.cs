namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// References that Glase gives to invoices, payments and refunds. Later calls name them, so one that cannot be stored or sent
/// exactly as it was received is of no use: shortened, it may be another payment's.
/// </summary>
internal static class GlaseReference
{
    /// <summary>
    /// The longest one that is stored and sent. Glase's own have about 25 digits.
    /// </summary>
    public const int MaxLength = 128;

    /// <summary>
    /// Gets whether a reference can be stored in every database and sent again: printable ASCII, not too long.
    /// </summary>
    /// <param name="reference">The reference; null or empty is none</param>
    public static bool IsUsable(string reference)
    {
        return !string.IsNullOrWhiteSpace(reference) && reference.Length <= MaxLength
            && !reference.AsSpan().ContainsAnyExceptInRange(' ', '~');
    }
}
