using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Nop.Plugin.Payments.Glase.Tests.Databases.SqlServer;

/// <summary>
/// Reads Transact-SQL as SQL Server 2012 does, the oldest that nopCommerce writes for.
/// </summary>
internal static class TransactSql
{
    /// <summary>
    /// Parses a text.
    /// </summary>
    /// <exception cref="FormatException">SQL Server would refuse it</exception>
    public static TSqlFragment Parse(string sql)
    {
        using var reader = new StringReader(sql);
        var fragment = new TSql110Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        return errors.Count == 0
            ? fragment
            : throw new FormatException($"{string.Join(" ", errors.Select(error => error.Message))}\n{sql}");
    }

    /// <summary>
    /// Gets all parts of a kind, in the order of the text.
    /// </summary>
    public static IReadOnlyList<TPart> All<TPart>(TSqlFragment fragment) where TPart : TSqlFragment
    {
        var collector = new Collector<TPart>();
        fragment.Accept(collector);
        return collector.Found;
    }

    /// <summary>
    /// Gets whether a query has one column, which is no column of text.
    /// </summary>
    public static bool SelectsOneNumber(TSqlFragment fragment)
    {
        return All<QuerySpecification>(fragment) is [var query, ..] && query.SelectElements is [SelectScalarExpression];
    }

    /// <summary>
    /// Gets the last name of a column, a table or a type.
    /// </summary>
    public static string Name(MultiPartIdentifier identifier) => identifier.Identifiers[^1].Value;

    private sealed class Collector<TPart> : TSqlFragmentVisitor where TPart : TSqlFragment
    {
        public List<TPart> Found { get; } = [];

        public override void Visit(TSqlFragment fragment)
        {
            if (fragment is TPart part)
                Found.Add(part);
        }
    }
}
