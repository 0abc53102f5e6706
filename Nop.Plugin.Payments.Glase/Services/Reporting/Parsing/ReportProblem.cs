namespace Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;

/// <summary>
/// Why a report could not be read, or not all of it.
/// </summary>
public enum ReportProblem
{
    /// <summary>
    /// It was read.
    /// </summary>
    None,

    /// <summary>
    /// There is no text in it.
    /// </summary>
    Empty,

    /// <summary>
    /// It is a web page, such as one that says that a server is failing.
    /// </summary>
    WebPage,

    /// <summary>
    /// It has none of the elements that reports have.
    /// </summary>
    NotAReport,

    /// <summary>
    /// It ends in the middle of a row: the rows before were read, but there may have been more.
    /// </summary>
    CutOff,

    /// <summary>
    /// It has more rows, columns or text in a cell than are read: what was read is there.
    /// </summary>
    TooLarge
}
