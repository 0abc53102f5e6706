using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

public class HelpLinksTests : ShopTestBase
{
    [Test]
    public async Task Addresses_that_the_owner_entered_are_linked_below_the_code()
    {
        await _fixture.ChangeAsync(settings => settings.AppUrl = "https://glase.example.com/app?from=shop&lang=en");
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.GetCodeAsync();

        var links = _httpShopper.Page.QuerySelectorAll(".glase-foot > a");

        Assert.That(links.Select(link => (link.TextContent, link.GetAttribute("href"), link.GetAttribute("target"))),
            Is.EqualTo(new[] { ("Get the app", "https://glase.example.com/app?from=shop&lang=en", "_blank") }));
    }
}
