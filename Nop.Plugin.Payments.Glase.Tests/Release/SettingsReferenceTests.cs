using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Plugin.Payments.Glase.Validators;
using Nop.Web.Framework.Mvc.ModelBinding;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Release;

/// <summary>
/// docs/settings.md lists what the settings page has, with the defaults and limits of the code.
/// </summary>
public partial class SettingsReferenceTests
{
    private static readonly PropertyInfo[] _fields =
    [
        .. typeof(ConfigurationModel).GetProperties().Where(field => field.IsDefined(typeof(NopResourceDisplayNameAttribute)))
    ];

    private static readonly string[][] _rows =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs", "settings.md"))
            .Where(line => line.StartsWith('|') && !line.StartsWith("| Setting |", StringComparison.Ordinal) && line[1] != '-')
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())
    ];

    private static IEnumerable<PropertyInfo> Fields => _fields;

    [Test]
    public void It_lists_the_fields_of_the_page_in_their_order()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Plugin, "Views", "Configure.cshtml"));
        var shown = LabelOnPage().Matches(page)
            .Select(label => typeof(ConfigurationModel).GetProperty(label.Groups[1].Value)).ToList();

        Assert.That(shown, Is.EquivalentTo(_fields), "the page shows each setting");
        Assert.That(_rows.Select(row => row[0]), Is.EqualTo(shown.Select(field => EnglishTexts.Get(KeyOf(field)))));
    }

    [TestCaseSource(nameof(Fields))]
    public void It_names_the_default(PropertyInfo field)
    {
        var setting = typeof(GlaseSettings).GetProperty(Regex.Replace(field.Name, "(?<=QrCodePlacement|CaptureMode)Id$", ""));
        var expected = setting?.GetValue(GlaseInstaller.Defaults()) switch
        {
            true => "on",
            false => "off",
            null => setting is null ? "off" : "–",
            Enum choice => EnglishTexts.Get($"Enums.{choice.GetType().FullName}.{choice}"),
            var value => Convert.ToString(value, CultureInfo.InvariantCulture)
        };

        Assert.That(RowOf(field)[1], Is.EqualTo(expected));
    }

    [TestCase(nameof(ConfigurationModel.PaymentWindowMinutes),
        ConfigurationValidator.MinPaymentWindowMinutes, ConfigurationValidator.MaxPaymentWindowMinutes)]
    [TestCase(nameof(ConfigurationModel.ClosePeriodHour), 0, ConfigurationValidator.LastHour)]
    [TestCase(nameof(ConfigurationModel.ReservationDays), 0, ConfigurationValidator.MaxReservationDays)]
    public void It_names_the_limits(string field, int least, int most)
    {
        Assert.That(RowOf(typeof(ConfigurationModel).GetProperty(field))[2], Is.EqualTo($"{least} to {most}"));
    }

    [TestCase(nameof(ConfigurationModel.InvoiceTitle), ConfigurationValidator.MaxInvoiceTextLength)]
    [TestCase(nameof(ConfigurationModel.InvoiceFooter), ConfigurationValidator.MaxInvoiceTextLength)]
    [TestCase(nameof(ConfigurationModel.CashierId), ConfigurationValidator.MaxCashierLength)]
    [TestCase(nameof(ConfigurationModel.TerminalId), ConfigurationValidator.MaxIdLength)]
    [TestCase(nameof(ConfigurationModel.ShopId), ConfigurationValidator.MaxIdLength)]
    [TestCase(nameof(ConfigurationModel.ShopUserId), ConfigurationValidator.MaxIdLength)]
    [TestCase(nameof(ConfigurationModel.TerminalPassword), ConfigurationValidator.MaxPasswordLength)]
    [TestCase(nameof(ConfigurationModel.ShopPassword), ConfigurationValidator.MaxPasswordLength)]
    [TestCase(nameof(ConfigurationModel.LiveServiceUrl), ConfigurationValidator.MaxAddressLength)]
    [TestCase(nameof(ConfigurationModel.AboutUrl), ConfigurationValidator.MaxAddressLength)]
    [TestCase(nameof(ConfigurationModel.AppUrl), ConfigurationValidator.MaxAddressLength)]
    public void It_names_the_length(string field, int maxLength)
    {
        var limit = string.Create(CultureInfo.InvariantCulture, $"up to {maxLength:#,0} characters");

        Assert.That(RowOf(typeof(ConfigurationModel).GetProperty(field))[2], Does.EndWith(limit));
    }

    private static string[] RowOf(PropertyInfo field) => _rows.Single(row => row[0] == EnglishTexts.Get(KeyOf(field)));

    private static string KeyOf(PropertyInfo field) => field.GetCustomAttribute<NopResourceDisplayNameAttribute>().ResourceKey;

    [GeneratedRegex("<nop-label asp-for=\"(\\w+)\"")]
    private static partial Regex LabelOnPage();
}
