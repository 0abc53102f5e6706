using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using ClosedXML.Excel;
using Nop.Core.Domain.Localization;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// What a bookkeeper's spreadsheet makes of the exported files: amounts are numbers, times are dates, references are whole.
/// </summary>
public class SpreadsheetTests
{
    private const string Reference = "2026112721095712700000008";
    private ShopFixture _fixture;
    private HttpShopper _admin;
    private GlasePayment _payment;

    [SetUp]
    public async Task SetUp()
    {
        _fixture = await ShopFixture.StartAsync();
        await ReportingShop.EnterCredentialsAsync(_fixture);
        await ReportingShop.BuyAsync(_fixture);
        await _fixture.ChangePaymentsAsync(payment => payment.ErsReference = Reference);
        _payment = await _fixture.LastPaymentAsync();
        _admin = _fixture.NewShopper();
        await _admin.LogInAsAdminAsync();
    }

    [TearDown]
    public async Task TearDown()
    {
        _admin.Dispose();
        await _fixture.DisposeAsync();
    }

    [Test]
    public async Task A_workbook_has_typed_cells()
    {
        using var workbook = new XLWorkbook(new MemoryStream(await ExportAsync("Xlsx")));
        var sheet = workbook.Worksheets.Single();
        var cells = sheet.Row(1).CellsUsed().ToDictionary(cell => cell.GetString(), cell => sheet.Cell(2, cell.Address.ColumnNumber));

        Assert.Multiple(() =>
        {
            Assert.That(cells["Amount"].DataType, Is.EqualTo(XLDataType.Number));
            Assert.That(cells["Amount"].GetDouble(), Is.EqualTo((double)_payment.Amount));
            Assert.That(cells["PaidOnUtc"].DataType, Is.EqualTo(XLDataType.DateTime));
            Assert.That(cells["PaidOnUtc"].GetDateTime(), Is.EqualTo(_payment.PaidOnUtc).Within(TimeSpan.FromSeconds(1)));
            Assert.That(cells["PaymentReference"].DataType, Is.EqualTo(XLDataType.Text));
            Assert.That(cells["PaymentReference"].GetString(), Is.EqualTo(Reference));
            Assert.That(cells["ReversedOnUtc"].IsEmpty(), Is.True);
        });
    }

    [TestCase("Xlsx", "en", "en-US")]
    [TestCase("Csv", "en", "en-US")]
    [TestCase("Csv", "sv", "sv-SE")]
    public async Task LibreOffice_reads_amounts_times_and_references(string format, string language, string culture)
    {
        LibreOffice.Require();
        var chosen = (await _fixture.AllAsync<Language>()).Single(row => row.UniqueSeoCode == language);
        await _admin.GoAsync($"changelanguage/{chosen.Id}");

        var row = LibreOffice.SecondRow(await ExportAsync(format), format.ToLowerInvariant(), culture);

        Assert.Multiple(() =>
        {
            Assert.That(row, Does.Contain(("float", _payment.Amount.ToString("0.##", CultureInfo.InvariantCulture))));
            Assert.That(row, Does.Contain(("string", Reference)));
            Assert.That(row.Where(cell => cell.Type == "date").Select(cell => cell.Value),
                Has.Some.StartsWith(_payment.PaidOnUtc?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        });
    }

    private async Task<byte[]> ExportAsync(string format)
    {
        return await (await _admin.Http.GetAsync($"Admin/Glase/Payments/Export?format={format}")).EnsureSuccessStatusCode()
            .Content.ReadAsByteArrayAsync();
    }

    /// <summary>
    /// Opens files as the spreadsheet of Debian's package libreoffice-calc-nogui does.
    /// </summary>
    private static class LibreOffice
    {
        private const string Program = "/usr/bin/soffice";
        private static readonly XNamespace _office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
        private static readonly XNamespace _table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
        private static readonly XNamespace _text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

        public static void Require()
        {
            if (!File.Exists(Program))
                throw MissingServer.Because("There is no LibreOffice; on Debian: apt-get install libreoffice-calc-nogui.");
        }

        public static List<(string Type, string Value)> SecondRow(byte[] file, string ending, string culture)
        {
            var folder = Directory.CreateTempSubdirectory("glase-export-").FullName;
            try
            {
                var path = Path.Combine(folder, $"payments.{ending}");
                File.WriteAllBytes(path, file);
                // Delimiter and quotation mark by their codes, UTF-8, from line 1, each column as it comes, and the language.
                var comma = culture == "sv-SE" ? ';' : ',';
                string[] filter = ending == "csv"
                    ? [$"--infilter=CSV:{(int)comma},34,76,1,,{CultureInfo.GetCultureInfo(culture).LCID},false,true"]
                    : [];
                using var process = Process.Start(new ProcessStartInfo(Program,
                    [$"-env:UserInstallation=file://{folder}/profile", "--headless", .. filter, "--convert-to", "fods", "--outdir", folder, path])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true
                });
                process.StandardOutput.ReadToEnd();
                process.WaitForExit();
                return Read(XDocument.Load(Path.ChangeExtension(path, "fods")));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        private static List<(string Type, string Value)> Read(XDocument document)
        {
            var row = document.Descendants(_table + "table-row").ElementAt(1);
            return row.Elements(_table + "table-cell")
                .Where(cell => cell.Attribute(_office + "value-type") is not null)
                .Select(cell => ((string)cell.Attribute(_office + "value-type"),
                    (string)cell.Attribute(_office + "value") ?? (string)cell.Attribute(_office + "date-value")
                    ?? (string)cell.Attribute(_office + "string-value") ?? cell.Element(_text + "p")?.Value))
                .ToList();
        }
    }
}
