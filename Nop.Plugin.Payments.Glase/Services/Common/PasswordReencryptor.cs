using System.Security.Cryptography;
using Nop.Core.Domain.Configuration;
using Nop.Services.Configuration;
using Nop.Services.Logging;
using Nop.Services.Security;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// Re-encrypts the stored passwords when the shop's encryption key changes.
/// </summary>
public class PasswordReencryptor(IEncryptionService encryptionService, ILogger logger, ISettingService settingService)
{
    /// <summary>
    /// Encrypts the passwords of all stores with the new key. One that cannot be decrypted is left as it is and named in the log.
    /// </summary>
    /// <param name="oldKey">The key they are encrypted with</param>
    /// <param name="newKey">The shop's key from now on</param>
    public async Task ReencryptAsync(string oldKey, string newKey)
    {
        var settings = new GlaseSettings();
        string[] names =
        [
            settingService.GetSettingKey(settings, all => all.TerminalPassword),
            settingService.GetSettingKey(settings, all => all.ShopPassword)
        ];
        foreach (var stored in await settingService.GetAllSettingsAsync())
        {
            if (names.Contains(stored.Name, StringComparer.OrdinalIgnoreCase) && !string.IsNullOrEmpty(stored.Value))
                await ReencryptAsync(stored, oldKey, newKey);
        }

        await settingService.ClearCacheAsync();
    }

    private async Task ReencryptAsync(Setting stored, string oldKey, string newKey)
    {
        try
        {
            var password = encryptionService.DecryptText(stored.Value, oldKey);
            await settingService.SetSettingAsync(stored.Name, encryptionService.EncryptText(password, newKey), stored.StoreId,
                clearCache: false);
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or ArgumentException)
        {
            await logger.WarningAsync($"Glase: {stored.Name} of store {stored.StoreId} (0 for all stores) cannot be decrypted with the " +
                "shop's former encryption key. Enter the password again on the plugin's Configure page.", exception);
        }
    }
}
