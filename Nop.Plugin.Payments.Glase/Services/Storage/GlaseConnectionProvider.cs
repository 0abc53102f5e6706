using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Services.Configuration;
using Nop.Services.Security;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Provides the Glase endpoint and credentials of a store from its settings.
/// </summary>
public class GlaseConnectionProvider(IEncryptionService encryptionService, ISettingService settingService,
    IStoreService storeService, ApiCallLog apiCallLog)
{
    private const string DefaultShopUserId = "9900";

    /// <summary>
    /// Gets whether the settings say enough for calling Glase.
    /// </summary>
    public static bool IsComplete(GlaseSettings settings)
    {
        return GetServiceUrl(settings) is not null
            && !string.IsNullOrWhiteSpace(settings.TerminalId)
            && !string.IsNullOrEmpty(settings.TerminalPassword);
    }

    /// <summary>
    /// Gets whether the settings say as whom to close periods and to ask for reports.
    /// </summary>
    public static bool HasReportCredentials(GlaseSettings settings)
    {
        return !string.IsNullOrWhiteSpace(settings.ShopId) && !string.IsNullOrEmpty(settings.ShopPassword);
    }

    /// <summary>
    /// Gets the address that settings name; null when they name none.
    /// </summary>
    public static Uri GetServiceUrl(GlaseSettings settings)
    {
        var address = settings.UseTestServer ? GlaseDefaults.TestServiceUrl : settings.LiveServiceUrl;
        return Uri.TryCreate(address, UriKind.Absolute, out var url) ? url : null;
    }

    /// <summary>
    /// Gets whether a stored password can be decrypted, or is none: not when the shop's encryption key is another than the one it
    /// was encrypted with.
    /// </summary>
    /// <param name="password">The password, as it is stored</param>
    public bool CanDecrypt(string password)
    {
        return string.IsNullOrEmpty(password) || encryptionService.DecryptOrNull(password) is not null;
    }

    /// <summary>
    /// Gets the settings of a store.
    /// </summary>
    public Task<GlaseSettings> GetSettingsAsync(int storeId)
    {
        return settingService.LoadSettingAsync<GlaseSettings>(storeId);
    }

    /// <summary>
    /// Gets the connection of a store. What its settings lack is reported by the call that needs it.
    /// </summary>
    public async Task<GlaseConnection> GetAsync(int storeId)
    {
        return await GetAsync(storeId, await GetSettingsAsync(storeId));
    }

    /// <summary>
    /// Gets the connection of a payment's store. The log of calls need not look up the payment's order where it has none, or where the
    /// caller knows it.
    /// </summary>
    /// <param name="payment">What Glase is called about</param>
    /// <param name="order">The payment's order; null when the caller does not have it</param>
    public async Task<GlaseConnection> GetAsync(GlasePayment payment, Order order = null)
    {
        var connection = await GetAsync(payment.StoreId);
        return order is null && payment.OrderId is not null ? connection : WithOrder(connection, order?.CustomOrderNumber);
    }

    /// <summary>
    /// Gets a connection for calls about payments that have no order.
    /// </summary>
    public GlaseConnection WithoutOrder(GlaseConnection connection)
    {
        return WithOrder(connection, orderNumber: null);
    }

    /// <summary>
    /// Gets the connection that a store would have with other settings than its own.
    /// </summary>
    public async Task<GlaseConnection> GetAsync(int storeId, GlaseSettings settings)
    {
        var store = await storeService.GetStoreByIdAsync(storeId);
        var password = encryptionService.DecryptOrNull(settings.TerminalPassword);
        var shopPassword = encryptionService.DecryptOrNull(settings.ShopPassword);
        return new GlaseConnection
        {
            ServiceUrl = GetServiceUrl(settings),
            ClientId = store?.Name,
            TerminalId = settings.TerminalId,
            Password = password,
            IsPasswordUnreadable = password is null && !string.IsNullOrEmpty(settings.TerminalPassword),
            ShopId = settings.ShopId,
            ShopUserId = string.IsNullOrWhiteSpace(settings.ShopUserId) ? DefaultShopUserId : settings.ShopUserId,
            ShopPassword = shopPassword,
            IsShopPasswordUnreadable = shopPassword is null && !string.IsNullOrEmpty(settings.ShopPassword),
            RecordsBodies = settings.LogRequests,
            CallCompleted = settings.LogRequests ? apiCallLog.Write : null
        };
    }

    private GlaseConnection WithOrder(GlaseConnection connection, string orderNumber)
    {
        return connection.CallCompleted is null
            ? connection
            : connection with { CallCompleted = call => apiCallLog.Write(call, orderNumber) };
    }
}
