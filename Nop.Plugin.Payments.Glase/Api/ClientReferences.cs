using System.Globalization;
using System.Security.Cryptography;

namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// References of calls, by which Glase can find them: unique over all processes and restarts.
/// </summary>
internal static class ClientReferences
{
    // Random numbers for each call would cost more than the rest of its envelope.
    private static readonly string _process = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    private static uint _calls;

    /// <returns>24 hexadecimal digits</returns>
    public static string Next()
    {
        return string.Create(CultureInfo.InvariantCulture, $"{_process}{Interlocked.Increment(ref _calls):x8}");
    }
}
