using Moq;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Services.Helpers;
using Nop.Services.Localization;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Factories;

public class ReportModelFactoryTests
{
    [TestCase(0, 0, "A report can be requested a few seconds after the period was closed.")]
    [TestCase(1, 120, "Glase is preparing the report. Requests so far: 1. Elapsed: 1 s.")]
    [TestCase(3, 7400, "Glase is preparing the report. Requests so far: 3. Elapsed: 8 s.")]
    public async Task How_far_a_report_is_never_reads_as_if_nothing_happened(int asked, int milliseconds, string expected)
    {
        var words = GlaseResources.Load();
        var texts = new Mock<ILocalizationService>();
        texts.Setup(service => service.GetResourceAsync(It.IsAny<string>())).ReturnsAsync((string key) => words[key]);
        var factory = new ReportModelFactory(new AdminTexts(Mock.Of<IDateTimeHelper>(), texts.Object), null, null, null);

        var status = await factory.StatusAsync(new ReportProgress(ReportState.Running, asked,
            TimeSpan.FromMilliseconds(milliseconds), Report: null, Failure: null));

        Assert.That(status, Is.EqualTo(expected));
    }
}
