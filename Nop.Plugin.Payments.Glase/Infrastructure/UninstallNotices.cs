using System.Globalization;
using Microsoft.AspNetCore.Http;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Services.Localization;
using Nop.Services.Messages;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// What an admin is told when the plugin is about to be uninstalled.
/// </summary>
public class UninstallNotices(IHttpContextAccessor httpContextAccessor, ILocalizationService localizationService,
    INotificationService notificationService)
{
    internal const int MaxNames = 20;

    /// <summary>
    /// Names payments for an admin, the first 20.
    /// </summary>
    /// <param name="payments">The payments, or the first of them</param>
    /// <param name="count">How many there are</param>
    public static string Names(IEnumerable<GlasePayment> payments, int count)
    {
        var names = payments.Take(MaxNames).Select(PaymentLabels.ShortFor).ToList();
        return string.Join(", ", names) + (count > names.Count && names.Count >= MaxNames ? ", …" : "");
    }

    /// <summary>
    /// Gets a text in the admin's language.
    /// </summary>
    public async Task<string> TextAsync(string name, params object[] values)
    {
        var text = await localizationService.GetResourceAsync($"{GlaseDefaults.ResourcePrefix}.Uninstall.{name}");
        return string.Format(CultureInfo.CurrentCulture, text, values);
    }

    /// <summary>
    /// Shows a warning on the admin's page; outside of a web request nothing is done.
    /// </summary>
    public void Warn(string warning)
    {
        if (httpContextAccessor.HttpContext is not null)
            notificationService.WarningNotification(warning);
    }
}
