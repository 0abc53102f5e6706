using System.Globalization;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Helpers;
using Nop.Services.Localization;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Texts and times for admins, in their language and time zone.
/// </summary>
public class AdminTexts(IDateTimeHelper dateTimeHelper, ILocalizationService localizationService)
{
    /// <summary>
    /// Gets a text on the card of the dashboard.
    /// </summary>
    /// <param name="name">The end of its name</param>
    /// <param name="values">The values of its placeholders</param>
    public Task<string> DashboardAsync(string name, params object[] values)
    {
        return FormatAsync($"{GlaseDefaults.ResourcePrefix}.Dashboard.{name}", values);
    }

    /// <summary>
    /// Gets a text on the list of payments.
    /// </summary>
    /// <param name="name">The end of its name</param>
    /// <param name="values">The values of its placeholders</param>
    public Task<string> ListAsync(string name, params object[] values)
    {
        return FormatAsync($"{GlaseDefaults.ResourcePrefix}.List.{name}", values);
    }

    /// <summary>
    /// Gets a text on periods and reports.
    /// </summary>
    /// <param name="name">The end of its name</param>
    /// <param name="values">The values of its placeholders</param>
    public Task<string> ReportsAsync(string name, params object[] values)
    {
        return FormatAsync($"{GlaseDefaults.ResourcePrefix}.Reports.{name}", values);
    }

    /// <summary>
    /// Gets a text on a payment.
    /// </summary>
    /// <param name="name">The end of its name</param>
    /// <param name="values">The values of its placeholders</param>
    public Task<string> PanelAsync(string name, params object[] values)
    {
        return FormatAsync($"{GlaseDefaults.ResourcePrefix}.Panel.{name}", values);
    }

    /// <summary>
    /// Gets a text on the result of an action on a payment.
    /// </summary>
    /// <param name="name">The end of its name</param>
    /// <param name="values">The values of its placeholders</param>
    public Task<string> ResultAsync(string name, params object[] values)
    {
        return FormatAsync($"{GlaseDefaults.ResourcePrefix}.Panel.Result.{name}", values);
    }

    /// <summary>
    /// Gets the status of a payment in words.
    /// </summary>
    public Task<string> StatusAsync(GlasePayment payment)
    {
        return payment is { Status: GlasePaymentStatus.Expired, ReservedOnUtc: not null }
            ? PanelAsync("Status.ReservationExpired")
            : EnumAsync(payment.Status);
    }

    /// <summary>
    /// Gets the name of an enum value.
    /// </summary>
    public Task<string> EnumAsync<TEnum>(TEnum value) where TEnum : struct, Enum
    {
        return localizationService.GetLocalizedEnumAsync(value);
    }

    /// <summary>
    /// Gets a time in the admin's time zone.
    /// </summary>
    /// <param name="utc">The time (UTC)</param>
    public Task<DateTime> TimeAsync(DateTime utc)
    {
        return dateTimeHelper.ConvertToUserTimeAsync(utc, DateTimeKind.Utc);
    }

    /// <summary>
    /// Writes a time in the admin's time zone.
    /// </summary>
    /// <param name="utc">The time (UTC)</param>
    public async Task<string> WriteAsync(DateTime utc)
    {
        return (await TimeAsync(utc)).ToString(CultureInfo.CurrentCulture);
    }

    private async Task<string> FormatAsync(string resourceName, object[] values)
    {
        return string.Format(CultureInfo.CurrentCulture, await localizationService.GetResourceAsync(resourceName), values);
    }
}
