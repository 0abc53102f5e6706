using FluentMigrator;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// Adds to the tables of an earlier version what is missing there. nopCommerce runs each such migration once, so that each
/// version that adds something has one of its own; new installations have it all from <see cref="SchemaMigration"/>, and
/// nopCommerce takes their updates for done.
/// </summary>
public abstract class AdditionMigration : Migration
{
    /// <inheritdoc />
    public override void Down()
    {
        // What was added goes with its tables.
    }

    /// <summary>
    /// Adds a time (UTC), which rows that are there do not have.
    /// </summary>
    protected void AddTime(string table, string column)
    {
        if (IsMissing(table, column))
            Alter.Table(table).AddColumn(column).AsDateTime2().Nullable();
    }

    /// <summary>
    /// Adds a whole number, which rows that are there do not have.
    /// </summary>
    protected void AddNumber(string table, string column)
    {
        if (IsMissing(table, column))
            Alter.Table(table).AddColumn(column).AsInt32().Nullable();
    }

    /// <summary>
    /// Adds a count, which is 0 for rows that are there.
    /// </summary>
    protected void AddCount(string table, string column)
    {
        if (IsMissing(table, column))
            Alter.Table(table).AddColumn(column).AsInt32().NotNullable().WithDefaultValue(0);
    }

    /// <summary>
    /// Adds a text of at most so many characters, which rows that are there do not have.
    /// </summary>
    protected void AddText(string table, string column, int length)
    {
        if (IsMissing(table, column))
            Alter.Table(table).AddColumn(column).AsString(length).Nullable();
    }

    /// <summary>
    /// Adds an index over one column of the payments.
    /// </summary>
    protected void AddInvoiceIndex(string column)
    {
        var name = $"IX_{nameof(GlasePayment)}_{column}";
        if (!Schema.Table(nameof(GlasePayment)).Index(name).Exists())
            Create.Index(name).OnTable(nameof(GlasePayment)).OnColumn(column).Ascending();
    }

    /// <summary>
    /// Gets whether a table lacks a column.
    /// </summary>
    protected bool IsMissing(string table, string column)
    {
        return !Schema.Table(table).Column(column).Exists();
    }
}
