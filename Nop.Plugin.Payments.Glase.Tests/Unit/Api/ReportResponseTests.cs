using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

/// <summary>
/// The answers to refundPayment, markTransactionPeriod and executeReport.
/// </summary>
public class ReportResponseTests
{
    [Test]
    public async Task A_refund_has_its_own_reference()
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Success(GlaseOperation.RefundPayment));

        var response = await subject.Client.RefundPaymentAsync(Calls.Connection, "E1", "T", new(1, "SEK"));

        Assert.That(response.ErsReference, Is.EqualTo("2012050100000000000000001"));
    }

    [Test]
    public async Task A_closed_period_has_an_id()
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Success(GlaseOperation.MarkTransactionPeriod));

        Assert.That(await subject.Client.MarkTransactionPeriodAsync(Calls.Connection, null), Is.EqualTo("77"));
    }

    [TestCase("<contentString>&lt;a>å&lt;/a></contentString>", "<a>å</a>")]
    [TestCase("<content>PGE+w6U8L2E+</content>", "<a>å</a>")]
    [TestCase("<content>\n PGE+w6U8\n L2E+ \n</content><contentString/>", "<a>å</a>")]
    [TestCase("<content>PGE+5TwvYT4=</content>", "<a>å</a>")]
    [TestCase("<content>77u/PGEvPg==</content>", "<a/>")]
    [TestCase("<content>Ym9ndXM=</content><contentString>text</contentString>", "text")]
    [TestCase("<contentString><![CDATA[<a>]]></contentString>", "<a>")]
    [TestCase("<content>//48AGEAPgDlADwALwBhAD4A</content>", "<a>å</a>", TestName = "UTF-16, little end first, with a mark")]
    [TestCase("<content>PABhAD4A5QA8AC8AYQA+AA==</content>", "<a>å</a>", TestName = "UTF-16, little end first, without a mark")]
    [TestCase("<content>/v8APABhAD4A5QA8AC8AYQA+</content>", "<a>å</a>", TestName = "UTF-16, big end first, with a mark")]
    [TestCase("<content>ADwAYQA+AOUAPAAvAGEAPg==</content>", "<a>å</a>", TestName = "UTF-16, big end first, without a mark")]
    [TestCase("<contentString> \n </contentString><content>PGEvPg==</content>", "<a/>", TestName = "a blank contentString")]
    [TestCase("<contentString>\uFEFF \u00A0</contentString><content>PGEvPg==</content>", "<a/>", TestName = "a contentString of a mark and blanks")]
    [TestCase("<contentString>\uFEFF&lt;a/></contentString>", "<a/>", TestName = "a contentString with a mark")]
    [TestCase("", "")]
    public async Task A_report_is_text_or_base64(string fields, string expected)
    {
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Return("executeReport", "<resultCode>0</resultCode><report><title>Shop</title>"
            + $"<mimeType>text/html</mimeType>{fields}</report>"));

        var report = await subject.Client.ExecuteReportAsync(Calls.Connection, "Reconciliation/Shop.xml", "en", null);

        Assert.That(report, Is.EqualTo(new Report("Shop", "text/html", expected)));
    }

    [Test]
    public async Task A_large_report_is_read_whole()
    {
        var text = new string('å', 5_000_000);
        using var subject = new ClientUnderTest();
        subject.Network.Answer(Answers.Return("executeReport",
            $"<resultCode>0</resultCode><report><contentString>{text}</contentString></report>"));

        var report = await subject.Client.ExecuteReportAsync(Calls.Connection, "Reconciliation/Shop.xml", "en", null);

        Assert.That(report.Text, Is.EqualTo(text));
    }
}
