using System.Data.Common;
using System.Transactions;
using FluentMigrator.Runner;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.Interceptors;
using LinqToDB.Tools;
using Nop.Core;

namespace Sandbox.Data;

/// <summary>
/// The database of one shop, and how its statements reach it: each opens a connection of its own and closes it again, unless
/// it is one of several in a transaction.
/// </summary>
public abstract class ShopDatabase
{
    /// <param name="connectionString">How to reach it.</param>
    protected ShopDatabase(string connectionString)
    {
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    public abstract DatabaseKind Kind { get; }

    /// <summary>What it is and where, without a password.</summary>
    public abstract string Description { get; }

    /// <summary>How queries reach it.</summary>
    protected abstract DataOptions QueryOptions { get; }

    /// <summary>How statements that write reach it.</summary>
    protected abstract DataOptions StatementOptions { get; }

    /// <summary>Whether bulk copies take their ids from a sequence.</summary>
    protected virtual bool HasSequences => false;

    /// <summary>What each statement passes on its way; null for nothing.</summary>
    public IInterceptor Interceptor { get; set; }

    /// <summary>A table that opens a connection for each query and closes it after it.</summary>
    public ITable<TEntity> Table<TEntity>() where TEntity : class => new DataContext(Intercept(QueryOptions)).GetTable<TEntity>();

    /// <summary>A table like that, whose queries pass an interceptor.</summary>
    public ITable<TEntity> Table<TEntity>(IInterceptor interceptor) where TEntity : class
    {
        return new DataContext(QueryOptions.UseInterceptor(interceptor)).GetTable<TEntity>();
    }

    /// <summary>One connection, for statements that write.</summary>
    public DataConnection Connect() => new(Intercept(StatementOptions));

    /// <summary>Writes with a connection of its own.</summary>
    internal async Task<T> WriteAsync<T>(Func<DataConnection, Task<T>> write)
    {
        return BlockingStatements.AreOn ? Task.Run(WriteNowAsync).GetAwaiter().GetResult() : await WriteNowAsync();

        async Task<T> WriteNowAsync()
        {
            await using var connection = Connect();
            return await write(connection);
        }
    }

    private DataOptions Intercept(DataOptions options) => Interceptor is null ? options : options.UseInterceptor(Interceptor);

    /// <summary>The name of a table or a column as it stands in SQL.</summary>
    public abstract string Quote(string name);

    /// <summary>Closes what the pool holds open.</summary>
    public abstract void Release();

    /// <summary>Makes the database where it is missing, as nopCommerce's installation does.</summary>
    /// <exception cref="DatabaseRefusedException">It cannot be reached or made</exception>
    internal virtual void CreateIfMissing()
    {
    }

    /// <summary>Makes the shop's tables where they are missing.</summary>
    internal abstract void CreateTables(IServiceProvider services);

    /// <summary>Adds what runs migrations in it.</summary>
    internal abstract void AddMigrations(IServiceCollection services, Action<IMigrationRunnerBuilder> configure);

    /// <summary>
    /// Begins what nopCommerce's repositories put around statements for several rows, a serializable transaction; null where
    /// connections take no part in one.
    /// </summary>
    internal virtual TransactionScope BeginTransaction() => new(TransactionScopeAsyncFlowOption.Enabled);

    /// <summary>Inserts all rows, or none, and gives them their ids.</summary>
    internal virtual async Task InsertAsync<TEntity>(IList<TEntity> entities) where TEntity : BaseEntity
    {
        using var transaction = BeginTransaction();
        await WriteAsync(connection => connection.BulkCopyAsync(
            new BulkCopyOptions { KeepIdentity = true }, entities.RetrieveIdentity(connection, useSequenceName: HasSequences)));
        transaction.Complete();
    }

    /// <summary>
    /// What all databases of a kind share in a process. linq2db reuses a compiled query only for the same options, connection string
    /// included, and keeps 100 of them for each type of result: with options of their own, the shops of many tests would compile
    /// each query again and again. An interceptor, which is no part of what linq2db compares, names the shop's own database.
    /// </summary>
    protected sealed class ConnectionToDatabase(string connectionString, Action<DbConnection> opened = null) : ConnectionInterceptor
    {
        public override void ConnectionOpening(ConnectionEventData eventData, DbConnection connection)
        {
            connection.ConnectionString = connectionString;
        }

        public override Task ConnectionOpeningAsync(
            ConnectionEventData eventData, DbConnection connection, CancellationToken cancellationToken)
        {
            ConnectionOpening(eventData, connection);
            return Task.CompletedTask;
        }

        public override void ConnectionOpened(ConnectionEventData eventData, DbConnection connection) => opened?.Invoke(connection);

        public override Task ConnectionOpenedAsync(
            ConnectionEventData eventData, DbConnection connection, CancellationToken cancellationToken)
        {
            ConnectionOpened(eventData, connection);
            return Task.CompletedTask;
        }
    }
}
