using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Extensions.Tables;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Release;

/// <summary>
/// The Help page in the admin is docs/troubleshooting.md. After a change there, GLASE_RENDER_HELP=1 makes the page anew.
/// </summary>
public class HelpPageTests
{
    private static readonly MarkdownPipeline _pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();

    [Test]
    public void The_page_is_what_the_documentation_says()
    {
        var file = Path.Combine(Repository.Root, "Nop.Plugin.Payments.Glase", "Help", "troubleshooting.html");
        var html = Render(File.ReadAllText(Path.Combine(Repository.Root, "docs", "troubleshooting.md")));
        if (Environment.GetEnvironmentVariable("GLASE_RENDER_HELP") is { Length: > 0 })
            File.WriteAllText(file, html);

        Assert.That(File.ReadAllText(file), Is.EqualTo(html), "GLASE_RENDER_HELP=1 dotnet test --filter HelpPageTests makes it anew");
    }

    [Test]
    public void The_page_has_the_headings_that_links_lead_to()
    {
        var page = HelpPage.Troubleshooting.Value;

        Assert.That(File.ReadLines(Path.Combine(Repository.Root, "docs", "troubleshooting.md")).First(), Is.EqualTo($"# {page.Title}"));
        Assert.That(page.Html, Does.Contain("id=\"warnings\"").And.Contain("id=\"in-the-log\"").And.Contain("id=\"no-connection\"")
            .And.Not.Contain("](").And.Not.Contain(".md").And.Not.Contain("<img").And.Not.Contain("<h1"));
    }

    private static string Render(string markdown)
    {
        var page = Markdown.Parse(markdown.ReplaceLineEndings("\n"), _pipeline);
        page.Remove(page.OfType<HeadingBlock>().First(heading => heading.Level == 1));
        // A link to another page of the documentation, which the shop does not have, becomes its text.
        foreach (var link in page.Descendants<LinkInline>().Where(link => link.IsImage || !IsKept(link.Url)).ToList())
            Unlink(link);
        foreach (var heading in page.Descendants<HeadingBlock>())
            heading.GetAttributes().AddClass("h4 pt-4");
        foreach (var list in page.Descendants<ListBlock>())
            list.GetAttributes().AddClass("mb-3");
        foreach (var code in page.Descendants<CodeInline>())
            code.GetAttributes().AddClass("text-body");
        foreach (var table in page.Descendants<Table>())
        {
            table.GetAttributes().AddClass("table table-bordered table-striped");
            foreach (var head in table.OfType<TableRow>().Where(row => row.IsHeader).SelectMany(row => row.OfType<TableCell>()))
                head.GetAttributes().AddProperty("scope", "col");
        }

        return page.ToHtml(_pipeline)
            .Replace("<table", "<div class=\"table-responsive\" tabindex=\"0\"><table", StringComparison.Ordinal)
            .Replace("</table>", "</table></div>", StringComparison.Ordinal);
    }

    private static bool IsKept(string url) => url.StartsWith('#') || url.Contains("://", StringComparison.Ordinal);

    private static void Unlink(LinkInline link)
    {
        if (!link.IsImage)
        {
            foreach (var text in link.ToList())
            {
                text.Remove();
                link.InsertBefore(text);
            }
        }

        link.Remove();
    }
}
