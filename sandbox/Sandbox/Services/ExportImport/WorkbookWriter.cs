using ClosedXML.Excel;
using Nop.Services.ExportImport.Help;

namespace Sandbox.Services.ExportImport;

/// <summary>Writes workbooks as nopCommerce's exports do: a cell has the type of its value, and a row of captions comes first.</summary>
internal static class WorkbookWriter
{
    public static void Install() => Workbooks.Write = Write;

    private static byte[] Write(string sheet, IReadOnlyList<string> captions, IReadOnlyList<object[]> rows)
    {
        using var workbook = new XLWorkbook();
        var worksheet = workbook.Worksheets.Add(sheet);
        for (var column = 0; column < captions.Count; column++)
        {
            worksheet.Cell(1, column + 1).SetValue(captions[column]);
            worksheet.Cell(1, column + 1).Style.Font.Bold = true;
            for (var row = 0; row < rows.Count; row++)
                Set(worksheet.Cell(row + 2, column + 1), rows[row][column]);
        }

        using var stream = new MemoryStream();
        workbook.SaveAs(stream);
        return stream.ToArray();
    }

    private static void Set(IXLCell cell, object value)
    {
        switch (value)
        {
            case null:
                break;
            case int or decimal or double or float or bool or DateTime:
                cell.Value = value;
                break;
            default:
                cell.SetValue(value.ToString());
                break;
        }
    }
}
