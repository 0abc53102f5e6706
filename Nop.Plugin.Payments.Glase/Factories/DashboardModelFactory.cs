using System.Globalization;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares the card on the admin's dashboard, from what is recorded here: Glase is not asked.
/// </summary>
public class DashboardModelFactory(AdminAmounts amounts, AdminDays days, AdminPreferences preferences, AdminTexts texts,
    PaymentSearch search, PaymentStatistics statistics, TimeProvider timeProvider)
{
    private const int DayCount = 30;
    private const int Percent = 100;

    /// <summary>
    /// Prepares the card.
    /// </summary>
    public async Task<DashboardModel> PrepareAsync()
    {
        var now = timeProvider.GetUtcNow().UtcDateTime;
        var today = await days.GetTodayAsync();
        var (start, end) = (await days.GetStartAsync(today), await days.GetStartAsync(today.AddDays(1)));
        var needsAttention = await search.SearchAsync(new PaymentFilter { NeedsAttentionAtUtc = now }, pageIndex: 0, pageSize: 1);
        var model = new DashboardModel
        {
            Today = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Paid = await FigureAsync(await statistics.GetPaidAsync(start, end)),
            Waiting = await FigureAsync(await statistics.GetWaitingAsync(now)),
            Refunded = await FigureAsync(await statistics.GetRefundedAsync(start, end)),
            NeedsAttention = needsAttention.TotalCount,
            IsFolded = await preferences.IsFoldedAsync(AdminPreferences.HideDashboardCardAttribute)
        };
        await AddCodesAsync(model, today);
        return model;
    }

    private async Task AddCodesAsync(DashboardModel model, DateOnly today)
    {
        var first = today.AddDays(1 - DayCount);
        var codes = new Dictionary<DateOnly, (int Count, int Paid)>();
        foreach (var quarter in await statistics.GetIssuedCodesAsync(await days.GetStartAsync(first)))
        {
            var day = DateOnly.FromDateTime(await texts.TimeAsync(quarter.StartUtc));
            var (sum, paid) = codes.GetValueOrDefault(day);
            codes[day] = (sum + quarter.Count, paid + quarter.PaidCount);
        }

        var (count, paidCount) = (codes.Values.Sum(day => day.Count), codes.Values.Sum(day => day.Paid));
        model.Share = count == 0
            ? await texts.DashboardAsync("Share.None")
            : await texts.DashboardAsync("Share", paidCount, count, Share(paidCount, count));
        for (var day = first; count > 0 && day <= today; day = day.AddDays(1))
        {
            var (issued, paid) = codes.GetValueOrDefault(day);
            model.Days.Add(new CodesOfDayModel(day.ToString("d", CultureInfo.CurrentCulture), issued, paid, issued == 0 ? null : Share(paid, issued)));
        }
    }

    private async Task<DashboardFigureModel> FigureAsync(IReadOnlyList<PaymentTotal> totals)
    {
        var texts = new List<string>();
        foreach (var total in totals)
            texts.Add(await amounts.WriteAsync(total.Amount, total.CurrencyCode));
        return new DashboardFigureModel(totals.Sum(total => total.Count), texts);
    }

    private static int Share(int paid, int issued) => (int)Math.Round((double)Percent * paid / issued);
}
