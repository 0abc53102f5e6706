using Nop.Core.Domain.Configuration;
using Nop.Services.Configuration;
using Nop.Services.Logging;
using Nop.Services.Security;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// Re-encrypts the stored passwords and the key of payment links when the shop's encryption key changes.
/// </summary>
public class PasswordReencryptor(IEncryptionService encryptionService, ILogger logger, ISettingService settingService)
{
    /// <summary>
    /// Encrypts the passwords of all stores, and the key of payment links, with the new key. A password that cannot be decrypted is left as
    /// it is and named in the log; a key of payment links that cannot be is replaced by a new one.
    /// </summary>
    /// <param name="oldKey">The key they are encrypted with</param>
    /// <param name="newKey">The shop's key from now on</param>
    public async Task ReencryptAsync(string oldKey, string newKey)
    {
        var settings = new GlaseSettings();
        var linkKeyName = settingService.GetSettingKey(settings, all => all.PaymentLinkKey);
        string[] names =
        [
            settingService.GetSettingKey(settings, all => all.TerminalPassword),
            settingService.GetSettingKey(settings, all => all.ShopPassword),
            linkKeyName
        ];
        foreach (var stored in await settingService.GetAllSettingsAsync())
        {
            if (!names.Contains(stored.Name, StringComparer.OrdinalIgnoreCase) || string.IsNullOrEmpty(stored.Value))
                continue;

            if (encryptionService.DecryptOrNull(stored.Value, oldKey) is { } secret)
                await SaveAsync(stored, secret, newKey);
            else if (stored.Name.Equals(linkKeyName, StringComparison.OrdinalIgnoreCase))
                await ReplaceLinkKeyAsync(stored, newKey);
            else
                await logger.LogWarningAsync($"Glase: {stored.Name} of store {stored.StoreId} (0 for all stores) cannot be decrypted with the " +
                    "shop's former encryption key. Enter the password again on the plugin's Configure page.");
        }

        await settingService.ClearCacheAsync();
    }

    private async Task ReplaceLinkKeyAsync(Setting stored, string newKey)
    {
        await SaveAsync(stored, OrderLinks.NewKey(), newKey);
        await logger.LogWarningAsync("Glase: the key of the payment links could not be decrypted with the shop's former encryption key and is " +
            "replaced by a new one. Links that were sent before lead to a page that says that they are no longer valid.");
    }

    private Task SaveAsync(Setting stored, string secret, string newKey)
    {
        return settingService.SetSettingAsync(stored.Name, encryptionService.EncryptText(secret, newKey), stored.StoreId, clearCache: false);
    }
}
