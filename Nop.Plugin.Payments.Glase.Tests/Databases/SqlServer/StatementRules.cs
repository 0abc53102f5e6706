using System.Data;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Nop.Plugin.Payments.Glase.Tests.Databases.SqlServer;

/// <summary>
/// What makes SQL Server refuse a statement, read a whole table for it, or lock one. Each rule gives what breaks it.
/// </summary>
internal static class StatementRules
{
    /// <summary>
    /// The most parameters of a command.
    /// </summary>
    public const int MaxParameters = 2100;

    /// <summary>
    /// The most values in a list: with thousands of them the server may give up (errors 8623 and 8632).
    /// </summary>
    public const int MaxListLength = 1000;

    /// <summary>
    /// Types by their precedence: of two that are compared, the one that stands earlier is converted.
    /// </summary>
    private static readonly List<SqlDbType> _precedence =
    [
        SqlDbType.VarChar, SqlDbType.NVarChar, SqlDbType.UniqueIdentifier, SqlDbType.Bit, SqlDbType.Int, SqlDbType.BigInt, SqlDbType.Decimal,
        SqlDbType.DateTime, SqlDbType.DateTime2
    ];

    private static readonly Dictionary<SqlDataTypeOption, SqlDbType> _types = new()
    {
        [SqlDataTypeOption.NVarChar] = SqlDbType.NVarChar,
        [SqlDataTypeOption.Int] = SqlDbType.Int,
        [SqlDataTypeOption.Bit] = SqlDbType.Bit,
        [SqlDataTypeOption.UniqueIdentifier] = SqlDbType.UniqueIdentifier,
        [SqlDataTypeOption.Decimal] = SqlDbType.Decimal,
        [SqlDataTypeOption.DateTime2] = SqlDbType.DateTime2
    };

    public static IEnumerable<string> TooManyValues(RecordedCommand command)
    {
        if (command.Parameters.Count > MaxParameters)
            yield return $"{command.Parameters.Count} parameters";
        foreach (var list in TransactSql.All<InPredicate>(TransactSql.Parse(command.Sql)).Where(list => list.Values.Count > MaxListLength))
            yield return $"a list of {list.Values.Count} values";
    }

    /// <summary>
    /// Rows have no order but the one that is asked for: pages without one overlap. A single row needs none.
    /// </summary>
    public static IEnumerable<string> PagesWithoutOrder(RecordedCommand command)
    {
        return TransactSql.All<QuerySpecification>(TransactSql.Parse(command.Sql))
            .Where(query => query.OrderByClause is null && (query.OffsetClause is not null || query.TopRowFilter is { } top && !IsOne(top.Expression, command)))
            .Select(Text);
    }

    /// <summary>
    /// Gets parameters that are not of their column's type. One of a type that precedes has the column converted, row by row, so that no
    /// index serves; datetime rounds to 3 ms.
    /// </summary>
    public static IEnumerable<Conversion> Conversions(RecordedCommand command, SqlServerTables tables)
    {
        return Pairs(TransactSql.Parse(command.Sql), tables)
            .Where(pair => command.Parameters.TryGetValue(pair.Parameter, out var type) && type != _types[pair.Column.Type])
            .Select(pair => new Conversion(pair.Column, pair.Parameter, command.Parameters[pair.Parameter],
                _precedence.IndexOf(command.Parameters[pair.Parameter]) > _precedence.IndexOf(_types[pair.Column.Type])));
    }

    /// <summary>
    /// Gets tables of a query that it reads as a whole: no index begins with a column that the condition compares as it is, or by which the
    /// table is joined to one that is found by such an index.
    /// </summary>
    public static IEnumerable<string> Scans(RecordedCommand command, SqlServerTables tables)
    {
        return TransactSql.All<QuerySpecification>(TransactSql.Parse(command.Sql))
            .Where(query => !ReadsEndOfIndex(query, tables))
            .SelectMany(query => Scans(query.FromClause, query.WhereClause, null, tables));
    }

    /// <summary>
    /// Gets tables of which an update or a delete has to lock every row, and in the end the table, to find those that it is for.
    /// </summary>
    public static IEnumerable<string> LockingScans(RecordedCommand command, SqlServerTables tables)
    {
        return TransactSql.All<UpdateDeleteSpecificationBase>(TransactSql.Parse(command.Sql))
            .SelectMany(change => Scans(change.FromClause, change.WhereClause, change.Target, tables));
    }

    private static IEnumerable<string> Scans(FromClause from, WhereClause where, TableReference target, SqlServerTables tables)
    {
        var read = (from is null ? [] : TablesOf(from)).ToDictionary(table => table.Alias, table => table.Name, StringComparer.OrdinalIgnoreCase);
        if (from is null && target is NamedTableReference named)
            read.Add(named.SchemaObject.BaseIdentifier.Value, named.SchemaObject.BaseIdentifier.Value);
        var found = read.Where(table => where is not null && Seeks(where.SearchCondition, table.Key, table.Value, tables)).ToList();
        var joins = found.Count == 0 || from is null ? [] : from.TableReferences.SelectMany(TransactSql.All<QualifiedJoin>)
            .Where(join => join.QualifiedJoinType == QualifiedJoinType.Inner)
            .Select(join => join.SearchCondition)
            .ToList();
        return read.Where(table => tables.Has(table.Value) && !found.Contains(table) && !joins.Any(join => Seeks(join, table.Key, table.Value, tables)))
            .Select(table => table.Value);
    }

    // The highest or the lowest value of an index: one row.
    private static bool ReadsEndOfIndex(QuerySpecification query, SqlServerTables tables)
    {
        return query is { WhereClause: null, FromClause.TableReferences: [NamedTableReference table], SelectElements: [SelectScalarExpression selected] }
            && selected.Expression is FunctionCall { Parameters: [ColumnReferenceExpression column] } function
            && (function.FunctionName.Value.ToUpperInvariant() is "MAX" or "MIN")
            && tables.IsLeading(table.SchemaObject.BaseIdentifier.Value, TransactSql.Name(column.MultiPartIdentifier));
    }

    // Subqueries, in the condition and in place of a table, are looked at on their own.
    private static IEnumerable<(string Alias, string Name)> TablesOf(FromClause from)
    {
        var inSubqueries = from.TableReferences.SelectMany(TransactSql.All<QueryDerivedTable>).SelectMany(TransactSql.All<NamedTableReference>).ToHashSet();
        return from.TableReferences.SelectMany(TransactSql.All<NamedTableReference>).Where(table => !inSubqueries.Contains(table))
            .Select(table => (table.Alias?.Value ?? table.SchemaObject.BaseIdentifier.Value, table.SchemaObject.BaseIdentifier.Value));
    }

    private static bool Seeks(BooleanExpression condition, string alias, string table, SqlServerTables tables)
    {
        bool Leads(ScalarExpression expression) => expression is ColumnReferenceExpression column && IsOf(column, alias)
            && tables.IsLeading(table, TransactSql.Name(column.MultiPartIdentifier));
        bool Reads(ScalarExpression expression) =>
            TransactSql.All<ColumnReferenceExpression>(expression).Any(column => IsOf(column, alias));

        return condition switch
        {
            BooleanParenthesisExpression inner => Seeks(inner.Expression, alias, table, tables),
            BooleanBinaryExpression { BinaryExpressionType: BooleanBinaryExpressionType.And } and =>
                Seeks(and.FirstExpression, alias, table, tables) || Seeks(and.SecondExpression, alias, table, tables),
            BooleanBinaryExpression or => Seeks(or.FirstExpression, alias, table, tables) && Seeks(or.SecondExpression, alias, table, tables),
            BooleanComparisonExpression { ComparisonType: BooleanComparisonType.NotEqualToBrackets or BooleanComparisonType.NotEqualToExclamation } =>
                false,
            // Never true: nothing is read.
            BooleanComparisonExpression { FirstExpression: Literal one, SecondExpression: Literal other } => one.Value != other.Value,
            BooleanComparisonExpression comparison => Leads(comparison.FirstExpression) && !Reads(comparison.SecondExpression)
                || Leads(comparison.SecondExpression) && !Reads(comparison.FirstExpression),
            InPredicate { NotDefined: false } list => Leads(list.Expression),
            BooleanIsNullExpression { IsNot: false } isNull => Leads(isNull.Expression),
            // What a text begins with is a range of the index.
            LikePredicate { NotDefined: false, SecondExpression: StringLiteral { Value: [not ('%' or '_' or '['), ..] } } like => Leads(like.FirstExpression),
            _ => false
        };
    }

    private static IEnumerable<(TableColumn Column, string Parameter)> Pairs(TSqlFragment fragment, SqlServerTables tables)
    {
        var names = TransactSql.All<NamedTableReference>(fragment)
            .GroupBy(table => table.Alias?.Value ?? table.SchemaObject.BaseIdentifier.Value, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Select(table => table.SchemaObject.BaseIdentifier.Value).ToList(),
                StringComparer.OrdinalIgnoreCase);
        var targets = TransactSql.All<DataModificationSpecification>(fragment).Select(change => change.Target).OfType<NamedTableReference>()
            .Select(table => table.SchemaObject.BaseIdentifier.Value).ToList();

        TableColumn Column(ColumnReferenceExpression reference)
        {
            var parts = reference.MultiPartIdentifier.Identifiers;
            var name = parts[^1].Value;
            var candidates = parts.Count > 1 ? names.GetValueOrDefault(parts[^2].Value, [parts[^2].Value]) : [.. targets, .. names.Values.SelectMany(all => all)];
            return candidates.Select(table => tables.Column(table, name)).FirstOrDefault(column => column is not null);
        }

        var pairs = new List<(ScalarExpression, ScalarExpression)>();
        foreach (var comparison in TransactSql.All<BooleanComparisonExpression>(fragment))
            pairs.Add((comparison.FirstExpression, comparison.SecondExpression));
        foreach (var list in TransactSql.All<InPredicate>(fragment))
            pairs.AddRange(list.Values.Select(value => (list.Expression, value)));
        foreach (var set in TransactSql.All<AssignmentSetClause>(fragment))
            pairs.Add((set.Column, set.NewValue));
        foreach (var insert in TransactSql.All<InsertSpecification>(fragment))
        {
            foreach (var row in (insert.InsertSource as ValuesInsertSource)?.RowValues ?? [])
                pairs.AddRange(insert.Columns.Zip(row.ColumnValues, (column, value) => ((ScalarExpression)column, value)));
        }

        return pairs.SelectMany(pair => new[] { pair, (pair.Item2, pair.Item1) })
            .Where(pair => pair.Item1 is ColumnReferenceExpression { MultiPartIdentifier: not null } && pair.Item2 is VariableReference)
            .Select(pair => (Column((ColumnReferenceExpression)pair.Item1), ((VariableReference)pair.Item2).Name))
            .Where(pair => pair.Item1 is not null);
    }

    private static bool IsOf(ColumnReferenceExpression column, string alias)
    {
        return column.MultiPartIdentifier is { } name
            && (name.Identifiers.Count == 1 || name.Identifiers[^2].Value.Equals(alias, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsOne(ScalarExpression count, RecordedCommand command)
    {
        return count switch
        {
            ParenthesisExpression inner => IsOne(inner.Expression, command),
            VariableReference parameter => command.Values?.GetValueOrDefault(parameter.Name) is 1,
            _ => count is IntegerLiteral { Value: "1" }
        };
    }

    private static string Text(TSqlFragment fragment)
    {
        return string.Concat(Enumerable.Range(fragment.FirstTokenIndex, fragment.LastTokenIndex - fragment.FirstTokenIndex + 1)
            .Select(index => fragment.ScriptTokenStream[index].Text));
    }
}

/// <param name="Column">A column</param>
/// <param name="Parameter">The parameter that it is compared with, or set to</param>
/// <param name="Type">The parameter's type</param>
/// <param name="ConvertsColumn">Whether the column is converted for it, and not the parameter</param>
internal sealed record Conversion(TableColumn Column, string Parameter, SqlDbType Type, bool ConvertsColumn);
