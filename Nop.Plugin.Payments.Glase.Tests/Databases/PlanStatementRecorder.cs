using System.Data.Common;
using LinqToDB.Data;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// Gets from a database how it would carry out each command that reads, updates or deletes. What is read is read; nothing is changed.
/// </summary>
internal sealed class PlanStatementRecorder(ShopDatabase database) : StatementRecorder
{
    private readonly PlanRecorder _plans = new(database);
    private readonly List<(string Source, PlanRecorder.QueryPlan Plan)> _recorded = [];

    /// <summary>
    /// Gets the plans, each with the method that sent the command.
    /// </summary>
    public IReadOnlyList<(string Source, PlanRecorder.QueryPlan Plan)> Plans => _recorded;

    private protected override IQueryable<TEntity> Table<TEntity>() => database.Table<TEntity>(Interceptor);

    private protected override DataConnection Connect()
    {
        var connection = database.Connect();
        connection.AddInterceptor(Interceptor);
        return connection;
    }

    private protected override void Record(DbCommand command)
    {
        if (!IsInsert(command))
            _recorded.Add((Source, _plans.Explain(command)));
    }

    private protected override bool SelectsOneNumber(DbCommand command)
    {
        if (IsInsert(command))
            return true;
        using var reader = command.ExecuteReader();
        return reader.FieldCount == 1 && reader.GetFieldType(0) is { } type && (type == typeof(bool) || type == typeof(int) || type == typeof(long)
            || type == typeof(decimal) || type == typeof(ulong));
    }

    // An insert looks for nothing. PostgreSQL's returns the id.
    private static bool IsInsert(DbCommand command) => command.CommandText.TrimStart().StartsWith("INSERT", StringComparison.OrdinalIgnoreCase);
}
