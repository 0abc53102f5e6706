using System.Security.Cryptography;
using Nop.Services.Security;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// Decrypts what the settings hold encrypted.
/// </summary>
internal static class EncryptionServiceExtensions
{
    /// <summary>
    /// Decrypts a text of the settings.
    /// </summary>
    /// <param name="encryptionService">The shop's encryption</param>
    /// <param name="stored">The text, as it is stored</param>
    /// <param name="key">The key that it was encrypted with; empty for the shop's own</param>
    /// <returns>
    /// The text; null for none, and for one that cannot be decrypted: whatever needs it says so, and nothing else fails
    /// </returns>
    public static string DecryptOrNull(this IEncryptionService encryptionService, string stored, string key = "")
    {
        try
        {
            return string.IsNullOrEmpty(stored) ? null : encryptionService.DecryptText(stored, key);
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
