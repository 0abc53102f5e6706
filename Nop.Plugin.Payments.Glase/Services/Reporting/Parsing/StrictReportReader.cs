using System.Xml;

namespace Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;

/// <summary>
/// Reads a report that is well-formed XML without a document type.
/// </summary>
internal static class StrictReportReader
{
    private const int MaxDepth = 100;

    private static readonly XmlReaderSettings _settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true
    };

    /// <summary>
    /// Reads a report.
    /// </summary>
    /// <returns>False when the text is something else; what the builder was told is then of no use</returns>
    public static bool TryRead(string text, ReportBuilder builder)
    {
        // The declaration has to stand first, and contentString may come with space before it.
        using var reader = XmlReader.Create(new StringReader(text.TrimStart().TrimStart('\uFEFF')), _settings);
        try
        {
            while (reader.Read() && !builder.IsFull)
            {
                if (reader.Depth > MaxDepth)
                    return false;
                Pass(reader, builder);
            }

            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static void Pass(XmlReader reader, ReportBuilder builder)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                builder.Start(reader.LocalName);
                if (reader.IsEmptyElement)
                    builder.End(reader.LocalName);
                break;
            case XmlNodeType.EndElement:
                builder.End(reader.LocalName);
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA:
                builder.Text(reader.Value);
                break;
        }
    }
}
