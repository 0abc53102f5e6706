using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Transactions;
using LinqToDB.Common;
using LinqToDB.Interceptors;
using Nop.Plugin.Payments.Glase.Domain;
using NUnit.Framework;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// The transactions of nopCommerce's repositories, as the sandbox makes them.
/// </summary>
/// <remarks>
/// In Libraries/Nop.Data/EntityRepository.cs of nopCommerce 4.90.6, DeleteAsync(Expression), DeleteAsync(IList) and InsertAsync(IList) open a
/// new TransactionScope(TransactionScopeAsyncFlowOption.Enabled), whose isolation level is .NET's default, serializable, and call
/// BulkDeleteEntitiesAsync or BulkInsertEntitiesAsync of Nop.Data/DataProviders/BaseDataProvider.cs in it. InsertAsync, UpdateAsync and
/// DeleteAsync of one entity open none: the statement has the level that the server gives it.
/// </remarks>
[TestFixture(DatabaseKind.PostgreSql)]
[TestFixture(DatabaseKind.MySql)]
[Parallelizable(ParallelScope.Self)]
internal sealed class RepositoryTransactionTests(DatabaseKind kind)
{
    private const string SerializationFailure = "40001";

    private TestDatabase _test;
    private EntityRepository<GlaseLock> _locks;

    private string DefaultLevel => kind == DatabaseKind.PostgreSql ? "read committed" : "REPEATABLE READ";

    [SetUp]
    public void SetUp()
    {
        _test = TestDatabase.New(kind);
        PluginTables.Create(_test.Database);
        // Nothing is published here, and nothing cached.
        _locks = new EntityRepository<GlaseLock>(null, null, _test.Database);
    }

    [TearDown]
    public void TearDown() => _test?.Dispose();

    [Test]
    public async Task Rows_that_a_condition_names_are_deleted_in_a_serializable_transaction()
    {
        await AddAsync(6);

        var levels = await LevelsAsync(() => _locks.DeleteAsync(row => row.Name == "lock-1"));

        AssertSerializable(levels);
        Assert.That(await CountAsync(), Is.EqualTo(5));
    }

    [Test]
    public async Task Rows_of_a_list_are_deleted_in_a_serializable_transaction()
    {
        var rows = await AddAsync(6);

        var levels = await LevelsAsync(() => _locks.DeleteAsync(rows, publishEvent: false));

        AssertSerializable(levels);
        Assert.That(await CountAsync(), Is.Zero);
    }

    [Test]
    public async Task Rows_of_a_list_are_inserted_in_a_serializable_transaction()
    {
        var levels = await LevelsAsync(() => _locks.InsertAsync([New(1), New(2)], publishEvent: false));

        AssertSerializable(levels);
        Assert.That(await CountAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_single_row_has_the_level_of_the_server()
    {
        var row = New(1);

        var levels = new[]
        {
            await LevelsAsync(() => _locks.InsertAsync(row, publishEvent: false)),
            await LevelsAsync(() => _locks.UpdateAsync(row, publishEvent: false)),
            await LevelsAsync(() => _locks.DeleteAsync(row, publishEvent: false))
        };

        Assert.That(levels, Has.All.Not.Empty.And.All.All.EqualTo(new Level(DefaultLevel, IsInTransaction: false)));
    }

    [Test]
    public async Task PostgreSql_refuses_one_of_two_that_delete_different_rows()
    {
        await AddAsync(6);
        _test.Vacuum(nameof(GlaseLock));
        if (kind != DatabaseKind.PostgreSql)
            return;

        // The second runs from its begin to its end while the first is open.
        _test.Database.Interceptor = new BesideTheFirst(() => OutsideAsync(() => _locks.DeleteAsync(row => row.Name == "lock-2")));
        var failure = Assert.CatchAsync(() => _locks.DeleteAsync(row => row.Name == "lock-1"));
        _test.Database.Interceptor = null;

        Assert.That((failure.GetBaseException() as DbException)?.SqlState, Is.EqualTo(SerializationFailure), $"{failure}");
        Assert.That(await CountAsync(), Is.EqualTo(5), "the second's is deleted");
    }

    private static GlaseLock New(int number) => new() { Name = $"lock-{number}", Owner = "node", ExpiresOnUtc = DateTime.UnixEpoch };

    private static void AssertSerializable(IReadOnlyCollection<Level> levels)
    {
        Assert.That(levels, Is.Not.Empty.And.All.Matches<Level>(level =>
            level.IsInTransaction && level.Name.Equals("serializable", StringComparison.OrdinalIgnoreCase)));
    }

    private static async Task<T> OutsideAsync<T>(Func<Task<T>> act)
    {
        using var outside = new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        return await act();
    }

    private async Task<IList<GlaseLock>> AddAsync(int count)
    {
        var rows = Enumerable.Range(1, count).Select(New).ToList();
        foreach (var row in rows)
            await _locks.InsertAsync(row, publishEvent: false);
        return rows;
    }

    private async Task<int> CountAsync() => (await _locks.GetAllAsync(query => query.OrderBy(row => row.Id))).Count;

    private async Task<IReadOnlyCollection<Level>> LevelsAsync(Func<Task> act)
    {
        var levels = new LevelReader(kind);
        _test.Database.Interceptor = levels;
        await act();
        _test.Database.Interceptor = null;
        return levels.Read;
    }

    /// <param name="Name">As the server writes it</param>
    /// <param name="IsInTransaction">Whether the statement is one of a transaction that was begun before it</param>
    private sealed record Level(string Name, bool IsInTransaction);

    /// <summary>
    /// Asks the server, before each statement and over its connection, at which level it is about to run.
    /// </summary>
    private sealed class LevelReader(DatabaseKind kind) : CommandInterceptor
    {
        private readonly ConcurrentQueue<Level> _read = [];

        public IReadOnlyCollection<Level> Read => _read;

        public override Option<object> ExecuteScalar(CommandEventData eventData, DbCommand command, Option<object> result) => Note(command, result);

        public override Task<Option<object>> ExecuteScalarAsync(CommandEventData eventData, DbCommand command, Option<object> result,
            CancellationToken cancellationToken)
        {
            return Task.FromResult(Note(command, result));
        }

        public override Option<int> ExecuteNonQuery(CommandEventData eventData, DbCommand command, Option<int> result) => Note(command, result);

        public override Task<Option<int>> ExecuteNonQueryAsync(CommandEventData eventData, DbCommand command, Option<int> result,
            CancellationToken cancellationToken)
        {
            return Task.FromResult(Note(command, result));
        }

        public override Option<DbDataReader> ExecuteReader(CommandEventData eventData, DbCommand command, CommandBehavior commandBehavior,
            Option<DbDataReader> result)
        {
            return Note(command, result);
        }

        public override Task<Option<DbDataReader>> ExecuteReaderAsync(CommandEventData eventData, DbCommand command,
            CommandBehavior commandBehavior, Option<DbDataReader> result, CancellationToken cancellationToken)
        {
            return Task.FromResult(Note(command, result));
        }

        private T Note<T>(DbCommand command, T result)
        {
            _read.Enqueue(kind == DatabaseKind.PostgreSql
                ? new Level(Ask(command, "SHOW transaction_isolation"), IsOneTransaction(command))
                : new Level(Ask(command, "SELECT @@tx_isolation").Replace('-', ' '), Ask(command, "SELECT @@in_transaction") == "1"));
            return result;
        }

        // PostgreSQL gives each transaction a number, and each statement outside of one.
        private static bool IsOneTransaction(DbCommand command)
        {
            const string number = "SELECT txid_current()::text";
            return Ask(command, number) == Ask(command, number);
        }

        private static string Ask(DbCommand command, string question)
        {
            using var asking = command.Connection.CreateCommand();
            asking.Transaction = command.Transaction;
            asking.CommandText = question;
            return asking.ExecuteScalar()?.ToString();
        }
    }

    /// <summary>
    /// Does something once, right after the first statement has been run.
    /// </summary>
    private sealed class BesideTheFirst(Func<Task> act) : CommandInterceptor
    {
        private int _count;

        public override async Task<Option<int>> ExecuteNonQueryAsync(CommandEventData eventData, DbCommand command, Option<int> result,
            CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _count) > 1)
                return result;

            var rows = await command.ExecuteNonQueryAsync(cancellationToken);
            await act();
            return Option<int>.Some(rows);
        }
    }
}
