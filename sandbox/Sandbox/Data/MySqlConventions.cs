using System.Data;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using FluentMigrator.Model;
using LinqToDB;

namespace Sandbox.Data;

internal sealed class MySqlConventions : IDatabaseConventions
{
    public static MySqlConventions Instance { get; } = new();

    /// <summary>A time's column has a type of its own name there, which nopCommerce's mapping takes for a text.</summary>
    public DataType TimeType => DataType.NVarChar;

    public string IndexName(string table, string columns) => "IX_" + Hash($"{table}_{columns}");

    public string ForeignKeyName(string foreignTable, string foreignColumns, string primaryTable, string primaryColumns)
    {
        return "FK_" + Hash($"{foreignTable}_{foreignColumns}_{primaryTable}_{primaryColumns}");
    }

    /// <summary>Times made by AsNopDateTime2 keep six digits of a second, others none.</summary>
    public void Adjust(ColumnDefinition column)
    {
        if (column.Type != DbType.DateTime2 || column.Precision != TableDefinitions.TimePrecision)
            return;

        column.Type = null;
        column.CustomType = $"datetime({TableDefinitions.TimePrecision})";
    }

    [SuppressMessage("Security", "CA5350", Justification = "nopCommerce shortens names by it; nothing is protected.")]
    private static string Hash(string name) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(name)));
}
