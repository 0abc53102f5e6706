using FluentMigrator;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// Makes the plugin's columns of text hold every character.
/// </summary>
/// <remarks>
/// A text of a given length is <c>nvarchar</c> to FluentMigrator, which MySQL and MariaDB take for utf8mb3: such a column refuses
/// characters of four bytes, an emoji for instance, and with it the whole row. PostgreSQL's columns have no length, and
/// SQLite's keep to none.
/// </remarks>
internal static class TextColumns
{
    private const string MySql = "mysql";
    private const int Unlimited = int.MaxValue;

    private static readonly Column[] _all =
    [
        new(nameof(GlasePayment), nameof(GlasePayment.Token), 32, IsNullable: false),
        new(nameof(GlasePayment), nameof(GlasePayment.CheckoutKey), 64, IsNullable: false),
        new(nameof(GlasePayment), nameof(GlasePayment.InvoiceReference), ColumnLengths.Reference),
        new(nameof(GlasePayment), nameof(GlasePayment.QrCode), ColumnLengths.QrCode),
        new(nameof(GlasePayment), nameof(GlasePayment.CurrencyCode), ColumnLengths.Currency, IsNullable: false),
        new(nameof(GlasePayment), nameof(GlasePayment.DraftHash), 64, IsNullable: false),
        new(nameof(GlasePayment), nameof(GlasePayment.ErsReference), ColumnLengths.Reference),
        new(nameof(GlasePayment), nameof(GlasePayment.PaidCurrencyCode), ColumnLengths.Currency),
        new(nameof(GlasePayment), nameof(GlasePayment.Costs), Unlimited),
        new(nameof(GlasePayment), nameof(GlasePayment.ShopperError), Unlimited),
        new(nameof(GlasePayment), nameof(GlasePayment.LastError), ColumnLengths.Error),
        new(nameof(GlasePayment), nameof(GlasePayment.ReceiptError), ColumnLengths.Error),
        new(nameof(GlasePayment), nameof(GlasePayment.DecidedBy), ColumnLengths.Email),
        new(nameof(GlaseLock), nameof(GlaseLock.Name), 100, IsNullable: false),
        new(nameof(GlaseLock), nameof(GlaseLock.Owner), 32, IsNullable: false),
        new(nameof(GlaseRefund), nameof(GlaseRefund.ErsReference), ColumnLengths.Reference),
        new(nameof(GlaseRefund), nameof(GlaseRefund.Error), ColumnLengths.Error),
        new(nameof(GlaseRefund), nameof(GlaseRefund.DecidedBy), ColumnLengths.Email),
        new(nameof(GlaseRefund), nameof(GlaseRefund.ProposedReference), ColumnLengths.Reference),
        new(nameof(GlasePeriod), nameof(GlasePeriod.TransactionPeriodId), ColumnLengths.Reference),
        new(nameof(GlasePeriod), nameof(GlasePeriod.TerminalId), ColumnLengths.Reference),
        new(nameof(GlasePeriod), nameof(GlasePeriod.MarkedBy), ColumnLengths.Email),
        new(nameof(GlasePeriod), nameof(GlasePeriod.Error), ColumnLengths.Error),
        new(nameof(GlaseReportedTransaction), nameof(GlaseReportedTransaction.ErsReference), ColumnLengths.Reference),
        new(nameof(GlaseReportedTransaction), nameof(GlaseReportedTransaction.TerminalId), ColumnLengths.Reference),
        new(nameof(GlaseReportedTransaction), nameof(GlaseReportedTransaction.CashierId), ColumnLengths.Reference),
        new(nameof(GlaseReportJob), nameof(GlaseReportJob.Failure), ColumnLengths.Error)
    ];

    /// <summary>
    /// Makes the columns of MySQL and MariaDB hold every character. The other databases' do.
    /// </summary>
    public static void HoldEveryCharacter(Migration migration)
    {
        foreach (var column in _all)
        {
            var changed = migration.IfDatabase(MySql).Alter.Table(column.Table).AlterColumn(column.Name)
                .AsCustom((column.Length == Unlimited ? "longtext" : $"varchar({column.Length})") + " CHARACTER SET utf8mb4");
            if (column.IsNullable)
                changed.Nullable();
            else
                changed.NotNullable();
        }
    }

    /// <param name="Table">Its table</param>
    /// <param name="Name">Its name</param>
    /// <param name="Length">How many characters it holds at the most</param>
    /// <param name="IsNullable">Whether a row need not have it</param>
    private sealed record Column(string Table, string Name, int Length, bool IsNullable = true);
}
