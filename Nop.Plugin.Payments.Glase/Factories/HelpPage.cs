using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Nop.Plugin.Payments.Glase.Models;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Turns a page of the documentation into HTML: headings, paragraphs, lists, tables, and what stands within a line. The pages are the
/// project's own, and use no more of Markdown than that.
/// </summary>
internal static partial class HelpPage
{
    /// <summary>
    /// What may go wrong and what to do: docs/troubleshooting.md.
    /// </summary>
    public static readonly Lazy<HelpModel> Troubleshooting = new(() => Load("troubleshooting.md"));

    /// <summary>
    /// Makes HTML of a page.
    /// </summary>
    /// <param name="markdown">The page, with its title as the first line</param>
    public static HelpModel Render(string markdown)
    {
        var html = new StringBuilder();
        string open = null;
        string title = null;
        var lines = markdown.ReplaceLineEndings("\n").Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index];
            if (line.StartsWith("# ", StringComparison.Ordinal))
                title = line[2..].Trim();
            else if (line.StartsWith('|'))
            {
                Close();
                index = Table(html, lines, index);
            }
            else if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                Close();
                // The padding is where the bar on top lies after a jump to the heading.
                html.Append("<h2 class=\"h4 pt-5\" id=\"").Append(Anchor(line[3..])).Append("\">").Append(Inline(line[3..])).Append("</h2>");
            }
            else if (ListItem().Match(line) is { Success: true } item)
            {
                var list = char.IsAsciiDigit(line[0]) ? "ol" : "ul";
                if (open == list)
                    html.Append("</li>");
                else
                    Open(list);
                html.Append("<li>").Append(Inline(line[item.Length..]));
            }
            else if (string.IsNullOrWhiteSpace(line))
                Close();
            else if (!line.StartsWith("![", StringComparison.Ordinal))
            {
                if (open is null)
                    Open("p");
                html.Append(open == "p" ? "" : " ").Append(Inline(line.Trim())).Append(open == "p" ? " " : "");
            }
        }

        Close();
        return new HelpModel(title, html.ToString());

        void Open(string element)
        {
            Close();
            html.Append('<').Append(element).Append('>');
            open = element;
        }

        void Close()
        {
            html.Append(open switch { null => "", "p" => "</p>", _ => $"</li></{open}>" });
            open = null;
        }
    }

    /// <summary>
    /// Gets the name that links use for a heading.
    /// </summary>
    public static string Anchor(string heading)
    {
        return NotInAnchor().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');
    }

    private static HelpModel Load(string page)
    {
        using var stream = typeof(HelpPage).Assembly.GetManifestResourceStream($"{typeof(GlaseDefaults).Namespace}.docs.{page}");
        using var reader = new StreamReader(stream);
        return Render(reader.ReadToEnd());
    }

    // Returns the index of the table's last line.
    private static int Table(StringBuilder html, string[] lines, int first)
    {
        html.Append("<div class=\"table-responsive\" tabindex=\"0\"><table class=\"table table-bordered table-striped\"><thead>");
        Row(html, lines[first], "th scope=\"col\"", "th");
        html.Append("</thead><tbody>");
        var index = first + 2;
        for (; index < lines.Length && lines[index].StartsWith('|'); index++)
            Row(html, lines[index], "td", "td");
        html.Append("</tbody></table></div>");
        return index - 1;
    }

    private static void Row(StringBuilder html, string line, string start, string end)
    {
        html.Append("<tr>");
        foreach (var cell in line.Trim().Trim('|').Split('|'))
            html.Append('<').Append(start).Append('>').Append(Inline(cell.Trim())).Append("</").Append(end).Append('>');
        html.Append("</tr>");
    }

    // A link to another page of the documentation, which the shop does not have, becomes its text.
    private static string Inline(string text)
    {
        var html = Code().Replace(WebUtility.HtmlEncode(text), "<code class=\"text-body\">$1</code>");
        html = Link().Replace(html, link => link.Groups[2].Value is var address && (address[0] == '#' || address.Contains("://", StringComparison.Ordinal))
            ? $"<a href=\"{address}\">{link.Groups[1].Value}</a>"
            : link.Groups[1].Value);
        html = Strong().Replace(html, "<strong>$1</strong>");
        return Emphasis().Replace(html, "<em>$1</em>");
    }

    [GeneratedRegex(@"^(- |\d+\. )")]
    private static partial Regex ListItem();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\[([^\]]+)\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*([^*]+)\*\*")]
    private static partial Regex Strong();

    [GeneratedRegex(@"\*([^*]+)\*")]
    private static partial Regex Emphasis();

    [GeneratedRegex("[^a-z0-9 -]")]
    private static partial Regex NotInAnchor();
}
