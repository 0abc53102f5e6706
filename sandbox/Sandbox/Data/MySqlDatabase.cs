using System.Data.Common;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Generators.MySql;
using LinqToDB;
using LinqToDB.DataProvider;
using LinqToDB.DataProvider.MySql;
using LinqToDB.SqlQuery;
using MySqlConnector;

namespace Sandbox.Data;

/// <summary>A database of MySQL or MariaDB.</summary>
public sealed class MySqlDatabase : ServerDatabase
{
    private static readonly IDataProvider _provider = MySqlTools.GetDataProvider(MySqlVersion.MySql57, MySqlProvider.MySqlConnector);
    private static readonly DataOptions _queries = new DataOptions()
        .UseConnectionString(_provider, "Server=localhost")
        .UseMappingSchema(NewSchema(_provider, MySqlConventions.Instance));
    private static readonly DataOptions _statements = Statements();

    private readonly DataOptions _queryOptions;
    private readonly DataOptions _statementOptions;

    /// <inheritdoc/>
    public MySqlDatabase(string connectionString)
        : base(connectionString)
    {
        var interceptor = new ConnectionToDatabase(connectionString);
        _queryOptions = _queries.UseInterceptor(interceptor);
        _statementOptions = _statements.UseInterceptor(interceptor);
    }

    public override DatabaseKind Kind => DatabaseKind.MySql;

    public override string Description
    {
        get
        {
            var builder = new MySqlConnectionStringBuilder(ConnectionString);
            return $"The MySQL database {builder.Database} of {builder.UserID} at {builder.Server}:{builder.Port}";
        }
    }

    protected override string ServerName => "MySQL or MariaDB";

    protected override DataOptions QueryOptions => _queryOptions;

    protected override DataOptions StatementOptions => _statementOptions;

    private protected override IDatabaseConventions Conventions => MySqlConventions.Instance;

    protected override string CurrentSchema => "DATABASE()";

    public override string Quote(string name) => $"`{name}`";

    public override void Release() => MySqlConnection.ClearPool(new MySqlConnection(ConnectionString));

    protected override void AddEngine(IMigrationRunnerBuilder runner) => runner.AddMySql5();

    protected override DbConnection NewConnection(string connectionString) => new MySqlConnection(connectionString);

    protected override bool IsMissing(DbException exception)
    {
        return exception is MySqlException { ErrorCode: MySqlErrorCode.UnknownDatabase };
    }

    protected override void Create()
    {
        var builder = new MySqlConnectionStringBuilder(ConnectionString);
        var name = builder.Database;
        builder.Database = "";
        Execute(builder.ConnectionString, $"CREATE DATABASE IF NOT EXISTS {Quote(name)}");
    }

    /// <inheritdoc/>
    internal override void AddMigrations(IServiceCollection services, Action<IMigrationRunnerBuilder> configure)
    {
        base.AddMigrations(services, configure);
        services.AddScoped<IMySqlTypeMap>(_ => new HostMySqlTypeMap());
    }

    private static DataOptions Statements()
    {
        var schema = NewSchema(_provider, MySqlConventions.Instance);
        schema.SetDataType(typeof(Guid), new SqlDataType(DataType.NChar, typeof(Guid), 36));
        schema.SetConvertExpression<string, Guid>(text => new Guid(text));
        return new DataOptions().UseConnectionString(_provider, "Server=localhost").UseMappingSchema(schema);
    }
}
