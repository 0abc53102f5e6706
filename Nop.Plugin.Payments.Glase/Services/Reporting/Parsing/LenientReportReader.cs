namespace Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;

/// <summary>
/// Reads a report that is almost XML, such as Glase's own samples, whose tags do not all match. It goes through the text once
/// and knows tags, texts, comments, CDATA and the entities that XML itself has; document types are passed over unread.
/// </summary>
internal static class LenientReportReader
{
    private const int MaxNameLength = 100;
    private const int MaxQuotedTagLength = 200;
    private const int MaxTextLength = 10_000;
    private const int MaxTags = 2_000_000;

    public static void Read(string text, ReportBuilder builder)
    {
        var rest = text.AsSpan();
        var tags = 0;
        while (!rest.IsEmpty && !builder.IsFull)
        {
            var tag = rest.IndexOf('<');
            if (tag != 0)
            {
                // More than fits into a cell, with each of its characters written as an entity, is not looked at.
                var plain = tag < 0 ? rest : rest[..tag];
                if (builder.IsInField)
                    builder.Text(XmlEntities.Decode(plain[..Math.Min(plain.Length, MaxTextLength)]));
                rest = rest[plain.Length..];
            }
            else if (++tags > MaxTags)
            {
                builder.Overflow();
                return;
            }
            else
            {
                rest = rest[Markup(rest, builder)..];
            }
        }
    }

    /// <returns>How long the markup at the beginning is</returns>
    private static int Markup(ReadOnlySpan<char> rest, ReportBuilder builder)
    {
        if (rest.StartsWith("<!--"))
            return Until(rest, "-->", builder);
        if (rest.StartsWith("<![CDATA["))
            return CData(rest, builder);
        if (rest.StartsWith("<?"))
            return Until(rest, "?>", builder);
        if (rest.StartsWith("<!"))
            return DocumentType(rest, builder);
        return Tag(rest, builder);
    }

    private static int Tag(ReadOnlySpan<char> rest, ReportBuilder builder)
    {
        var isEnd = rest.Length > 1 && rest[1] == '/';
        var name = NameAt(isEnd ? rest[2..] : rest[1..]);
        if (name.IsEmpty)
        {
            // Somebody forgot to write it as an entity.
            builder.Text("<");
            return 1;
        }

        var end = TagEnd(rest);
        if (end < 0)
        {
            builder.Break();
            return rest.Length;
        }

        var local = Local(name);
        if (!isEnd)
            builder.Start(local);
        if (isEnd || rest[end - 1] == '/')
            builder.End(local);
        return end + 1;
    }

    // Attributes may hold a > between quotation marks. One without its partner nearby is taken for a character.
    private static int TagEnd(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf('>');
        if (end < 0 || rest[..end].IndexOfAny('"', '\'') < 0)
            return end;

        var near = rest[..Math.Min(rest.Length, MaxQuotedTagLength)];
        for (var at = near.IndexOfAny('>', '"', '\''); at >= 0 && at < near.Length;)
        {
            if (near[at] == '>')
                return at;
            var partner = near[(at + 1)..].IndexOf(near[at]);
            if (partner < 0)
                break;
            at += partner + 2;
            var next = near[at..].IndexOfAny('>', '"', '\'');
            at = next < 0 ? -1 : at + next;
        }

        return end;
    }

    private static int CData(ReadOnlySpan<char> rest, ReportBuilder builder)
    {
        const int beginning = 9;
        var end = rest.IndexOf("]]>");
        if (end < 0)
        {
            builder.Break();
            return rest.Length;
        }

        builder.Text(rest[beginning..end]);
        return end + 3;
    }

    private static int DocumentType(ReadOnlySpan<char> rest, ReportBuilder builder)
    {
        var end = rest.IndexOf('>');
        var inner = end < 0 ? -1 : rest[..end].IndexOf('[');
        return inner >= 0 ? inner + Until(rest[inner..], "]>", builder) : Until(rest, ">", builder);
    }

    private static int Until(ReadOnlySpan<char> rest, string end, ReportBuilder builder)
    {
        var index = rest.IndexOf(end);
        if (index >= 0)
            return index + end.Length;

        builder.Break();
        return rest.Length;
    }

    private static ReadOnlySpan<char> NameAt(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && length < MaxNameLength
            && (char.IsLetterOrDigit(text[length]) || text[length] is '_' or '-' or '.' or ':'))
            length++;
        return length > 0 && (char.IsLetter(text[0]) || text[0] == '_') ? text[..length] : default;
    }

    private static string Local(ReadOnlySpan<char> name)
    {
        return name[(name.LastIndexOf(':') + 1)..].ToString();
    }
}
