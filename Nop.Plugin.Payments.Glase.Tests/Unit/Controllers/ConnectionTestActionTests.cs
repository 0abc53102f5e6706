using Moq;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Models;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Controllers;

/// <summary>
/// The settings page's test of the connection: it takes what is typed, and sends no stored password elsewhere.
/// </summary>
public class ConnectionTestActionTests : GlaseAdminControllerTestBase
{
    [Test]
    public async Task A_test_takes_what_is_typed_and_saves_nothing()
    {
        GlaseConnection tested = null;
        _tester.Setup(tester => tester.TestPaymentsAsync(It.IsAny<GlaseConnection>()))
            .Callback<GlaseConnection>(connection => tested = connection).ReturnsAsync((GlaseApiException)null);

        var model = Shown(await _controller.TestConnection(Typed() with { TerminalId = "typed", ShopId = "shop", InvoiceTitle = "Typed" }));

        Assert.Multiple(() =>
        {
            Assert.That(tested.TerminalId, Is.EqualTo("typed"));
            Assert.That(tested.Password, Is.EqualTo("old"), "the stored one");
            Assert.That(tested.ShopPassword, Is.EqualTo("old shop"));
            Assert.That(_saved, Is.Empty);
            Assert.That(_settings.TerminalId, Is.EqualTo("terminal"));
            Assert.That(model.InvoiceTitle, Is.EqualTo("Typed"));
            Assert.That(model.ConnectionTest.Findings.Select(finding => finding.Outcome), Is.EqualTo(new[]
            {
                ConnectionTestModel.Outcome.Works, ConnectionTestModel.Outcome.Works, ConnectionTestModel.Outcome.Works,
                ConnectionTestModel.Outcome.NotKnown
            }));
        });
    }

    [Test]
    public async Task A_test_for_a_store_takes_from_all_stores_what_the_store_does_not_override()
    {
        GlaseConnection tested = null;
        _storeContext.Setup(context => context.GetActiveStoreScopeConfigurationAsync()).ReturnsAsync(SecondStore);
        _settingService.Setup(service => service.LoadSettingAsync<GlaseSettings>(SecondStore)).ReturnsAsync(new GlaseSettings
        {
            TerminalId = "own", TerminalPassword = "encrypted(own password)"
        });
        _tester.Setup(tester => tester.TestPaymentsAsync(It.IsAny<GlaseConnection>()))
            .Callback<GlaseConnection>(connection => tested = connection).ReturnsAsync((GlaseApiException)null);

        await _controller.TestConnection(new ConfigurationModel
        {
            ActiveStoreScopeConfiguration = SecondStore,
            TerminalId = "typed",
            TerminalId_OverrideForStore = true
        });

        Assert.Multiple(() =>
        {
            Assert.That(tested.ServiceUrl, Is.EqualTo(new Uri("https://live.example.com/soap")));
            Assert.That(tested.TerminalId, Is.EqualTo("typed"));
            Assert.That(tested.Password, Is.EqualTo("old"));
        });
    }

    [TestCase(true, "https://live.example.com/soap")]
    [TestCase(false, "https://evil.example.com/soap")]
    [TestCase(false, "https://live.example.com/other")]
    public async Task A_stored_password_is_sent_to_no_address_but_the_one_it_was_stored_for(bool useTestServer, string address)
    {
        var model = Shown(await _controller.TestConnection(Typed() with { UseTestServer = useTestServer, LiveServiceUrl = address }));

        _tester.VerifyNoOtherCalls();
        Assert.Multiple(() =>
        {
            foreach (var field in new[] { "TerminalPassword", "ShopPassword" })
                Assert.That(_controller.ModelState[field].Errors.Single().ErrorMessage, Does.EndWith("TerminalPassword.OtherAddress"));
            Assert.That(model.ConnectionTest.Findings.Single().Text, Does.EndWith("CorrectFirst"));
        });
    }

    [Test]
    public async Task A_password_that_is_typed_is_sent_to_another_address()
    {
        GlaseConnection tested = null;
        _tester.Setup(tester => tester.TestPaymentsAsync(It.IsAny<GlaseConnection>()))
            .Callback<GlaseConnection>(connection => tested = connection).ReturnsAsync((GlaseApiException)null);

        await _controller.TestConnection(Typed() with
        {
            LiveServiceUrl = "https://new.example.com/soap", TerminalPassword = "typed", RemoveShopPassword = true
        });

        Assert.That((tested.ServiceUrl.Host, tested.Password, tested.ShopPassword), Is.EqualTo(("new.example.com", "typed", (string)null)));
    }

    [Test]
    public async Task The_password_of_all_stores_is_not_sent_to_the_address_of_one()
    {
        _storeContext.Setup(context => context.GetActiveStoreScopeConfigurationAsync()).ReturnsAsync(SecondStore);

        await _controller.TestConnection(new ConfigurationModel
        {
            ActiveStoreScopeConfiguration = SecondStore,
            LiveServiceUrl = "https://second.example.com/soap",
            LiveServiceUrl_OverrideForStore = true
        });

        _tester.VerifyNoOtherCalls();
    }

    [Test]
    public async Task What_is_wrong_is_not_tested()
    {
        _controller.ModelState.AddModelError(nameof(ConfigurationModel.LiveServiceUrl), "not https");

        var model = Shown(await _controller.TestConnection(Typed()));

        Assert.That(model.ConnectionTest.Findings.Single().Text, Does.EndWith("CorrectFirst"));
        _tester.VerifyNoOtherCalls();
    }
}
