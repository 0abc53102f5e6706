namespace Nop.Services.ExportImport.Help;

/// <summary>
/// What writes the workbooks of <see cref="PropertyManager{T}"/>; nopCommerce has ClosedXML in it.
/// </summary>
internal static class Workbooks
{
    /// <summary>
    /// Makes a workbook of the name of its sheet, captions and rows.
    /// </summary>
    internal static Func<string, IReadOnlyList<string>, IReadOnlyList<object[]>, byte[]> Write { get; set; }
}
