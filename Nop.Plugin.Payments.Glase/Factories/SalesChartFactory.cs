using System.Globalization;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Draws sales and refunds per day, in the admin's time zone.
/// </summary>
public class SalesChartFactory(AdminAmounts amounts, AdminTexts texts)
{
    private const int Width = 760;
    private const int NarrowWidth = 320;
    private const int Height = 278;
    private const double Left = 78;
    private const double Right = 12;
    private const double Top = 32;
    private const double Bottom = 34;
    private const double MaxBarWidth = 56;
    private const double BarShare = 0.7;
    private const double MinRefundsHeight = 2;
    private const int MaxDays = 62;
    private const int MaxLabels = 12;
    private const int MaxNarrowLabels = 4;

    /// <summary>
    /// Draws a chart for each currency, of the last days when there are very many.
    /// </summary>
    public async Task<IReadOnlyList<SalesChartModel>> PrepareAsync(IEnumerable<LocalTransaction> transactions)
    {
        var days = new Dictionary<(string Currency, DateOnly Day), SalesDay>();
        foreach (var one in transactions)
        {
            var day = DateOnly.FromDateTime(await texts.TimeAsync(one.TimeUtc));
            var key = (one.CurrencyCode.ToUpperInvariant(), day);
            days[key] = days.GetValueOrDefault(key).Plus(one.Amount);
        }

        var charts = new List<SalesChartModel>();
        foreach (var currency in days.GroupBy(entry => entry.Key.Currency).OrderByDescending(group => group.Sum(entry => entry.Value.Payments)))
        {
            var figures = currency.ToDictionary(entry => entry.Key.Day, entry => entry.Value);
            var chart = await DrawAsync(currency.Key, figures, Width, MaxLabels);
            chart.Narrow = await DrawAsync(currency.Key, figures, NarrowWidth, MaxNarrowLabels);
            charts.Add(chart);
        }

        return charts;
    }

    private async Task<SalesChartModel> DrawAsync(string currency, Dictionary<DateOnly, SalesDay> figures, int width, int maxLabels)
    {
        var last = figures.Keys.Max();
        var count = Math.Min(last.DayNumber - figures.Keys.Min().DayNumber + 1, MaxDays);
        var days = Enumerable.Range(0, count).Select(offset => last.AddDays(offset - count + 1)).ToList();
        var shown = days.ConvertAll(day => figures.GetValueOrDefault(day));

        var highest = shown.Max(day => day.Sales);
        var deepest = shown.Max(day => day.Refunds);
        var step = NiceStep(highest, deepest);
        var up = Math.Ceiling(highest / step) * step;
        var scale = (Height - Top - Bottom) / (double)(up + deepest);
        var model = new SalesChartModel
        {
            CurrencyCode = currency,
            Description = await texts.ReportsAsync("Chart.Description", Day(days[0]), Day(last),
                await amounts.WriteAsync(shown.Sum(day => day.Sales), currency), await amounts.WriteAsync(shown.Sum(day => day.Refunds), currency)),
            Width = width,
            Height = Height,
            Zero = Top + (double)up * scale
        };
        // Refunds are mostly few: below zero the drawing has no more room than they need.
        for (var amount = 0m - Math.Floor(deepest / step) * step; amount <= up; amount += step)
            model.Lines.Add((model.Zero - (double)amount * scale, amount.ToString("#,0.##", CultureInfo.CurrentCulture)));

        var room = (width - Left - Right) / count;
        var bar = Math.Min(room * BarShare, MaxBarWidth);
        var labelEach = (count + maxLabels - 1) / maxLabels;
        for (var index = 0; index < count; index++)
        {
            var day = shown[index];
            model.Days.Add(new SalesDayModel
            {
                Day = Day(days[index]),
                Label = index % labelEach == 0 ? days[index].ToString("M", CultureInfo.CurrentCulture) : null,
                Payments = day.Payments,
                Sales = await amounts.WriteAsync(day.Sales, currency),
                Refunds = await amounts.WriteAsync(day.Refunds, currency),
                X = Left + room * index + (room - bar) / 2,
                BarWidth = bar,
                SalesHeight = (double)day.Sales * scale,
                RefundsHeight = day.Refunds > 0 ? Math.Max((double)day.Refunds * scale, MinRefundsHeight) : 0
            });
        }

        return model;
    }

    // 1, 2 or 5 times a power of ten, so that there are about five lines.
    private static decimal NiceStep(decimal highest, decimal deepest)
    {
        const int lines = 5;
        var rough = Math.Max((double)(highest + deepest) / lines, 0.01);
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var times = rough / power;
        return (decimal)(power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10));
    }

    private static string Day(DateOnly day) => day.ToString("d", CultureInfo.CurrentCulture);

    private readonly record struct SalesDay(int Payments, decimal Sales, decimal Refunds)
    {
        public SalesDay Plus(decimal amount)
        {
            return amount < 0 ? this with { Refunds = Refunds - amount } : this with { Payments = Payments + 1, Sales = Sales + amount };
        }
    }
}
