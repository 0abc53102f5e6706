using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Glase.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Services.Security;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// What tests on periods and reports do with a shop.
/// </summary>
internal static partial class ReportingShop
{
    /// <summary>
    /// Enters the credentials of the shop as the owner would.
    /// </summary>
    public static async Task EnterCredentialsAsync(ShopFixture fixture, string password = null)
    {
        var options = new SimulatorOptions();
        var encrypted = await fixture.Shop.RunAsync(services =>
            Task.FromResult(services.GetRequiredService<IEncryptionService>().EncryptText(password ?? options.ResellerPassword)));
        await fixture.ChangeAsync(settings => (settings.ShopId, settings.ShopPassword) = (options.ResellerId, encrypted));
    }

    /// <summary>
    /// Buys something.
    /// </summary>
    public static async Task<GlasePayment> BuyAsync(ShopFixture fixture)
    {
        using var httpShopper = fixture.NewShopper();
        await httpShopper.PutIntoCartAsync();
        var code = await httpShopper.CheckOutAsync();
        fixture.Glase.Pay(code.Reference);
        await httpShopper.CompleteAsync(code);
        var payment = await fixture.LastPaymentAsync();
        Assert.That(payment.AppliedOnUtc, Is.Not.Null);
        return payment;
    }

    /// <summary>
    /// Closes the current period.
    /// </summary>
    public static Task<GlasePeriod> CloseAsync(ShopFixture fixture)
    {
        return fixture.Shop.RunAsync(async services =>
        {
            var account = await services.GetRequiredService<ReportingAccountProvider>().GetByStoreAsync(1);
            return await services.GetRequiredService<PeriodCloser>().CloseAsync(account, "admin@example.com");
        });
    }

    /// <summary>
    /// Loads the report that a period is compared with, and waits until it was taken in.
    /// </summary>
    public static async Task<GlasePeriod> LoadAsync(ShopFixture fixture, GlasePeriod period)
    {
        var kind = ReportCatalog.ForReconciliation(period);
        ReportProgress progress = null;
        await fixture.Shop.RunAsync(services => services.GetRequiredService<ReportJobRunner>().RestartAsync(period, kind));
        await ShopFixture.UntilAsync(async () =>
        {
            progress = await fixture.Shop.RunAsync(services => services.GetRequiredService<ReportJobRunner>().FindAsync(period, kind));
            return progress.State != ReportState.Running;
        }, "the report");
        Assert.That(progress.State, Is.EqualTo(ReportState.Done), progress.Failure);
        return (await fixture.AllAsync<GlasePeriod>()).Single(one => one.Id == period.Id);
    }

    /// <summary>
    /// Checks that all amounts in the tables of a page stand at the end of their cells, so that they can be compared.
    /// </summary>
    public static void AssertAmountsStandAtTheEnd(IHtmlDocument page)
    {
        var amounts = page.QuerySelectorAll("td").Where(cell => Amount().IsMatch(cell.TextContent.Trim())).ToList();
        Assert.That(amounts, Is.Not.Empty);
        Assert.That(amounts.Where(cell => !cell.ClassList.Contains("text-right")).Select(cell => cell.TextContent), Is.Empty);
    }

    [GeneratedRegex(@"^-?€?[\d,]+\.\d\d( EUR)?$")]
    private static partial Regex Amount();
}
