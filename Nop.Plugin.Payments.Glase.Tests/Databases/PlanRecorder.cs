using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LinqToDB;
using LinqToDB.Common;
using LinqToDB.Data;
using LinqToDB.Interceptors;
using Microsoft.Data.Sqlite;
using Moq;
using Nop.Core;
using Nop.Core.Caching;
using Nop.Data;
using Npgsql;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// Reads a database as nopCommerce's repositories do, and gets from it how it carries the queries out.
/// </summary>
internal sealed partial class PlanRecorder : CommandInterceptor
{
    // More rows than any list of ids has.
    private const int MaxRange = 5000;

    private readonly ShopDatabase _database;

    // The names that MySQL's migrations give to indexes of single columns say nothing.
    private const string MySqlIndexes = """
        SELECT CONCAT(index_name, ' IX_', table_name, '_', GROUP_CONCAT(column_name ORDER BY seq_in_index SEPARATOR '_'))
        FROM information_schema.statistics WHERE table_schema = DATABASE() AND index_name <> 'PRIMARY' GROUP BY table_name, index_name
        """;

    private readonly List<(string Sql, object[] Parameters)> _commands = [];
    private readonly Lazy<Dictionary<string, string>> _mySqlNames;
    private readonly AsyncLocal<bool> _isRecorded = new();

    /// <param name="database">What is read. A recorder made by a test records what the test itself does.</param>
    public PlanRecorder(ShopDatabase database)
    {
        _database = database;
        _isRecorded.Value = true;
        _mySqlNames = new Lazy<Dictionary<string, string>>(() =>
        {
            using var connection = database.Connect();
            return connection.Query<string>(MySqlIndexes).Select(pair => pair.Split(' ')).ToDictionary(pair => pair[0], pair => pair[1]);
        });
    }

    /// <summary>
    /// How many queries were sent.
    /// </summary>
    public int Count => _commands.Count;

    public IRepository<TEntity> Repository<TEntity>() where TEntity : BaseEntity
    {
        var repository = new Mock<IRepository<TEntity>>(MockBehavior.Strict);
        repository.Setup(table => table.Table).Returns(Table<TEntity>);
        repository.Setup(table => table.GetAllAsync(It.IsAny<Func<IQueryable<TEntity>, IQueryable<TEntity>>>(),
                It.IsAny<Func<ICacheKeyService, CacheKey>>(), It.IsAny<bool>()))
            .Returns(async (Func<IQueryable<TEntity>, IQueryable<TEntity>> query, Func<ICacheKeyService, CacheKey> _, bool _) =>
                await query(Table<TEntity>()).ToListAsync());
        repository.Setup(table => table.GetAllPagedAsync(It.IsAny<Func<IQueryable<TEntity>, IQueryable<TEntity>>>(), It.IsAny<int>(),
                It.IsAny<int>(), false, It.IsAny<bool>()))
            .Returns((Func<IQueryable<TEntity>, IQueryable<TEntity>> query, int page, int size, bool _, bool _) =>
                GetPageAsync(query(Table<TEntity>()), page, size));
        return repository.Object;
    }

    /// <summary>
    /// Gets the plans of all queries that were sent.
    /// </summary>
    public IReadOnlyList<QueryPlan> Plans()
    {
        return [.. _commands.Select(Explain)];
    }

    /// <summary>
    /// Records what is done with the services of a shop, and nothing of what the shop does at the same time of its own accord, such as
    /// looking for other nodes.
    /// </summary>
    public async Task RecordAsync(Func<Task> act)
    {
        _database.Interceptor = this;
        try
        {
            await act();
        }
        finally
        {
            _database.Interceptor = null;
        }
    }

    /// <summary>
    /// Gets the plan of a command.
    /// </summary>
    public QueryPlan Explain(DbCommand command) => Explain(Keep(command));

    public override DbCommand CommandInitialized(CommandEventData eventData, DbCommand command)
    {
        if (_isRecorded.Value)
            _commands.Add(Keep(command));
        return command;
    }

    [GeneratedRegex("""[`\["](\w+)[`\]"] [`\["](\w+)[`\]"]""")]
    private static partial Regex TableAndAlias();

    private static (string Sql, object[] Parameters) Keep(DbCommand command)
    {
        return (command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(Copy)]);
    }

    // With the type that it is sent as: a citext that was compared as another type would be found by no index.
    private static object Copy(DbParameter parameter)
    {
        return parameter switch
        {
            NpgsqlParameter { Value: string } text => new NpgsqlParameter(text.ParameterName, text.Value) { DataTypeName = text.DataTypeName },
            SqliteParameter sqlite => new SqliteParameter(sqlite.ParameterName, sqlite.SqliteType) { Value = sqlite.Value },
            _ => ((ICloneable)parameter).Clone()
        };
    }

    private static async Task<IPagedList<TEntity>> GetPageAsync<TEntity>(IQueryable<TEntity> query, int page, int size)
    {
        var count = await query.CountAsync();
        return new PagedList<TEntity>(await query.Skip(page * size).Take(size).ToListAsync(), page, size, count);
    }

    private IQueryable<TEntity> Table<TEntity>() where TEntity : BaseEntity => _database.Table<TEntity>(this);

    private QueryPlan Explain((string Sql, object[] Parameters) query)
    {
        using var connection = _database.Connect();
        using var command = connection.OpenDbConnection().CreateCommand();
        command.CommandText = _database.Kind switch
        {
            DatabaseKind.PostgreSql => "EXPLAIN (FORMAT JSON) ",
            DatabaseKind.MySql => "EXPLAIN ",
            _ => "EXPLAIN QUERY PLAN "
        } + query.Sql;
        command.Parameters.AddRange(query.Parameters);

        using var reader = command.ExecuteReader();
        var plan = new QueryPlan(query.Sql);
        while (reader.Read())
        {
            if (_database.Kind == DatabaseKind.PostgreSql)
                ReadPostgreSql(JsonDocument.Parse(reader.GetString(0)).RootElement[0].GetProperty("Plan"), plan);
            else if (_database.Kind == DatabaseKind.MySql)
                ReadMySql(reader, plan);
            else
                ReadSqlite(reader.GetString(reader.GetOrdinal("detail")), plan);
        }

        return plan;
    }

    private static void ReadPostgreSql(JsonElement node, QueryPlan plan)
    {
        if (node.TryGetProperty("Index Name", out var index))
            plan.Indexes.Add(index.GetString());
        if (node.GetProperty("Node Type").GetString() == "Seq Scan" || ReadsFromAnIdOn(node))
            plan.ScannedTables.Add(node.GetProperty("Relation Name").GetString());
        if (node.TryGetProperty("Plans", out var inner))
        {
            foreach (var each in inner.EnumerateArray())
                ReadPostgreSql(each, plan);
        }
    }

    // From one id to the last: all of the table, in the order of the ids.
    private static bool ReadsFromAnIdOn(JsonElement node)
    {
        return node.TryGetProperty("Index Name", out var index) && index.GetString().StartsWith("PK_", StringComparison.Ordinal)
            && node.TryGetProperty("Index Cond", out var condition) && condition.GetString().StartsWith("(\"Id\" >", StringComparison.Ordinal);
    }

    private void ReadMySql(DbDataReader step, QueryPlan plan)
    {
        if (step["key"] is string keys)
            plan.Indexes.AddRange(keys.Split(',').Select(key => _mySqlNames.Value.GetValueOrDefault(key, key)));
        var readsFromAnIdOn = step["type"] is "range" && step["key"] is "PRIMARY" && Convert.ToInt64(step["rows"], CultureInfo.InvariantCulture) > MaxRange;
        if ((readsFromAnIdOn || step["type"] is "ALL" or "index") && step["table"] is string alias)
            plan.ScannedTables.Add(TableOf(plan.Sql, alias));
    }

    private static void ReadSqlite(string step, QueryPlan plan)
    {
        if (IndexName().Match(step) is { Success: true } index)
            plan.Indexes.Add(index.Groups[1].Value);
        if (step.Contains("PRIMARY KEY", StringComparison.Ordinal))
            plan.Indexes.Add("PRIMARY");
        if (step.StartsWith("SCAN ", StringComparison.Ordinal))
            plan.ScannedTables.Add(TableOf(plan.Sql, step.Split(' ')[1]));
    }

    [GeneratedRegex(@"INDEX (\w+)")]
    private static partial Regex IndexName();

    private static string TableOf(string sql, string alias)
    {
        return TableAndAlias().Matches(sql).FirstOrDefault(match => match.Groups[2].Value == alias)?.Groups[1].Value ?? alias;
    }

    /// <summary>
    /// How a database carries a query out.
    /// </summary>
    internal sealed record QueryPlan(string Sql)
    {
        public List<string> Indexes { get; } = [];

        /// <summary>
        /// The tables of which each row, or each entry of an index, is read.
        /// </summary>
        public List<string> ScannedTables { get; } = [];

        public override string ToString()
        {
            return $"indexes: {string.Join(", ", Indexes)}; scanned: {string.Join(", ", ScannedTables)}; {Sql}";
        }
    }
}
