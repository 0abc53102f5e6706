using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// Accessibility by axe's rules. axe is a script of its own, so a page's policy has to be put aside for it.
/// </summary>
internal static class Axe
{
    /// <summary>
    /// Fails on the first violation of each rule in a part of the page.
    /// </summary>
    public static async Task AssertNoViolationsAsync(BrowserShopper visitor, string part)
    {
        var result = await visitor.Page.Locator(part).RunAxe(new AxeRunOptions());

        Assert.That(result.Violations.Select(violation => $"{violation.Id}: {violation.Help} {violation.Nodes[0].Html}"), Is.Empty);
    }
}
