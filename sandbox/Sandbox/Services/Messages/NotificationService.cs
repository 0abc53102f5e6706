using System.Net;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Nop.Services.Messages;
using INopLogger = Nop.Services.Logging.ILogger;

namespace Sandbox.Services.Messages;

/// <summary>Messages for the next page, shown once.</summary>
internal sealed class NotificationService : INotificationService
{
    private readonly IHttpContextAccessor _http;
    private readonly ITempDataDictionaryFactory _tempData;
    private readonly INopLogger _logger;

    public NotificationService(IHttpContextAccessor http, ITempDataDictionaryFactory tempData, INopLogger logger)
    {
        _http = http;
        _tempData = tempData;
        _logger = logger;
    }

    public void Notification(NotifyType type, string message, bool encode = true, int timeout = 0)
    {
        var messages = _tempData.GetTempData(_http.HttpContext);
        var html = encode ? WebUtility.HtmlEncode(message) : message;
        messages[Key(type)] = ((messages[Key(type)] as string[]) ?? []).Append(html).ToArray();
    }

    public void SuccessNotification(string message, bool encode = true, int timeout = 0) =>
        Notification(NotifyType.Success, message, encode, timeout);

    public void WarningNotification(string message, bool encode = true, int timeout = 0) =>
        Notification(NotifyType.Warning, message, encode, timeout);

    public void ErrorNotification(string message, bool encode = true, int timeout = 0) =>
        Notification(NotifyType.Error, message, encode, timeout);

    public async Task ErrorNotificationAsync(Exception exception, bool logException = true, int timeout = 0)
    {
        if (logException)
            await _logger.ErrorAsync(exception.Message, exception);
        ErrorNotification(exception.Message, true, timeout);
    }

    public static string Key(NotifyType type) => $"Notifications.{type}";
}
