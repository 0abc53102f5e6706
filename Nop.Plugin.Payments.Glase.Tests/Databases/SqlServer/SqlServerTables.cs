using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Nop.Plugin.Payments.Glase.Tests.Databases.SqlServer;

/// <summary>
/// Tables and indexes as statements that create them say.
/// </summary>
internal sealed class SqlServerTables
{
    private readonly Dictionary<string, Dictionary<string, TableColumn>> _columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<TableIndex> _indexes = [];

    private SqlServerTables()
    {
    }

    public IReadOnlyList<TableIndex> Indexes => _indexes;

    public IEnumerable<TableColumn> Columns => _columns.Values.SelectMany(table => table.Values);

    public static SqlServerTables Of(IEnumerable<string> statements)
    {
        var tables = new SqlServerTables();
        foreach (var fragment in statements.Select(TransactSql.Parse))
        {
            foreach (var table in TransactSql.All<CreateTableStatement>(fragment))
                tables.Add(table);
            foreach (var index in TransactSql.All<CreateIndexStatement>(fragment))
                tables.Add(index);
        }

        return tables;
    }

    public bool Has(string table) => _columns.ContainsKey(table);

    /// <returns>Null for a column that is not known.</returns>
    public TableColumn Column(string table, string name)
    {
        return _columns.TryGetValue(table, out var columns) ? columns.GetValueOrDefault(name) : null;
    }

    /// <summary>
    /// Gets whether an index begins with a column, so that its rows are found without reading the others.
    /// </summary>
    public bool IsLeading(string table, string column)
    {
        return _indexes.Any(index => Same(index.Table, table) && Same(index.Columns[0], column));
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private void Add(CreateTableStatement statement)
    {
        var table = statement.SchemaObjectName.BaseIdentifier.Value;
        var columns = statement.Definition.ColumnDefinitions.Select(column => Column(table, column)).ToList();
        _columns.Add(table, columns.ToDictionary(column => column.Name, StringComparer.OrdinalIgnoreCase));
        var keys = TransactSql.All<UniqueConstraintDefinition>(statement).Where(constraint => constraint.IsPrimaryKey);
        foreach (var key in keys)
        {
            var named = key.Columns.Select(column => TransactSql.Name(column.Column.MultiPartIdentifier)).ToList();
            var own = statement.Definition.ColumnDefinitions.Where(column => column.Constraints.Contains(key))
                .Select(column => column.ColumnIdentifier.Value);
            _indexes.Add(new TableIndex($"PK_{table}", table, [.. named.Concat(own)], IsUnique: true, IsClustered: true, Filter: null));
        }
    }

    private void Add(CreateIndexStatement statement)
    {
        var filter = statement.FilterPredicate is BooleanIsNullExpression { IsNot: true, Expression: ColumnReferenceExpression column }
            ? TransactSql.Name(column.MultiPartIdentifier)
            : null;
        _indexes.Add(new TableIndex(statement.Name.Value, statement.OnName.BaseIdentifier.Value,
            [.. statement.Columns.Select(part => TransactSql.Name(part.Column.MultiPartIdentifier))], statement.Unique,
            statement.Clustered ?? false, filter));
    }

    private static TableColumn Column(string table, ColumnDefinition column)
    {
        var type = (SqlDataTypeReference)column.DataType;
        var size = type.Parameters.FirstOrDefault();
        // Without a word on it, a column takes nulls.
        var isNullable = !column.Constraints.OfType<NullableConstraintDefinition>().Any(constraint => !constraint.Nullable);
        return new TableColumn(table, column.ColumnIdentifier.Value, type.SqlDataTypeOption, size switch
        {
            null => null,
            MaxLiteral => int.MaxValue,
            _ => int.Parse(size.Value, CultureInfo.InvariantCulture)
        }, isNullable);
    }
}

/// <param name="Table">Its table</param>
/// <param name="Name">Its name</param>
/// <param name="Type">Its type</param>
/// <param name="Size">Characters, digits, or digits of a second; null when the type has none, int.MaxValue for max</param>
/// <param name="IsNullable">Whether a row need not have it</param>
internal sealed record TableColumn(string Table, string Name, SqlDataTypeOption Type, int? Size, bool IsNullable);

/// <param name="Name">Its name</param>
/// <param name="Table">Its table</param>
/// <param name="Columns">Its key, in order</param>
/// <param name="IsUnique">Whether it refuses a second row with the same key</param>
/// <param name="IsClustered">Whether the table is stored in its order</param>
/// <param name="Filter">The column whose nulls it leaves out; null when it has every row</param>
internal sealed record TableIndex(string Name, string Table, IReadOnlyList<string> Columns, bool IsUnique, bool IsClustered, string Filter);
