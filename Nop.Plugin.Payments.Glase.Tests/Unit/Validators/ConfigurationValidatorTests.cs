using System.Linq.Expressions;
using FluentValidation.TestHelper;
using Moq;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Validators;
using Nop.Services.Localization;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Validators;

public class ConfigurationValidatorTests
{
    private const int SomeStore = 2;

    private readonly ConfigurationValidator _validator = new(Texts());

    private static ConfigurationModel Right => new()
    {
        LiveServiceUrl = "https://live.example.com/soap",
        TerminalId = "terminal",
        HasTerminalPassword = true,
        PaymentWindowMinutes = 10
    };

    [Test]
    public void Right_settings_pass()
    {
        _validator.TestValidate(Right).ShouldNotHaveAnyValidationErrors();
    }

    [Test]
    public void A_shop_that_was_just_installed_can_be_saved_without_credentials()
    {
        var model = new ConfigurationModel { UseTestServer = true, PaymentWindowMinutes = 10 };

        _validator.TestValidate(model).ShouldNotHaveAnyValidationErrors();
    }

    [Test]
    public void A_shop_password_needs_its_shop_id()
    {
        _validator.TestValidate(Right with { ShopPassword = "typed" }).ShouldHaveValidationErrorFor(model => model.ShopId)
            .WithErrorMessage("Enter the shop id that the password belongs to.").Only();
        _validator.TestValidate(Right with { ShopPassword = "typed", ShopId = "shop" }).ShouldNotHaveAnyValidationErrors();
    }

    [Test]
    public void A_text_that_the_shop_could_not_store_gets_a_message_at_its_field()
    {
        AssertText(model => model.InvoiceTitle, (model, text) => model with { InvoiceTitle = text }, 255);
        AssertText(model => model.InvoiceFooter, (model, text) => model with { InvoiceFooter = text }, 255);
        AssertText(model => model.CashierId, (model, text) => model with { CashierId = text }, 64);
        AssertText(model => model.TerminalId, (model, text) => model with { TerminalId = text }, 128);
        AssertText(model => model.ShopId, (model, text) => model with { ShopId = text }, 128);
        AssertText(model => model.ShopUserId, (model, text) => model with { ShopUserId = text }, 128);
    }

    [Test]
    public void A_password_may_have_any_character_but_not_any_length()
    {
        _validator.TestValidate(Right with { TerminalPassword = new string('\u00e5', 498) + "\U0001F600" }).ShouldNotHaveAnyValidationErrors();
        _validator.TestValidate(Right with { TerminalPassword = new string('p', 501) })
            .ShouldHaveValidationErrorFor(model => model.TerminalPassword).WithErrorMessage("Enter at most 500 characters.").Only();
    }

    private void AssertText(Expression<Func<ConfigurationModel, string>> field, Func<ConfigurationModel, string, ConfigurationModel> with,
        int maxLength)
    {
        _validator.TestValidate(with(Right, new string('å', maxLength))).ShouldNotHaveAnyValidationErrors();
        _validator.TestValidate(with(Right, new string('å', maxLength + 1))).ShouldHaveValidationErrorFor(field)
            .WithErrorMessage($"Enter at most {maxLength} characters.").Only();
        foreach (var text in new[] { "Thanks \U0001F600", "a\0b", "two\nlines" })
            _validator.TestValidate(with(Right, text)).ShouldHaveValidationErrorFor(field)
                .WithErrorMessage("Leave out emoji, rare characters and line breaks: not every database can store them.").Only();
    }

    [TestCase(-1)]
    [TestCase(366)]
    public void Reservations_last_a_sensible_time(int days)
    {
        _validator.TestValidate(Right with { ReservationDays = days }).ShouldHaveValidationErrorFor(model => model.ReservationDays)
            .WithErrorMessage("Enter a number of days from 0 to 365.").Only();
    }

    [TestCase(-1)]
    [TestCase(24)]
    public void A_day_has_hours_from_0_to_23(int hour)
    {
        _validator.TestValidate(Right with { ClosePeriodHour = hour }).ShouldHaveValidationErrorFor(model => model.ClosePeriodHour)
            .WithErrorMessage("Enter an hour from 0 to 23.").Only();
    }

    [Test]
    public void The_money_is_taken_in_one_of_the_known_ways()
    {
        _validator.TestValidate(Right with { CaptureModeId = 5 }).ShouldHaveValidationErrorFor(model => model.CaptureModeId)
            .WithErrorMessage("Choose when customers are charged.").Only();
    }

    [Test]
    public void Live_payments_need_their_address()
    {
        _validator.TestValidate(Right with { LiveServiceUrl = null }).ShouldHaveValidationErrorFor(model => model.LiveServiceUrl)
            .WithErrorMessage("Enter the address for live payments, or use the test server.").Only();
    }

    [TestCase("http://live.example.com/soap")]
    [TestCase("live.example.com/soap")]
    [TestCase("/soap")]
    [TestCase("ftp://live.example.com/soap")]
    [TestCase("https://")]
    [TestCase("javascript:alert(1)")]
    public void An_address_that_is_not_https_is_refused(string address)
    {
        _validator.TestValidate(Right with { LiveServiceUrl = address }).ShouldHaveValidationErrorFor(model => model.LiveServiceUrl)
            .WithErrorMessage("Enter a complete address that begins with https://.").Only();
    }

    [TestCase("https://live.example.com/soap")]
    [TestCase("http://localhost:5055/soap")]
    [TestCase("http://127.0.0.1:5055/soap")]
    public void An_address_that_nobody_can_listen_in_to_is_taken(string address)
    {
        _validator.TestValidate(Right with { LiveServiceUrl = address }).ShouldNotHaveAnyValidationErrors();
    }

    [Test]
    public void A_terminal_id_without_a_password_is_refused()
    {
        _validator.TestValidate(Right with { HasTerminalPassword = false })
            .ShouldHaveValidationErrorFor(model => model.TerminalPassword)
            .WithErrorMessage("Enter the password of the terminal.").Only();
    }

    [Test]
    public void A_password_without_a_terminal_id_is_refused()
    {
        _validator.TestValidate(Right with { TerminalId = null, TerminalPassword = "secret" })
            .ShouldHaveValidationErrorFor(model => model.TerminalId)
            .WithErrorMessage("Enter the terminal id that Glase gave you.").Only();
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(121)]
    public void A_payment_window_out_of_bounds_is_refused(int minutes)
    {
        _validator.TestValidate(Right with { PaymentWindowMinutes = minutes })
            .ShouldHaveValidationErrorFor(model => model.PaymentWindowMinutes)
            .WithErrorMessage("Enter a number of minutes from 1 to 120.").Only();
    }

    [TestCase(1)]
    [TestCase(120)]
    public void A_payment_window_at_the_bounds_is_taken(int minutes)
    {
        _validator.TestValidate(Right with { PaymentWindowMinutes = minutes }).ShouldNotHaveAnyValidationErrors();
    }

    [TestCase(-0.01, false, "Enter 0 or more.")]
    [TestCase(100.01, true, "Enter a percentage from 0 to 100.")]
    public void A_fee_that_makes_no_sense_is_refused(decimal fee, bool percentage, string message)
    {
        _validator.TestValidate(Right with { AdditionalFee = fee, AdditionalFeePercentage = percentage })
            .ShouldHaveValidationErrorFor(model => model.AdditionalFee).WithErrorMessage(message).Only();
    }

    [TestCase(150, false)]
    [TestCase(100, true)]
    public void A_fee_that_makes_sense_is_taken(decimal fee, bool percentage)
    {
        _validator.TestValidate(Right with { AdditionalFee = fee, AdditionalFeePercentage = percentage })
            .ShouldNotHaveAnyValidationErrors();
    }

    [TestCase("http://app.example.com/")]
    [TestCase("javascript:alert(1)")]
    [TestCase("app.example.com")]
    public void A_link_for_shoppers_leads_to_a_page_with_https(string address)
    {
        _validator.TestValidate(Right with { AppUrl = address })
            .ShouldHaveValidationErrorFor(model => model.AppUrl)
            .WithErrorMessage("Enter a complete address that begins with https://.").Only();
        _validator.TestValidate(Right with { AboutUrl = address }).ShouldHaveValidationErrorFor(model => model.AboutUrl).Only();
    }

    [TestCase(null)]
    [TestCase("https://app.example.com/get?id=7")]
    public void A_link_for_shoppers_may_be_left_out(string address)
    {
        _validator.TestValidate(Right with { AppUrl = address, AboutUrl = address }).ShouldNotHaveAnyValidationErrors();
    }

    [Test]
    public void A_placement_that_does_not_exist_is_refused()
    {
        _validator.TestValidate(Right with { QrCodePlacementId = 7 })
            .ShouldHaveValidationErrorFor(model => model.QrCodePlacementId).WithErrorMessage("Choose one of the placements.").Only();
    }

    [Test]
    public void What_a_store_takes_from_all_stores_is_not_sent_and_not_checked()
    {
        var model = new ConfigurationModel { ActiveStoreScopeConfiguration = SomeStore };

        _validator.TestValidate(model).ShouldNotHaveAnyValidationErrors();
    }

    [Test]
    public void What_is_the_stores_own_is_checked()
    {
        var model = new ConfigurationModel
        {
            ActiveStoreScopeConfiguration = SomeStore,
            UseTestServer_OverrideForStore = true,
            LiveServiceUrl_OverrideForStore = true,
            PaymentWindowMinutes_OverrideForStore = true
        };

        var result = _validator.TestValidate(model);

        result.ShouldHaveValidationErrorFor(all => all.LiveServiceUrl);
        result.ShouldHaveValidationErrorFor(all => all.PaymentWindowMinutes);
    }

    private static ILocalizationService Texts()
    {
        var texts = GlaseResources.Load();
        var service = new Mock<ILocalizationService>();
        service.Setup(all => all.GetResourceAsync(It.IsAny<string>())).Returns((string name) => Task.FromResult(texts[name]));
        return service.Object;
    }
}
