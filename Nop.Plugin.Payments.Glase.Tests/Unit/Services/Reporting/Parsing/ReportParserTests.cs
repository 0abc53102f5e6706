using System.Globalization;
using System.Text;
using Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Reporting.Parsing;

public class ReportParserTests
{
    private const string Meta = "<Meta><ResellerId>shop</ResellerId><TerminalId>T1</TerminalId>" +
        "<TransactionPeriodId>17</TransactionPeriodId><GeneratedAt>2026-11-25T08:00:00Z</GeneratedAt></Meta>";

    private static readonly string _row = Row("93.31000", "ERS1");

    [Test]
    public void Rows_and_what_the_report_says_about_itself_are_read_in_order()
    {
        var report = Parse($"<?xml version=\"1.0\"?>\n<TransactionDetails>{Meta}{_row}{Row("-5.00000", "ERS2")}</TransactionDetails>");

        Assert.Multiple(() =>
        {
            Assert.That(report.Problem, Is.EqualTo(ReportProblem.None));
            Assert.That(report.Root, Is.EqualTo("TransactionDetails"));
            Assert.That(report.Meta.Select(entry => entry.Key),
                Is.EqualTo(new[] { "ResellerId", "TerminalId", "TransactionPeriodId", "GeneratedAt" }));
            Assert.That(report.Meta[2].Value, Is.EqualTo("17"));
            Assert.That(report.Columns, Is.EqualTo(new[] { "TerminalId", "CashierId", "SalesAmount", "ErsReference" }));
            Assert.That(report.Transactions(), Is.EqualTo(new[]
            {
                new ReportedTransaction("T1", "Webshop", 93.31m, "ERS1"), new ReportedTransaction("T1", "Webshop", -5m, "ERS2")
            }));
        });
    }

    [Test]
    public void A_summary_counts_and_adds_up()
    {
        var report = Parse($"<TransactionSummary>{Meta}<Row><SalesCount>3</SalesCount><SalesTotal>120.50000</SalesTotal></Row></TransactionSummary>");

        Assert.That((report.SalesCount, report.SalesTotal), Is.EqualTo(((int?)3, (decimal?)120.5m)));
        Assert.That(report.Transactions(), Is.Empty);
    }

    [TestCase("<TransactionDetails>{0}</TransactionSummary>", TestName = "The end tag of the root does not match, as in Glase's sample")]
    [TestCase("<TransactionDetails>{0}</transactiondetails>", TestName = "Letters of another case")]
    [TestCase("  \n<?xml version=\"1.0\"?><TransactionDetails>{0}</TransactionDetails>", TestName = "Space before the declaration")]
    [TestCase("\uFEFF<?xml version=\"1.0\" encoding=\"UTF-16\"?><TransactionDetails>{0}</TransactionDetails>", TestName = "A mark of byte order and a wrong encoding")]
    [TestCase("<a:TransactionDetails xmlns:a=\"urn:a\" xmlns=\"urn:b\">{0}</a:TransactionDetails>", TestName = "Namespaces")]
    [TestCase("<a:TransactionDetails>{0}</a:TransactionDetails>", TestName = "Prefixes without a namespace")]
    [TestCase("<New><Deeper version=\"2\"><Unknown>x</Unknown>{0}<Total>1</Total></Deeper></New>", TestName = "Elements nobody knows around the rows")]
    [TestCase("<TransactionDetails>{0}<Footer attribute=\"a > b\"/></TransactionDetails>", TestName = "A greater-than in an attribute")]
    [TestCase("<TransactionDetails><!-- <Row> -->{0}<?x <Row> ?></TransactionDetails>", TestName = "Comments and instructions")]
    [TestCase("<TransactionDetails>{0}<Note>5 < 6 & it's \"odd\"</Note></TransactionDetails>", TestName = "Characters that should be entities")]
    [TestCase("<TransactionDetails>\u0001{0}</TransactionDetails>", TestName = "A character that XML forbids")]
    public void What_is_almost_a_report_is_read(string frame)
    {
        var report = Parse(string.Format(CultureInfo.InvariantCulture, frame, Meta + _row));

        Assert.That(report.Problem, Is.EqualTo(ReportProblem.None));
        Assert.That(report.Transactions(), Is.EqualTo(new[] { new ReportedTransaction("T1", "Webshop", 93.31m, "ERS1") }));
        Assert.That(report.Meta, Has.Count.EqualTo(4));
    }

    [TestCase("<Row><TerminalId>T1</TerminalId><SalesAmount>93.31</SalesAmount><ErsReference>ERS1</Ers></Row>", TestName = "An end tag of a cell")]
    [TestCase("<Row><TerminalId>T1<SalesAmount>93.31<ErsReference>ERS1</Row>", TestName = "Cells without end tags")]
    [TestCase("<Row><ErsReference>ERS1</ErsReference><SalesAmount> 93.31\n</SalesAmount><TerminalId>T1</TerminalId></Row>", TestName = "Another order and space")]
    [TestCase("<x:Row><x:TerminalId>T1</x:TerminalId><x:SalesAmount>93.31</x:SalesAmount><x:ErsReference>ERS1</x:ErsReference></x:Row>", TestName = "Prefixes in a row")]
    [TestCase("<ROW><TERMINALID>T1</TERMINALID><SALESAMOUNT>93.31</SALESAMOUNT><ERSREFERENCE>ERS1</ERSREFERENCE></ROW>", TestName = "Capital letters")]
    [TestCase("<Row><TerminalId><![CDATA[T1]]></TerminalId><SalesAmount>9&#51;.31</SalesAmount><ErsReference>ERS&#x31;</ErsReference></Row>", TestName = "CDATA and numbered characters")]
    [TestCase("<Row><TerminalId>T1</TerminalId><SalesAmount>93,31</SalesAmount><ErsReference>ERS1</ErsReference></Row>", TestName = "A comma")]
    public void A_row_may_be_written_in_many_ways(string row)
    {
        foreach (var end in new[] { "TransactionDetails", "Wrong" })
        {
            var report = Parse($"<TransactionDetails>{row}</{end}>");

            Assert.That(report.Transactions(), Is.EqualTo(new[] { new ReportedTransaction("T1", null, 93.31m, "ERS1") }), end);
            Assert.That(report.IsComplete, end);
        }
    }

    [TestCase("<TransactionDetails></TransactionDetails>")]
    [TestCase("<TransactionDetails/>")]
    [TestCase("<TransactionDetails>" + Meta + "</TransactionDetails>")]
    [TestCase("<TransactionDetails>" + Meta + "<Row/><Row></Row></TransactionDetails>")]
    public void A_period_without_transactions_is_a_report_without_rows(string text)
    {
        var report = Parse(text);

        Assert.That(report.Problem, Is.EqualTo(ReportProblem.None));
        Assert.That(report.Rows, Is.Empty);
    }

    [TestCase(null, ReportProblem.Empty)]
    [TestCase("", ReportProblem.Empty)]
    [TestCase(" \r\n", ReportProblem.Empty)]
    [TestCase("Service unavailable", ReportProblem.NotAReport)]
    [TestCase("{\"rows\": []}", ReportProblem.NotAReport)]
    [TestCase("<<<<<", ReportProblem.NotAReport)]
    [TestCase("<>", ReportProblem.NotAReport)]
    [TestCase("<a", ReportProblem.NotAReport)]
    [TestCase("<!-- ", ReportProblem.NotAReport)]
    [TestCase("<![CDATA[", ReportProblem.NotAReport)]
    [TestCase("<?xml", ReportProblem.NotAReport)]
    [TestCase("&#x0;&bogus;&", ReportProblem.NotAReport)]
    [TestCase("<soap:Envelope><soap:Body/></soap:Envelope>", ReportProblem.NotAReport)]
    [TestCase("<html><body><table><tr><td>93</td></tr></table></body></html>", ReportProblem.WebPage)]
    [TestCase("<!DOCTYPE html><html><head><title>502</title><br></html>", ReportProblem.WebPage)]
    public void What_is_no_report_says_so(string text, ReportProblem problem)
    {
        var report = Parse(text);

        Assert.That(report.Problem, Is.EqualTo(problem));
        Assert.That(report.Rows, Is.Empty);
        Assert.That(report.IsComplete, Is.False);
    }

    [Test]
    public void Cut_off_anywhere_it_keeps_whole_rows_and_never_passes_for_complete()
    {
        var whole = $"<TransactionDetails>{Meta}{_row}{Row("7.00000", "ERS2")}</TransactionDetails>";
        for (var length = 0; length < whole.Length; length++)
        {
            var report = Parse(whole[..length]);

            Assert.That(report.IsComplete, Is.False, whole[..length]);
            Assert.That(report.Transactions().Select(row => row.Amount), Is.SubsetOf(new decimal?[] { 93.31m, 7m }), whole[..length]);
            Assert.That(report.Transactions(), Has.All.Matches<ReportedTransaction>(row => row.ErsReference is "ERS1" or "ERS2"));
        }
    }

    [Test]
    public void Changed_anywhere_it_neither_throws_nor_makes_rows_up()
    {
        var whole = $"<TransactionDetails>{Meta}{_row}</TransactionDetails>";
        const string odd = "<>/&;\"'![]-?a 0\0\uD800";
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var text = new StringBuilder(whole);
            for (var change = random.Next(1, 6); change > 0; change--)
                text[random.Next(text.Length)] = odd[random.Next(odd.Length)];

            Assert.That(Parse(text.ToString()).Rows, Has.Count.LessThanOrEqualTo(2));
        }
    }

    [Test]
    public void Entities_of_a_document_type_are_not_expanded()
    {
        var entities = new StringBuilder("<!DOCTYPE lolz [<!ENTITY lol \"lol\">");
        for (var level = 1; level < 10; level++)
            entities.Append(CultureInfo.InvariantCulture, $"<!ENTITY lol{level} \"{string.Concat(Enumerable.Repeat($"&lol{level - 1};", 10))}\">");
        var report = Parse($"{entities}]><TransactionDetails><Row><ErsReference>&lol9;</ErsReference></Row></TransactionDetails>");

        Assert.That(report.Rows.Single().Single(), Is.EqualTo("&lol9;"));
    }

    [Test]
    public void External_entities_are_not_fetched()
    {
        var secret = Path.GetTempFileName();
        try
        {
            File.WriteAllText(secret, "the secret");
            var report = Parse($"<!DOCTYPE r [<!ENTITY x SYSTEM \"{new Uri(secret)}\">]>" +
                "<TransactionDetails><Row><ErsReference>&x;</ErsReference></Row></TransactionDetails>");

            Assert.That(report.Rows.Single().Single(), Is.EqualTo("&x;"));
        }
        finally
        {
            File.Delete(secret);
        }
    }

    private static IEnumerable<TestCaseData> Monsters()
    {
        TestCaseData Case(string name, string unit, string before = "<TransactionDetails>")
        {
            return new TestCaseData(unit, before).SetArgDisplayNames(name);
        }

        yield return Case("deep nesting", "<a>");
        yield return Case("quotation marks that cross", "<a '\">");
        yield return Case("one open quotation mark each", "<a b=\">");
        yield return Case("document types", "<!a>");
        yield return Case("less-thans", "<");
        yield return Case("ampersands", "&");
        yield return Case("greater-thans", ">");
        yield return Case("rows without end", "<Row><SalesAmount>1");
        yield return Case("comments", "<!---->");
        yield return Case("one long cell", "x", "<TransactionDetails><Row><ErsReference>");
        yield return Case("one long name", "x", "<TransactionDetails><Row><");
    }

    [TestCaseSource(nameof(Monsters))]
    public void Thirty_two_megabytes_of_anything_take_seconds_at_the_most(string unit, string before)
    {
        const int size = 32_000_000;
        // Made here: what a source of cases holds is held for the whole run.
        var text = new StringBuilder(before, size).Insert(before.Length, unit, (size - before.Length) / unit.Length).ToString();
        var started = TimeProvider.System.GetTimestamp();
        var report = Parse(text);

        Assert.That(report.IsComplete, Is.False);
        Assert.That(TimeProvider.System.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(20)), "on a busy machine");
    }

    [Test]
    public void More_rows_than_are_read_are_said_to_be_too_many()
    {
        var report = Parse($"<TransactionDetails>{string.Concat(Enumerable.Repeat(_row, ReportParser.MaxRows + 1))}</TransactionDetails>");

        Assert.That(report.Problem, Is.EqualTo(ReportProblem.TooLarge));
        Assert.That(report.Rows, Has.Count.EqualTo(ReportParser.MaxRows));
    }

    [Test]
    public void As_many_rows_as_are_read_are_all_of_them()
    {
        var report = Parse($"<TransactionDetails>{string.Concat(Enumerable.Repeat(_row, ReportParser.MaxRows))}</TransactionDetails>");

        Assert.That(report.IsComplete);
        Assert.That(report.Rows, Has.Count.EqualTo(ReportParser.MaxRows));
    }

    [Test]
    public void Cells_and_columns_have_bounds()
    {
        var columns = string.Concat(Enumerable.Range(0, 200).Select(number => $"<C{number}>{number}</C{number}>"));
        var report = Parse($"<TransactionDetails><Row>{columns}<Long>{new string('x', 5000)}</Long></Row></TransactionDetails>");

        Assert.That(report.Problem, Is.EqualTo(ReportProblem.TooLarge));
        Assert.That(report.Columns, Has.Count.EqualTo(50));
    }

    [TestCase("93.31000", "93.31")]
    [TestCase("-93.31000", "-93.31")]
    [TestCase("+1", "1")]
    [TestCase(" 7 ", "7")]
    [TestCase("−5.5", "-5.5")]
    [TestCase("93,31000", "93.31")]
    [TestCase("0.00001", "0.00001")]
    [TestCase("1,234", null)]
    [TestCase("1,234.50", null)]
    [TestCase("1.234,50", null)]
    [TestCase("1 234.50", null)]
    [TestCase("1e3", null)]
    [TestCase("99999999999999999999999999999999", null)]
    [TestCase("SEK 5", null)]
    [TestCase("", null)]
    [TestCase(null, null)]
    public void An_amount_is_a_number_that_has_one_meaning(string text, string amount)
    {
        Assert.That(ReportNumber.Parse(text), Is.EqualTo(amount is null ? null : decimal.Parse(amount, CultureInfo.InvariantCulture)));
    }

    private static ParsedReport Parse(string text) => ReportParser.Parse(text);

    private static string Row(string amount, string reference)
    {
        return $"<Row><TerminalId>T1</TerminalId><CashierId>Webshop</CashierId><SalesAmount>{amount}</SalesAmount>" +
            $"<ErsReference>{reference}</ErsReference></Row>";
    }
}
