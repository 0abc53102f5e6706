using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using LinqToDB;
using LinqToDB.Common;
using LinqToDB.Data;
using LinqToDB.Interceptors;
using Moq;
using Nop.Core;
using Nop.Core.Caching;
using Nop.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// Makes the commands that nopCommerce's repositories and data provider would send, and answers each with what the test has prepared: nothing
/// is changed.
/// </summary>
internal abstract class StatementRecorder : INopDataProvider
{
    /// <summary>
    /// What is found where one number is asked for: a count, a list of ids, whether there is something.
    /// </summary>
    private static readonly int[] _numbers = [1, 2, 3];

    private readonly Dictionary<Type, object> _rows = [];

    protected StatementRecorder()
    {
        Interceptor = new Recorder(this);
    }

    /// <summary>
    /// Gets or sets the method that sends what follows; null for one whose commands are of no interest.
    /// </summary>
    public string Source { get; set; }

    private protected IInterceptor Interceptor { get; }

    /// <summary>
    /// Prepares what the queries of a table find, whatever they ask for.
    /// </summary>
    public void Answer<TEntity>(params TEntity[] rows) where TEntity : BaseEntity => _rows[typeof(TEntity)] = rows;

    public IRepository<TEntity> Repository<TEntity>() where TEntity : BaseEntity
    {
        var repository = new Mock<IRepository<TEntity>>(MockBehavior.Strict);
        repository.Setup(table => table.Table).Returns(Table<TEntity>);
        repository.Setup(table => table.InsertAsync(It.IsAny<TEntity>(), false)).Returns((TEntity entity, bool _) => InsertAsync(entity));
        repository.Setup(table => table.InsertAsync(It.IsAny<IList<TEntity>>(), false))
            .Returns((IList<TEntity> entities, bool _) => InsertAsync(entities));
        repository.Setup(table => table.UpdateAsync(It.IsAny<TEntity>(), false)).Returns((TEntity entity, bool _) => UpdateAsync(entity));
        repository.Setup(table => table.GetByIdAsync(It.IsAny<int?>(), null, It.IsAny<bool>(), It.IsAny<bool>()))
            .Returns((int? id, Func<ICacheKeyService, CacheKey> _, bool _, bool _) => GetByIdAsync<TEntity>(id.Value));
        repository.Setup(table => table.GetByIdsAsync(It.IsAny<IList<int>>(), null, It.IsAny<bool>()))
            .Returns((IList<int> ids, Func<ICacheKeyService, CacheKey> _, bool _) =>
                GetAllAsync<TEntity>(query => query.Where(entity => ids.Contains(entity.Id))));
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

    /// <summary>
    /// Gets a table, whose queries pass the interceptor.
    /// </summary>
    private protected abstract IQueryable<TEntity> Table<TEntity>() where TEntity : BaseEntity;

    /// <summary>
    /// Gets a connection, whose statements pass the interceptor.
    /// </summary>
    private protected abstract DataConnection Connect();

    /// <summary>
    /// Keeps a command.
    /// </summary>
    private protected abstract void Record(DbCommand command);

    /// <summary>
    /// Gets whether a query asks for one number.
    /// </summary>
    private protected abstract bool SelectsOneNumber(DbCommand command);

    /// <summary>
    /// Runs a query, or a statement, as it is.
    /// </summary>
    private protected T Run<T>(Func<DataConnection, T> statement)
    {
        using var connection = Connect();
        return statement(connection);
    }

    /// <summary>
    /// Inserts rows by a bulk copy, which has no SQL.
    /// </summary>
    private protected virtual Task InsertAsync<TEntity>(IList<TEntity> entities) where TEntity : BaseEntity => Task.CompletedTask;

    private Task InsertAsync<TEntity>(TEntity entity) where TEntity : BaseEntity
    {
        entity.Id = Run(connection => connection.InsertWithInt32Identity(entity));
        return Task.CompletedTask;
    }

    private Task UpdateAsync<TEntity>(TEntity entity) where TEntity : BaseEntity
    {
        Run(connection => connection.Update(entity));
        return Task.CompletedTask;
    }

    private async Task<TEntity> GetByIdAsync<TEntity>(int id) where TEntity : BaseEntity
    {
        return (await GetAllAsync<TEntity>(query => query.Where(entity => entity.Id == id).Take(1))).FirstOrDefault();
    }

    private Task<IList<TEntity>> GetAllAsync<TEntity>(Func<IQueryable<TEntity>, IQueryable<TEntity>> query) where TEntity : BaseEntity
    {
        _ = query(Table<TEntity>()).ToList();
        return Task.FromResult(Rows<TEntity>());
    }

    private Task<IPagedList<TEntity>> GetPageAsync<TEntity>(Func<IQueryable<TEntity>, IQueryable<TEntity>> query, int page, int size)
        where TEntity : BaseEntity
    {
        var count = query(Table<TEntity>()).Count();
        _ = query(Table<TEntity>()).Skip(page * size).Take(size).ToList();
        return Task.FromResult<IPagedList<TEntity>>(new PagedList<TEntity>(Rows<TEntity>(), page, size, count));
    }

    private IList<TEntity> Rows<TEntity>() => _rows.TryGetValue(typeof(TEntity), out var rows) ? [.. (TEntity[])rows] : [];

    private sealed class Recorder(StatementRecorder owner) : CommandInterceptor
    {
        public override Option<object> ExecuteScalar(CommandEventData eventData, DbCommand command, Option<object> result)
        {
            Record(command);
            return Option<object>.Some(1m);
        }

        public override Option<int> ExecuteNonQuery(CommandEventData eventData, DbCommand command, Option<int> result)
        {
            Record(command);
            return Option<int>.Some(1);
        }

        [SuppressMessage("Reliability", "CA2000", Justification = "linq2db disposes of the reader, which needs its table.")]
        public override Option<DbDataReader> ExecuteReader(CommandEventData eventData, DbCommand command, CommandBehavior behavior,
            Option<DbDataReader> result)
        {
            Record(command);
            var table = new DataTable();
            if (owner.SelectsOneNumber(command))
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

        private void Record(DbCommand command)
        {
            if (owner.Source is not null)
                owner.Record(command);
        }
    }
}
