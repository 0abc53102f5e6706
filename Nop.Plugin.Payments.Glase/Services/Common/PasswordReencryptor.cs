using System.Security.Cryptography;
using Nop.Core.Domain.Configuration;
using Nop.Services.Configuration;
using Nop.Services.Logging;
using Nop.Services.Security;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// Keeps the stored passwords readable when the shop's encryption key is changed.
/// </summary>
public class PasswordReencryptor
{
    private readonly IEncryptionService _encryptionService;
    private readonly ILogger _logger;
    private readonly ISettingService _settingService;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public PasswordReencryptor(IEncryptionService encryptionService, ILogger logger, ISettingService settingService)
    {
        _encryptionService = encryptionService;
        _logger = logger;
        _settingService = settingService;
    }

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
            _settingService.GetSettingKey(settings, all => all.TerminalPassword),
            _settingService.GetSettingKey(settings, all => all.ShopPassword)
        ];
        foreach (var stored in await _settingService.GetAllSettingsAsync())
        {
            if (names.Contains(stored.Name, StringComparer.OrdinalIgnoreCase) && !string.IsNullOrEmpty(stored.Value))
                await ReencryptAsync(stored, oldKey, newKey);
        }

        await _settingService.ClearCacheAsync();
    }

    private async Task ReencryptAsync(Setting stored, string oldKey, string newKey)
    {
        try
        {
            var password = _encryptionService.DecryptText(stored.Value, oldKey);
            await _settingService.SetSettingAsync(stored.Name, _encryptionService.EncryptText(password, newKey), stored.StoreId,
                clearCache: false);
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or ArgumentException)
        {
            await _logger.WarningAsync($"Glase: {stored.Name} of store {stored.StoreId} (0 for all stores) cannot be decrypted with the " +
                "shop's former encryption key. Enter the password again on the plugin's Configure page.", exception);
        }
    }
}
