using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using LinqToDB;
using LinqToDB.Common;
using LinqToDB.Data;
using LinqToDB.DataProvider.SqlServer;
using LinqToDB.Interceptors;
using LinqToDB.Mapping;
using LinqToDB.Tools;
using Microsoft.Data.SqlClient;
using Moq;
using Nop.Core;
using Nop.Core.Caching;
using Nop.Data;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Databases.SqlServer;

/// <summary>
/// Sends what nopCommerce's repositories and data provider would send to a SQL Server, by the same linq2db provider, to nobody: each
/// command is recorded as the driver would get it, and answered with what the test has prepared.
/// </summary>
internal sealed class SqlServerRecorder : INopDataProvider
{
    /// <summary>
    /// What is found where one number is asked for: a count, a list of ids, whether there is something.
    /// </summary>
    private static readonly int[] _numbers = [1, 2, 3];

    private readonly List<RecordedCommand> _commands = [];
    private readonly Dictionary<Type, object> _rows = [];
    private readonly DataOptions _options;

    public SqlServerRecorder()
    {
        TableDefinitions.Install();
        var provider = SqlServerTools.GetDataProvider(SqlServerVersion.v2012, SqlServerProvider.MicrosoftDataSqlClient);
        var schema = new MappingSchema(provider.Name, provider.MappingSchema);
        schema.AddMetadataReader(new SqlServerColumns());
        _options = new DataOptions().UseConnection(provider, new NoConnection(), false).UseMappingSchema(schema)
            .UseInterceptor(new Recorder(_commands));
    }

    public IReadOnlyList<RecordedCommand> Commands => _commands;

    /// <summary>
    /// Prepares what the queries of a table find, whatever they ask for.
    /// </summary>
    public void Answer<TEntity>(params TEntity[] rows) where TEntity : BaseEntity => _rows[typeof(TEntity)] = rows;

    /// <summary>
    /// Runs a query, or a statement, as it is.
    /// </summary>
    public T Run<T>(Func<DataConnection, T> statement)
    {
        using var connection = new DataConnection(_options);
        return statement(connection);
    }

    public IRepository<TEntity> Repository<TEntity>() where TEntity : BaseEntity
    {
        var repository = new Mock<IRepository<TEntity>>(MockBehavior.Strict);
        repository.Setup(table => table.Table).Returns(() => new DataConnection(_options).GetTable<TEntity>());
        repository.Setup(table => table.InsertAsync(It.IsAny<TEntity>(), false)).Returns((TEntity entity, bool _) => InsertAsync(entity));
        repository.Setup(table => table.InsertAsync(It.IsAny<IList<TEntity>>(), false))
            .Returns((IList<TEntity> entities, bool _) => InsertAsync(entities));
        repository.Setup(table => table.UpdateAsync(It.IsAny<TEntity>(), false)).Returns((TEntity entity, bool _) => UpdateAsync(entity));
        repository.Setup(table => table.GetAllAsync(It.IsAny<Func<IQueryable<TEntity>, IQueryable<TEntity>>>(),
                It.IsAny<Func<ICacheKeyService, CacheKey>>(), It.IsAny<bool>()))
            .Returns((Func<IQueryable<TEntity>, IQueryable<TEntity>> query, Func<ICacheKeyService, CacheKey> _, bool _) => GetAllAsync(query));
        repository.Setup(table => table.GetAllPagedAsync(It.IsAny<Func<IQueryable<TEntity>, IQueryable<TEntity>>>(), It.IsAny<int>(),
                It.IsAny<int>(), false, It.IsAny<bool>()))
            .Returns((Func<IQueryable<TEntity>, IQueryable<TEntity>> query, int page, int size, bool _, bool _) =>
                GetPageAsync(query, page, size));
        return repository.Object;
    }

    public Task BulkDeleteEntitiesAsync<TEntity>(IList<TEntity> entities) where TEntity : BaseEntity
    {
        throw new NotSupportedException();
    }

    public Task<int> BulkDeleteEntitiesAsync<TEntity>(Expression<Func<TEntity, bool>> predicate) where TEntity : BaseEntity
    {
        return Task.FromResult(Run(connection => connection.GetTable<TEntity>().Where(predicate).Delete()));
    }

    private Task InsertAsync<TEntity>(TEntity entity) where TEntity : BaseEntity
    {
        entity.Id = Run(connection => connection.InsertWithInt32Identity(entity));
        return Task.CompletedTask;
    }

    // A bulk copy has no SQL; nopCommerce gives the rows their ids before it.
    private Task InsertAsync<TEntity>(IList<TEntity> entities) where TEntity : BaseEntity
    {
        Run(connection => entities.RetrieveIdentity(connection, useSequenceName: false));
        return Task.CompletedTask;
    }

    private Task UpdateAsync<TEntity>(TEntity entity) where TEntity : BaseEntity
    {
        Run(connection => connection.Update(entity));
        return Task.CompletedTask;
    }

    private Task<IList<TEntity>> GetAllAsync<TEntity>(Func<IQueryable<TEntity>, IQueryable<TEntity>> query) where TEntity : BaseEntity
    {
        Run(connection => query(connection.GetTable<TEntity>()).ToList());
        return Task.FromResult(Rows<TEntity>());
    }

    private Task<IPagedList<TEntity>> GetPageAsync<TEntity>(Func<IQueryable<TEntity>, IQueryable<TEntity>> query, int page, int size)
        where TEntity : BaseEntity
    {
        var count = Run(connection => query(connection.GetTable<TEntity>()).Count());
        Run(connection => query(connection.GetTable<TEntity>()).Skip(page * size).Take(size).ToList());
        return Task.FromResult<IPagedList<TEntity>>(new PagedList<TEntity>(Rows<TEntity>(), page, size, count));
    }

    private IList<TEntity> Rows<TEntity>() => _rows.TryGetValue(typeof(TEntity), out var rows) ? [.. (TEntity[])rows] : [];

    private sealed class Recorder(List<RecordedCommand> commands) : CommandInterceptor
    {
        public override Option<object> ExecuteScalar(CommandEventData eventData, DbCommand command, Option<object> result)
        {
            commands.Add(RecordedCommand.Of(command));
            return Option<object>.Some(1m);
        }

        public override Option<int> ExecuteNonQuery(CommandEventData eventData, DbCommand command, Option<int> result)
        {
            commands.Add(RecordedCommand.Of(command));
            return Option<int>.Some(1);
        }

        [SuppressMessage("Reliability", "CA2000", Justification = "linq2db disposes of the reader, which needs its table.")]
        public override Option<DbDataReader> ExecuteReader(CommandEventData eventData, DbCommand command, CommandBehavior behavior,
            Option<DbDataReader> result)
        {
            var recorded = RecordedCommand.Of(command);
            commands.Add(recorded);
            var table = new DataTable();
            if (TransactSql.SelectsOneNumber(TransactSql.Parse(recorded.Sql)))
            {
                table.Columns.Add("number", typeof(int));
                foreach (var number in _numbers)
                    table.Rows.Add(number);
            }

            return Option<DbDataReader>.Some(table.CreateDataReader());
        }

        public override Task<Option<DbDataReader>> ExecuteReaderAsync(CommandEventData eventData, DbCommand command, CommandBehavior behavior,
            Option<DbDataReader> result, CancellationToken cancellationToken)
        {
            return Task.FromResult(ExecuteReader(eventData, command, behavior, result));
        }
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
