using System.Data;
using FluentMigrator.Model;
using LinqToDB;

namespace Sandbox.Data;

internal sealed class PostgreSqlConventions : IDatabaseConventions
{
    public static PostgreSqlConventions Instance { get; } = new();

    public DataType TimeType => DataType.DateTime2;

    public string IndexName(string table, string columns) => $"IX_{table}_{columns}";

    public string ForeignKeyName(string foreignTable, string foreignColumns, string primaryTable, string primaryColumns)
    {
        return $"FK_{foreignTable}_{foreignColumns}_{primaryTable}_{primaryColumns}";
    }

    /// <summary>Texts are citext, however long they may be.</summary>
    public void Adjust(ColumnDefinition column)
    {
        if (column.Type != DbType.String)
            return;

        column.Type = null;
        column.CustomType = "citext";
    }
}
