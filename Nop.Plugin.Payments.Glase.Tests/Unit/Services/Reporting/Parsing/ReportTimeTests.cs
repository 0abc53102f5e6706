using System.Globalization;
using Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Reporting.Parsing;

public class ReportTimeTests
{
    [TestCase("2026-11-28T12:00:00Z", ExpectedResult = "2026-11-28T12:00:00")]
    [TestCase("2026-11-28T12:00:00+01:00", ExpectedResult = "2026-11-28T11:00:00")]
    [TestCase("2026-11-28T12:00:00.123-05:00", ExpectedResult = "2026-11-28T17:00:00")]
    [TestCase("2026-11-28 12:00:00+01:00", ExpectedResult = "2026-11-28T11:00:00")]
    [TestCase("2026-11-28T12:00:00", ExpectedResult = null)]
    [TestCase("2026-11-28", ExpectedResult = null)]
    [TestCase("2026112721095712700000008", ExpectedResult = null)]
    [TestCase("93.31000", ExpectedResult = null)]
    [TestCase("", ExpectedResult = null)]
    [TestCase(null, ExpectedResult = null)]
    public string A_time_is_one_that_names_its_offset(string text)
    {
        return ReportTime.Parse(text)?.ToString("s", CultureInfo.InvariantCulture);
    }
}
