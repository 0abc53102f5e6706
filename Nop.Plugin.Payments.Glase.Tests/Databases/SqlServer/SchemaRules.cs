using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Nop.Plugin.Payments.Glase.Tests.Databases.SqlServer;

/// <summary>
/// What SQL Server would refuse in a table, or take for something else than the plugin means. Each rule gives what breaks it.
/// </summary>
internal static class SchemaRules
{
    private const int MaxIndexKeyBytes = 1700;
    private const int MaxClusteredKeyBytes = 900;
    private const int TimeDigits = 6;

    /// <summary>
    /// A unique index takes two nulls for the same: it has to leave them out.
    /// </summary>
    public static IEnumerable<string> UnfilteredUniqueIndexes(SqlServerTables tables)
    {
        return tables.Indexes
            .Where(index => index.IsUnique && index.Columns.Any(column => tables.Column(index.Table, column) is { IsNullable: true }
                && !string.Equals(index.Filter, column, StringComparison.OrdinalIgnoreCase)))
            .Select(index => index.Name);
    }

    /// <summary>
    /// An index' key has a limit, which SQL Server only warns of when the index is made: the row is refused later.
    /// </summary>
    public static IEnumerable<string> TooLongIndexKeys(SqlServerTables tables)
    {
        return tables.Indexes
            .Where(index => index.Columns.Sum(column => Bytes(tables.Column(index.Table, column)))
                > (index.IsClustered ? MaxClusteredKeyBytes : MaxIndexKeyBytes))
            .Select(index => index.Name);
    }

    /// <summary>
    /// Texts are Unicode, times keep six digits of a second (datetime rounds to 3 ms, and what is read is not what was stored), money four
    /// places.
    /// </summary>
    public static IEnumerable<string> WrongTypes(SqlServerTables tables)
    {
        return tables.Columns.Where(column => column.Type switch
        {
            SqlDataTypeOption.Int or SqlDataTypeOption.Bit or SqlDataTypeOption.UniqueIdentifier => false,
            SqlDataTypeOption.NVarChar => column.Size is null,
            SqlDataTypeOption.DateTime2 => column.Size != TimeDigits,
            SqlDataTypeOption.Decimal => column.Size != 18,
            _ => true
        }).Select(column => $"{column.Table}.{column.Name}");
    }

    /// <summary>
    /// Names in brackets may be words of the language, also of a later version.
    /// </summary>
    public static IEnumerable<string> UnquotedNames(TSqlFragment fragment)
    {
        var names = TransactSql.All<MultiPartIdentifier>(fragment).SelectMany(name => name.Identifiers)
            .Concat(TransactSql.All<CreateIndexStatement>(fragment).Select(index => index.Name))
            .Concat(TransactSql.All<ColumnDefinition>(fragment).Select(column => column.ColumnIdentifier))
            .Concat(TransactSql.All<TableReferenceWithAlias>(fragment).Select(table => table.Alias).OfType<Identifier>());
        var types = TransactSql.All<SqlDataTypeReference>(fragment).SelectMany(type => type.Name.Identifiers).ToHashSet();
        return names.Where(name => name.QuoteType != QuoteType.SquareBracket && !types.Contains(name)).Select(name => name.Value);
    }

    private static int Bytes(TableColumn column)
    {
        return column?.Type switch
        {
            SqlDataTypeOption.NVarChar when column.Size is { } size and < int.MaxValue => size * 2,
            SqlDataTypeOption.Int => 4,
            SqlDataTypeOption.Bit => 1,
            SqlDataTypeOption.UniqueIdentifier => 16,
            SqlDataTypeOption.DateTime2 => 8,
            SqlDataTypeOption.Decimal => 9,
            // A text of any length, or a column that nobody knows, cannot be in an index.
            _ => int.MaxValue / 16
        };
    }
}
