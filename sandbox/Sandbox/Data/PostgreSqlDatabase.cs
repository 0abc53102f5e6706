using System.Data.Common;
using FluentMigrator.Runner;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.DataProvider;
using LinqToDB.DataProvider.PostgreSQL;
using LinqToDB.Interceptors;
using LinqToDB.SqlQuery;
using Npgsql;

namespace Sandbox.Data;

/// <summary>A database of PostgreSQL. Its texts are citext: they are compared without regard to case.</summary>
public sealed class PostgreSqlDatabase : ServerDatabase
{
    private static readonly IDataProvider _provider = PostgreSQLTools.GetDataProvider(PostgreSQLVersion.v92);
    private static readonly DataOptions _queries = new DataOptions()
        .UseConnectionString(_provider, "Host=localhost")
        .UseMappingSchema(NewSchema(_provider, PostgreSqlConventions.Instance))
        .UseInterceptor(new CitextParameters());
    private static readonly DataOptions _statements = Statements();

    private readonly DataOptions _queryOptions;
    private readonly DataOptions _statementOptions;

    /// <inheritdoc/>
    public PostgreSqlDatabase(string connectionString)
        : base(connectionString)
    {
        var interceptor = new ConnectionToDatabase(connectionString);
        _queryOptions = _queries.UseInterceptor(interceptor);
        _statementOptions = _statements.UseInterceptor(interceptor);
    }

    public override DatabaseKind Kind => DatabaseKind.PostgreSql;

    public override string Description
    {
        get
        {
            var builder = new NpgsqlConnectionStringBuilder(ConnectionString);
            return $"The PostgreSQL database {builder.Database} of {builder.Username} at {builder.Host}:{builder.Port}";
        }
    }

    protected override string ServerName => "PostgreSQL";

    protected override DataOptions QueryOptions => _queryOptions;

    protected override DataOptions StatementOptions => _statementOptions;

    protected override bool HasSequences => true;

    private protected override IDatabaseConventions Conventions => PostgreSqlConventions.Instance;

    protected override string CurrentSchema => "current_schema()";

    public override string Quote(string name) => $"\"{name}\"";

    public override void Release() => NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionString));

    protected override void AddEngine(IMigrationRunnerBuilder runner) => runner.AddPostgres92();

    protected override DbConnection NewConnection(string connectionString) => new NpgsqlConnection(connectionString);

    protected override bool IsMissing(DbException exception) => exception.SqlState == PostgresErrorCodes.InvalidCatalogName;

    protected override void Create()
    {
        var builder = new NpgsqlConnectionStringBuilder(ConnectionString);
        var name = builder.Database;
        builder.Database = "postgres";
        Execute(builder.ConnectionString, $"CREATE DATABASE {Quote(name)}");
    }

    protected override void Prepare()
    {
        using var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE EXTENSION IF NOT EXISTS citext";
        command.ExecuteNonQuery();
        // What the driver knew of the database's types is from before.
        connection.ReloadTypes();
    }

    private static DataOptions Statements()
    {
        var schema = NewSchema(_provider, PostgreSqlConventions.Instance);
        schema.SetDataType(typeof(string), new SqlDataType(new DbDataType(typeof(string), "citext")));
        return new DataOptions().UseConnectionString(_provider, "Host=localhost").UseMappingSchema(schema)
            .UseInterceptor(new CitextParameters());
    }

    /// <summary>Sends texts as citext, so that comparisons go by the columns' type.</summary>
    private sealed class CitextParameters : CommandInterceptor
    {
        public override DbCommand CommandInitialized(CommandEventData eventData, DbCommand command)
        {
            foreach (NpgsqlParameter parameter in command.Parameters)
            {
                if (parameter.Value is string)
                    parameter.DataTypeName = "citext";
            }

            return command;
        }
    }
}
