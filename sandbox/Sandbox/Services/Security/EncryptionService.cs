using System.Security.Cryptography;
using System.Text;
using Nop.Core.Domain.Security;
using Nop.Services.Security;

namespace Sandbox.Services.Security;

/// <summary>Encrypts with the shop's own key, which lies in its settings.</summary>
internal sealed class EncryptionService : IEncryptionService
{
    private readonly SecuritySettings _settings;

    public EncryptionService(SecuritySettings settings)
    {
        _settings = settings;
    }

    public string CreateSaltKey(int size) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(size));

    public string CreatePasswordHash(string password, string saltKey, string passwordFormat)
    {
        return Convert.ToHexString(SHA512.HashData(Encoding.UTF8.GetBytes(password + saltKey)));
    }

    public string EncryptText(string plainText, string encryptionPrivateKey = "")
    {
        if (string.IsNullOrEmpty(plainText))
            return plainText;

        using var aes = NewAes(encryptionPrivateKey);
        var cipher = aes.EncryptCbc(Encoding.Unicode.GetBytes(plainText), aes.IV);
        return Convert.ToBase64String([.. aes.IV, .. cipher]);
    }

    public string DecryptText(string cipherText, string encryptionPrivateKey = "")
    {
        if (string.IsNullOrEmpty(cipherText))
            return cipherText;

        using var aes = NewAes(encryptionPrivateKey);
        var bytes = Convert.FromBase64String(cipherText);
        return Encoding.Unicode.GetString(aes.DecryptCbc(bytes.AsSpan(16), bytes.AsSpan(0, 16)));
    }

    private Aes NewAes(string key)
    {
        var aes = Aes.Create();
        aes.Key = SHA256.HashData(Encoding.UTF8.GetBytes(string.IsNullOrEmpty(key) ? _settings.EncryptionKey : key));
        return aes;
    }
}
