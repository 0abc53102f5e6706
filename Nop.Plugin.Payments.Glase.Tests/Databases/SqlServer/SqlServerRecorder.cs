using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.DataProvider.SqlServer;
using LinqToDB.Mapping;
using LinqToDB.Tools;
using Microsoft.Data.SqlClient;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Databases.SqlServer;

/// <summary>
/// Sends what nopCommerce's repositories and data provider would send to a SQL Server, by the same linq2db provider, to nobody: each
/// command is recorded as the driver would get it.
/// </summary>
internal sealed class SqlServerRecorder : StatementRecorder
{
    private readonly List<RecordedCommand> _commands = [];
    private readonly DataOptions _options;

    public SqlServerRecorder()
    {
        TableDefinitions.Install();
        var provider = SqlServerTools.GetDataProvider(SqlServerVersion.v2012, SqlServerProvider.MicrosoftDataSqlClient);
        var schema = new MappingSchema(provider.Name, provider.MappingSchema);
        schema.AddMetadataReader(new SqlServerColumns());
        _options = new DataOptions().UseConnection(provider, new NoConnection(), false).UseMappingSchema(schema).UseInterceptor(Interceptor);
    }

    public IReadOnlyList<RecordedCommand> Commands => _commands;

    private protected override IQueryable<TEntity> Table<TEntity>() => Connect().GetTable<TEntity>();

    private protected override DataConnection Connect() => new(_options);

    private protected override void Record(DbCommand command) => _commands.Add(RecordedCommand.Of(command) with { Source = Source });

    private protected override bool SelectsOneNumber(DbCommand command) => TransactSql.SelectsOneNumber(TransactSql.Parse(command.CommandText));

    // nopCommerce gives the rows their ids before the bulk copy.
    private protected override Task InsertAsync<TEntity>(IList<TEntity> entities)
    {
        Run(connection => entities.RetrieveIdentity(connection, useSequenceName: false));
        return Task.CompletedTask;
    }

    /// <summary>
    /// Makes the driver's commands and parameters, and connects to nothing.
    /// </summary>
    private sealed class NoConnection : DbConnection
    {
        [AllowNull]
        public override string ConnectionString { get; set; } = "Server=none";

        public override string Database => "shop";

        public override string DataSource => "none";

        public override string ServerVersion => "11.0";

        public override ConnectionState State => ConnectionState.Open;

        public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

        public override void Close()
        {
        }

        public override void Open() => throw new NotSupportedException();

        protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException();

        protected override DbCommand CreateDbCommand() => new SqlCommand();
    }
}
