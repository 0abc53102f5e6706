using Nop.Plugin.Payments.Glase.Factories;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Factories;

public class HelpPageTests
{
    [TestCase("# Title\n\nA *b* **c** `d <e>`\n& f", "<p>A <em>b</em> <strong>c</strong> <code class=\"text-body\">d &lt;e&gt;</code> &amp; f </p>")]
    [TestCase("1. a\n   b\n2. c\n\nd", "<ol><li>a b</li><li>c</li></ol><p>d </p>")]
    [TestCase("- a\n- b", "<ul><li>a</li><li>b</li></ul>")]
    [TestCase("[a](b.md) [c](#d) [e](https://f.example/)", "<p>a <a href=\"#d\">c</a> <a href=\"https://f.example/\">e</a> </p>")]
    [TestCase("![picture](images/a.png)", "")]
    public void What_the_pages_use_of_Markdown_becomes_HTML(string markdown, string html)
    {
        Assert.That(HelpPage.Render(markdown).Html, Is.EqualTo(html));
    }

    [Test]
    public void A_table_becomes_a_table()
    {
        Assert.That(HelpPage.Render("| A | B |\n|---|---|\n| c | *d* |").Html, Does.Contain("<th scope=\"col\">A</th>")
            .And.Contain("<td>c</td><td><em>d</em></td></tr></tbody></table>"));
    }

    [Test]
    public void The_page_about_troubles_has_the_headings_that_links_lead_to()
    {
        var page = HelpPage.Troubleshooting.Value;

        Assert.That(page.Title, Is.EqualTo("Troubleshooting"));
        Assert.That(page.Html, Does.Contain("id=\"warnings\"").And.Contain("id=\"no-connection\"").And.Not.Contain("](").And.Not.Contain("|"));
    }
}
