using Nop.Core.Domain.Security;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Services.Events;

namespace Nop.Plugin.Payments.Glase.EventConsumers;

/// <summary>
/// Encrypts the stored passwords again when the shop's encryption key was changed.
/// </summary>
public class EncryptionKeyConsumer(PasswordReencryptor reencryption) : IConsumer<SecuritySettingsChangedEvent>
{
    /// <inheritdoc />
    public Task HandleEventAsync(SecuritySettingsChangedEvent eventMessage)
    {
        var (oldKey, newKey) = (eventMessage.OldEncryptionPrivateKey, eventMessage.SecuritySettings.EncryptionKey);
        return oldKey == newKey ? Task.CompletedTask : reencryption.ReencryptAsync(oldKey, newKey);
    }
}
