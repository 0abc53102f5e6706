using Nop.Plugin.Payments.Glase.Api;
using Nop.Services.Configuration;
using Nop.Services.Security;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Services;

/// <summary>
/// Where and as whom to call Glase, by the settings of a store.
/// </summary>
public class GlaseConnections
{
    private const string DefaultShopUserId = "9900";

    private readonly IEncryptionService _encryptionService;
    private readonly ISettingService _settingService;
    private readonly IStoreService _storeService;
    private readonly RequestLog _requestLog;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public GlaseConnections(IEncryptionService encryptionService, ISettingService settingService, IStoreService storeService,
        RequestLog requestLog)
    {
        _encryptionService = encryptionService;
        _settingService = settingService;
        _storeService = storeService;
        _requestLog = requestLog;
    }

    /// <summary>
    /// Gets whether the settings say enough for calling Glase.
    /// </summary>
    public static bool IsComplete(GlaseSettings settings)
    {
        return ServiceUrl(settings) is not null
            && !string.IsNullOrWhiteSpace(settings.TerminalId)
            && !string.IsNullOrEmpty(settings.TerminalPassword);
    }

    /// <summary>
    /// Gets the settings of a store.
    /// </summary>
    public Task<GlaseSettings> GetSettingsAsync(int storeId)
    {
        return _settingService.LoadSettingAsync<GlaseSettings>(storeId);
    }

    /// <summary>
    /// Gets the connection of a store. What its settings lack is reported by the call that needs it.
    /// </summary>
    public async Task<GlaseConnection> GetAsync(int storeId)
    {
        return await GetAsync(storeId, await GetSettingsAsync(storeId));
    }

    /// <summary>
    /// Gets the connection that a store would have with other settings than its own.
    /// </summary>
    public async Task<GlaseConnection> GetAsync(int storeId, GlaseSettings settings)
    {
        var store = await _storeService.GetStoreByIdAsync(storeId);
        return new GlaseConnection
        {
            ServiceUrl = ServiceUrl(settings),
            ClientId = store?.Name,
            TerminalId = settings.TerminalId,
            Password = Decrypt(settings.TerminalPassword),
            ShopId = settings.ShopId,
            ShopUserId = string.IsNullOrWhiteSpace(settings.ShopUserId) ? DefaultShopUserId : settings.ShopUserId,
            ShopPassword = Decrypt(settings.ShopPassword),
            KeepsTexts = settings.LogRequests,
            CallCompleted = settings.LogRequests ? _requestLog.Write : null
        };
    }

    private string Decrypt(string password)
    {
        return string.IsNullOrEmpty(password) ? null : _encryptionService.DecryptText(password);
    }

    private static Uri ServiceUrl(GlaseSettings settings)
    {
        var address = settings.UseTestServer ? GlaseDefaults.TestServiceUrl : settings.LiveServiceUrl;
        return Uri.TryCreate(address, UriKind.Absolute, out var url) ? url : null;
    }
}
