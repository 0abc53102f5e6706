using Nop.Services.Configuration;
using Nop.Services.Logging;
using Nop.Services.Security;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// Encrypts what the settings hold encrypted with the shop's encryption key: the passwords, and the key of payment links.
/// </summary>
public class SettingsSecrets(IEncryptionService encryptionService, ISettingService settingService, ILogger logger)
{
    /// <summary>
    /// Encrypts a password.
    /// </summary>
    /// <returns>What is stored; null for none</returns>
    public string Encrypt(string password)
    {
        return string.IsNullOrEmpty(password) ? null : encryptionService.EncryptText(password);
    }

    /// <summary>
    /// Makes a new key of payment links.
    /// </summary>
    /// <returns>What is stored as <see cref="GlaseSettings.PaymentLinkKey"/></returns>
    public string NewPaymentLinkKey()
    {
        return encryptionService.EncryptText(OrderLinks.NewKey());
    }

    /// <summary>
    /// Gets whether the key of payment links is there and can be decrypted.
    /// </summary>
    public async Task<bool> HasPaymentLinkKeyAsync()
    {
        var settings = await settingService.LoadSettingAsync<GlaseSettings>();
        return !string.IsNullOrEmpty(encryptionService.DecryptOrNull(settings.PaymentLinkKey));
    }

    /// <summary>
    /// Stores a new key of payment links where there is none that can be decrypted. All links that were sent end.
    /// </summary>
    /// <remarks>
    /// Only what an admin does calls this. A node that has not yet seen the shop's new encryption key can decrypt nothing for a moment:
    /// renewed by itself, the key would be lost with each change of the encryption key.
    /// </remarks>
    public async Task RenewPaymentLinkKeyAsync()
    {
        if (await HasPaymentLinkKeyAsync())
            return;

        var settings = await settingService.LoadSettingAsync<GlaseSettings>();
        settings.PaymentLinkKey = NewPaymentLinkKey();
        await settingService.SaveSettingAsync(settings, all => all.PaymentLinkKey);
        await logger.LogWarningAsync("Glase: the key of the payment links could not be decrypted and is replaced by a new one. Links that were " +
            "sent before lead to a page that says that they are no longer valid.");
    }
}
