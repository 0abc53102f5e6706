using Moq;
using Nop.Core.Domain.Directory;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Directory;
using Nop.Services.Localization;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Factories;

public class ConnectionTestModelFactoryTests
{
    private readonly PaymentFixture _fixture = new();
    private readonly Mock<IGlaseConnectionTester> _tester = new();

    [Test]
    public async Task What_works_is_named()
    {
        var findings = await FindingsAsync(shopPassword: "s");

        Assert.That(findings[..3], Is.EqualTo(new[]
        {
            "Works: The address: Glase answers at extdev.seqr.com.",
            "Works: Terminal id and password: Glase accepts payments for T1.",
            "Works: Shop id and password for periods and reports."
        }));
    }

    [TestCase(GlaseResultCode.AuthenticationFailed, "Enter id and password again")]
    [TestCase(GlaseResultCode.InvalidInitiatorPrincipalId, "Correct the id")]
    [TestCase(GlaseResultCode.InvalidInitiatorPrincipalState, "activate it")]
    [TestCase(GlaseResultCode.InitiatorPrincipalNotFound, "Check the id")]
    [TestCase(GlaseResultCode.AccessDenied, "grant the right")]
    public async Task A_refused_terminal_has_a_working_address_and_a_remedy(GlaseResultCode code, string remedy)
    {
        PaymentsFail(new GlaseApiException(GlaseOperation.GetPaymentStatus, code));

        var findings = await FindingsAsync();

        Assert.That(findings[0], Does.StartWith("Works: The address"));
        Assert.That(findings[1], Does.StartWith("Does not work: Terminal id and password.").And.Contains(remedy));
    }

    [Test]
    public async Task A_busy_Glase_says_nothing_about_the_terminal()
    {
        PaymentsFail(new GlaseApiException(GlaseOperation.GetPaymentStatus, GlaseResultCode.SystemBusy));

        Assert.That((await FindingsAsync())[1], Does.StartWith("Not tested: Terminal id and password"));
    }

    [Test]
    public async Task An_address_that_does_not_answer_says_nothing_about_the_terminal()
    {
        PaymentsFail(new GlaseApiException(GlaseOperation.GetPaymentStatus, GlaseFailureKind.Unreachable, false, "No way."));

        var findings = await FindingsAsync();

        Assert.That(findings[0], Is.EqualTo("Does not work: The address. No way."));
        Assert.That(findings, Has.None.Contains("Terminal"));
    }

    [Test]
    public async Task Without_a_shop_password_reports_are_not_tested()
    {
        Assert.That(await FindingsAsync(), Has.One.Contains("because they are not entered"));
        _tester.Verify(tester => tester.TestReportsAsync(It.IsAny<GlaseConnection>()), Times.Never);
    }

    [Test]
    public async Task A_refused_shop_is_told_apart_from_the_terminal()
    {
        _tester.Setup(tester => tester.TestReportsAsync(It.IsAny<GlaseConnection>()))
            .ReturnsAsync(new GlaseApiException(GlaseOperation.ExecuteReport, GlaseResultCode.AuthenticationFailed));

        var findings = await FindingsAsync(shopPassword: "s");

        Assert.That(findings[1], Does.StartWith("Works: Terminal"));
        Assert.That(findings[2], Does.StartWith("Does not work: Shop id and password"));
    }

    [Test]
    public async Task The_currency_is_named_and_what_cannot_be_known_of_it()
    {
        Assert.That((await FindingsAsync())[^1], Does.StartWith("Not tested: The currency: invoices are sent in SEK"));
    }

    private void PaymentsFail(GlaseApiException failure)
    {
        _tester.Setup(tester => tester.TestPaymentsAsync(It.IsAny<GlaseConnection>())).ReturnsAsync(failure);
    }

    private async Task<List<string>> FindingsAsync(string shopPassword = null)
    {
        var texts = GlaseResources.Load();
        var localization = new Mock<ILocalizationService>();
        localization.Setup(service => service.GetResourceAsync(It.IsAny<string>())).ReturnsAsync((string name) => texts[name]);
        var currencies = Mock.Of<ICurrencyService>(service =>
            service.GetCurrencyByIdAsync(It.IsAny<int>()) == Task.FromResult(new Currency { CurrencyCode = "SEK" }));
        var factory = new ConnectionTestModelFactory(localization.Object, new PrimaryCurrency(currencies, new CurrencySettings()));

        var result = await new ConnectionTest(_fixture.Connections, _tester.Object).RunAsync(PaymentFixture.StoreId, new GlaseSettings
        {
            UseTestServer = true, TerminalId = "T1", TerminalPassword = "p", ShopId = "shop", ShopPassword = shopPassword
        });
        var model = await factory.PrepareAsync(result);
        return [.. model.Findings.Select(finding => $"{finding.Word} {finding.Text}")];
    }
}
