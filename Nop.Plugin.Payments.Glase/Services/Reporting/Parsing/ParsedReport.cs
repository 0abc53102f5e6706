using System.Globalization;

namespace Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;

/// <summary>
/// What a report says. All texts are Glase's own, and may be anything.
/// </summary>
public sealed record ParsedReport
{
    /// <summary>
    /// Gets why it could not be read, or not all of it.
    /// </summary>
    public ReportProblem Problem { get; init; }

    /// <summary>
    /// Gets the name of the root element, such as TransactionDetails; null when there is none.
    /// </summary>
    public string Root { get; init; }

    /// <summary>
    /// Gets what the report says about itself, in its own order: ResellerId, TerminalId, TransactionPeriodId, GeneratedAt.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Meta { get; init; } = [];

    /// <summary>
    /// Gets the names of the columns, in the order they first appear.
    /// </summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>
    /// Gets the rows; each has at most as many cells as there are columns, and null where it has nothing in one.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; init; } = [];

    /// <summary>
    /// Gets whether all of the report was read, so that a row that is not there is not in the report.
    /// </summary>
    public bool IsComplete => Problem == ReportProblem.None;

    /// <summary>
    /// Gets how many transactions a summary counts; null when it is no summary.
    /// </summary>
    public int? SalesCount => int.TryParse(First("SalesCount"), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        ? count
        : null;

    /// <summary>
    /// Gets what the transactions of a summary come to, in the currency of the shop's agreement, which it does not name; null
    /// when it is no summary.
    /// </summary>
    public decimal? SalesTotal => ReportNumber.Parse(First("SalesTotal"));

    /// <summary>
    /// Gets the transactions of a report that lists them; none of a summary.
    /// </summary>
    public IReadOnlyList<ReportedTransaction> Transactions()
    {
        int terminal = IndexOf("TerminalId"), cashier = IndexOf("CashierId"), amount = IndexOf("SalesAmount");
        var reference = IndexOf("ErsReference");
        if (amount < 0 && reference < 0)
            return [];

        return
        [
            .. Rows.Where(row => Cell(row, amount) is not null || Cell(row, reference) is not null)
                .Select(row => new ReportedTransaction(Cell(row, terminal), Cell(row, cashier),
                    ReportNumber.Parse(Cell(row, amount)), Cell(row, reference)))
        ];
    }

    /// <summary>
    /// Gets where a column stands; below zero when the report has none of that name.
    /// </summary>
    public int IndexOf(string column)
    {
        for (var index = 0; index < Columns.Count; index++)
        {
            if (Columns[index].Equals(column, StringComparison.OrdinalIgnoreCase))
                return index;
        }

        return -1;
    }

    /// <summary>
    /// Gets the cell of a row; null when it is empty, or when there is no such column.
    /// </summary>
    public static string Cell(IReadOnlyList<string> row, int index)
    {
        return index >= 0 && index < row.Count ? row[index] : null;
    }

    private string First(string column)
    {
        var index = IndexOf(column);
        return Rows.Select(row => Cell(row, index)).FirstOrDefault(cell => cell is not null);
    }
}
