using Nop.Plugin.Payments.Glase.Models;
using Nop.Services.Helpers;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Days in the admin's time zone.
/// </summary>
public class AdminDays(AdminTexts texts, IDateTimeHelper dateTimeHelper, TimeProvider timeProvider)
{
    /// <summary>
    /// Gets the day it is.
    /// </summary>
    public async Task<DateOnly> GetTodayAsync()
    {
        return DateOnly.FromDateTime(await texts.TimeAsync(timeProvider.GetUtcNow().UtcDateTime));
    }

    /// <summary>
    /// Gets when a day begins.
    /// </summary>
    /// <param name="day">The day</param>
    /// <returns>The time (UTC)</returns>
    public async Task<DateTime> GetStartAsync(DateOnly day)
    {
        return dateTimeHelper.ConvertToUtcTime(day.ToDateTime(TimeOnly.MinValue), await dateTimeHelper.GetCurrentTimeZoneAsync());
    }

    /// <summary>
    /// Gets the days that admins often ask for.
    /// </summary>
    public async Task<IReadOnlyList<DateRangeModel>> GetRangesAsync()
    {
        var today = await GetTodayAsync();
        var firstOfMonth = new DateOnly(today.Year, today.Month, 1);
        return
        [
            new(await texts.ListAsync("Today"), today, today),
            new(await texts.ListAsync("Yesterday"), today.AddDays(-1), today.AddDays(-1)),
            new(await texts.ListAsync("Last7Days"), today.AddDays(-6), today),
            new(await texts.ListAsync("Last30Days"), today.AddDays(-29), today),
            new(await texts.ListAsync("ThisMonth"), firstOfMonth, today),
            new(await texts.ListAsync("LastMonth"), firstOfMonth.AddMonths(-1), firstOfMonth.AddDays(-1))
        ];
    }
}
