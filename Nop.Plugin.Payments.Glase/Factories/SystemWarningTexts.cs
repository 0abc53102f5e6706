using System.Globalization;
using System.Net;
using Nop.Core;
using Nop.Core.Domain.Orders;
using Nop.Services.Helpers;
using Nop.Services.Localization;
using Nop.Web.Areas.Admin.Models.Common;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Writes warnings for the admin's page of warnings: as HTML, with links to what they are about and to the help.
/// </summary>
public class SystemWarningTexts(IDateTimeHelper dateTimeHelper, ILocalizationService localizationService, IWebHelper webHelper)
{
    /// <summary>
    /// How many payments or orders a warning links to; that there are more shows as an ellipsis.
    /// </summary>
    public const int MaxLinks = 5;

    /// <summary>
    /// Gets the link to the plugin's settings.
    /// </summary>
    public string ConfigureLink => Link(GlaseDefaults.ConfigurePage, "Glase");

    /// <summary>
    /// Writes a warning.
    /// </summary>
    /// <param name="level">How bad it is</param>
    /// <param name="name">The end of its text's name</param>
    /// <param name="values">The values of its placeholders, as HTML</param>
    public async Task<SystemWarningModel> WriteAsync(SystemWarningLevel level, string name, params object[] values)
    {
        var text = string.Format(CultureInfo.CurrentCulture,
            await localizationService.GetResourceAsync($"{GlaseDefaults.ResourcePrefix}.Warning.{name}"), values);
        if (level != SystemWarningLevel.Pass)
        {
            var help = Encode(await localizationService.GetResourceAsync("Plugins.Payments.Glase.Warning.Help"));
            text += $" {Link($"{GlaseDefaults.HelpPage}#warnings", help)}";
        }

        return new SystemWarningModel { Level = level, Text = text, DontEncode = true };
    }

    /// <summary>
    /// Writes a time as HTML.
    /// </summary>
    /// <param name="utc">The time (UTC); written in the admin's time zone</param>
    public async Task<string> TimeAsync(DateTime utc)
    {
        var time = await dateTimeHelper.ConvertToUserTimeAsync(utc, DateTimeKind.Utc);
        return Encode(time.ToString(CultureInfo.CurrentCulture));
    }

    /// <summary>
    /// Links to the first payments of many.
    /// </summary>
    /// <param name="paymentIds">The first ones</param>
    /// <param name="total">How many there are</param>
    public string PaymentLinks(IEnumerable<int> paymentIds, int total)
    {
        return Join(paymentIds.Select(id => Link($"{GlaseDefaults.PaymentPage}/{id.ToString(CultureInfo.InvariantCulture)}", $"#{id}")), total);
    }

    /// <summary>
    /// Links to the first orders of many.
    /// </summary>
    /// <param name="orders">The first ones</param>
    /// <param name="total">How many there are</param>
    public string OrderLinks(IEnumerable<Order> orders, int total)
    {
        return Join(orders.Select(order => Link(
            $"Admin/Order/Edit/{order.Id.ToString(CultureInfo.InvariantCulture)}", Encode($"#{order.CustomOrderNumber}"))), total);
    }

    /// <summary>
    /// Writes text as HTML.
    /// </summary>
    public static string Encode(string text)
    {
        return WebUtility.HtmlEncode(text);
    }

    private static string Join(IEnumerable<string> links, int total)
    {
        return string.Join(", ", links) + (total > MaxLinks ? ", …" : "");
    }

    private string Link(string page, string text)
    {
        return $"<a href=\"{Encode(webHelper.GetStoreLocation())}{page}\">{text}</a>";
    }
}
