namespace Nop.Plugin.Payments.Glase.Tests.Faults;

/// <summary>
/// A table of docs/faults.md: what it says is what the tests expect.
/// </summary>
internal static class FaultTable
{
    private static readonly string[] _page = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "docs", "faults.md"));

    /// <summary>
    /// Reads the only table below a heading, strictly: it must have these columns, and each line a cell for each of them.
    /// </summary>
    public static IReadOnlyList<FaultTableRow> Read(string heading, params string[] columns)
    {
        var lines = _page
            .SkipWhile(line => line.TrimStart('#', ' ') != heading || !line.StartsWith('#')).Skip(1)
            .TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.StartsWith('|'))
            .Select(Cells)
            .ToList();
        if (lines.Count < 3 || !lines[0].SequenceEqual(columns) || lines[1].Any(cell => cell.Trim('-').Length > 0))
            throw new FormatException($"docs/faults.md has no table with {string.Join(", ", columns)} below \"{heading}\".");
        if (lines.Find(line => line.Length != columns.Length) is { } odd)
            throw new FormatException($"docs/faults.md, \"{heading}\": {string.Join(" | ", odd)} has not {columns.Length} cells.");

        return lines.Skip(2).Select(line => new FaultTableRow(columns.Zip(line).ToDictionary())).ToList();
    }

    private static string[] Cells(string line)
    {
        return line.Trim().Trim('|').Split('|').Select(cell => cell.Trim().Trim('`')).ToArray();
    }
}

internal sealed class FaultTableRow(IReadOnlyDictionary<string, string> cells)
{
    public string this[string column] => cells[column];

    public bool Has(string column) => cells.ContainsKey(column);

    public bool IsYes(string column)
    {
        return cells[column] switch
        {
            "yes" => true,
            "no" => false,
            var other => throw new FormatException($"docs/faults.md: \"{other}\" in the column {column} is neither yes nor no.")
        };
    }

    // What the test explorer shows.
    public override string ToString() => string.Join(" | ", cells.Values.Take(3));
}
