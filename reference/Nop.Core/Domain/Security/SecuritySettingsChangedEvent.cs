namespace Nop.Core.Domain.Security;

public class SecuritySettingsChangedEvent
{
    public SecuritySettingsChangedEvent(SecuritySettings securitySettings, string oldEncryptionPrivateKey)
    {
        SecuritySettings = securitySettings;
        OldEncryptionPrivateKey = oldEncryptionPrivateKey;
    }

    public SecuritySettings SecuritySettings { get; set; }

    public string OldEncryptionPrivateKey { get; set; }
}
