namespace Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;

/// <summary>
/// Reads Glase's reports as they come: well-formed or not, with elements nobody knows, or not a report at all. Whatever the
/// text is, this neither throws nor opens anything, and takes time and memory in proportion to the text.
/// </summary>
public static class ReportParser
{
    /// <summary>
    /// The most rows that are read of a report.
    /// </summary>
    public const int MaxRows = 100_000;

    /// <summary>
    /// Reads a report.
    /// </summary>
    /// <param name="text">The report as Glase wrote it; null for an empty one</param>
    public static ParsedReport Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new ParsedReport { Problem = ReportProblem.Empty };

        var strict = new ReportBuilder(MaxRows);
        if (StrictReportReader.TryRead(text, strict))
            return strict.Build();

        // From the beginning, because nobody knows how far the reader got to be right.
        var lenient = new ReportBuilder(MaxRows);
        LenientReportReader.Read(text, lenient);
        return lenient.Build();
    }
}
