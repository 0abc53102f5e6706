using Moq;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;
using Nop.Services.Catalog;
using Nop.Services.Helpers;
using Nop.Services.Localization;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Factories;

[SetCulture("en-US")]
public class SalesChartFactoryTests
{
    private static readonly DateTime _day = new(2026, 11, 28, 12, 0, 0, DateTimeKind.Utc);

    private SalesChartFactory _factory;

    [SetUp]
    public void SetUp()
    {
        var texts = GlaseResources.Load();
        var localization = new Mock<ILocalizationService>();
        localization.Setup(service => service.GetResourceAsync(It.IsAny<string>())).ReturnsAsync((string key) => texts[key]);
        var times = new Mock<IDateTimeHelper>();
        times.Setup(helper => helper.ConvertToUserTimeAsync(It.IsAny<DateTime>(), DateTimeKind.Utc)).ReturnsAsync((DateTime utc, DateTimeKind _) => utc);
        _factory = new SalesChartFactory(new AdminAmounts(Mock.Of<IPriceFormatter>()), new AdminTexts(times.Object, localization.Object));
    }

    [TestCase(5, new[] { "0", "1,000", "2,000", "3,000", "4,000" })]
    [TestCase(2500, new[] { "-2,000", "0", "2,000", "4,000" })]
    public async Task Below_zero_there_is_no_more_room_than_refunds_need(decimal refund, string[] labels)
    {
        var chart = (await _factory.PrepareAsync([Transaction(4000m), Transaction(-refund)])).Single();

        var day = chart.Days.Single();
        Assert.That(chart.Lines.Select(line => line.Label), Is.EqualTo(labels));
        Assert.That(day.RefundsHeight, Is.GreaterThanOrEqualTo(2), "it can be seen");
        Assert.That(chart.Zero + day.RefundsHeight, Is.LessThan(chart.Height - 28), "it ends above the days' names");
        Assert.That(chart.Zero - day.SalesHeight, Is.Positive);
    }

    private static LocalTransaction Transaction(decimal amount) => new(1, null, null, "ERS1", amount, "USD", _day);
}
