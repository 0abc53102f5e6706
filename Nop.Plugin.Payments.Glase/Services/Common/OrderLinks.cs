using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Nop.Services.Configuration;
using Nop.Services.Security;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// The payment links of orders: addresses under which an unpaid order can be paid without logging in, for as long as it is unpaid.
/// </summary>
/// <remarks>
/// A link's token is the order's GUID with a code that only this shop can make of it. So there is a link before the order is saved, when
/// nopCommerce writes its email and its PDF invoice, and who learns the GUID elsewhere, as from an export of orders, has no link.
/// </remarks>
public class OrderLinks(IEncryptionService encryptionService, ISettingService settingService, IStoreService storeService)
{
    private const int KeyBytes = 32;
    private const int GuidBytes = 16;
    private const int CodeBytes = 16;

    /// <summary>
    /// How many characters a link's token has.
    /// </summary>
    public const int TokenLength = 43;

    /// <summary>
    /// Makes a key, to be stored encrypted as <see cref="GlaseSettings.PaymentLinkKey"/>.
    /// </summary>
    public static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>
    /// Gets the token of an order's link.
    /// </summary>
    /// <returns>The token; null when the shop has no key that can be decrypted</returns>
    public async Task<string> GetTokenAsync(Guid orderGuid)
    {
        var settings = await settingService.LoadSettingAsync<GlaseSettings>();
        return encryptionService.DecryptOrNull(settings.PaymentLinkKey) is { Length: > 0 } key ? Token(orderGuid, key) : null;
    }

    /// <summary>
    /// Gets the order that a link's token names.
    /// </summary>
    /// <returns>The order's GUID; null when this shop did not make the token</returns>
    public async Task<Guid?> ReadAsync(string token)
    {
        if (token is not { Length: TokenLength } || !TryDecode(token, out var bytes))
            return null;

        var orderGuid = new Guid(bytes.AsSpan(0, GuidBytes));
        return await GetTokenAsync(orderGuid) is { } right
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(right), Encoding.ASCII.GetBytes(token))
                ? orderGuid
                : null;
    }

    /// <summary>
    /// Gets the complete link of an order, for emails and print. It begins with the store's own address, never with that of the current
    /// request, whose host anybody can choose.
    /// </summary>
    /// <param name="orderGuid">The order's GUID</param>
    /// <param name="storeId">The order's store</param>
    /// <returns>The link; null when the shop has no key that can be decrypted, or the store no address</returns>
    public async Task<string> GetUrlAsync(Guid orderGuid, int storeId)
    {
        return await GetTokenAsync(orderGuid) is { } token
            && await storeService.GetStoreByIdAsync(storeId) is { } store && StoreLocation.Of(store) is { } location
                ? $"{location.AbsoluteUri.TrimEnd('/')}/{PaymentUrls.Root}/order/{token}"
                : null;
    }

    /// <summary>
    /// Gets the address of the picture of a link's code.
    /// </summary>
    /// <param name="url">The link</param>
    public static string ImageUrl(string url) => url + "/code.png";

    private static string Token(Guid orderGuid, string key)
    {
        var guid = orderGuid.ToByteArray();
        var code = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), guid);
        return WebEncoders.Base64UrlEncode([.. guid, .. code.AsSpan(0, CodeBytes)]);
    }

    private static bool TryDecode(string token, out byte[] bytes)
    {
        try
        {
            bytes = WebEncoders.Base64UrlDecode(token);
            return bytes.Length == GuidBytes + CodeBytes;
        }
        catch (FormatException)
        {
            bytes = null;
            return false;
        }
    }
}
