using System.Data.Common;
using System.Runtime.CompilerServices;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.DataProvider.SQLite;
using LinqToDB.Interceptors;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Sandbox.Data;

/// <summary>The data file of one shop, and how it is opened.</summary>
public sealed class SqliteStore
{
    /// <summary>
    /// What all shops of a process share. linq2db reuses a compiled query only for the same options, connection string included, and
    /// keeps 100 of them for each type of result: with options of their own, the shops of many tests would compile each query again
    /// and again. A store's interceptor, which is no part of what linq2db compares, names the store's own file.
    /// </summary>
    private static readonly DataOptions _shared = new DataOptions()
        .UseSQLite("Data Source=:memory:", SQLiteProvider.Microsoft)
        .UseMappingSchema(SqliteMapping.Schema);

    private readonly DataOptions _options;

    /// <param name="file">Path of the data file; it is made when it is not there.</param>
    /// <param name="durable">False for throw-away files: writes are not forced to the disk, which makes tests fast.</param>
    public SqliteStore(string file, bool durable)
    {
        File = Path.GetFullPath(file);
        ConnectionString = new SqliteConnectionStringBuilder { DataSource = File }.ToString();

        // Without a timeout of SQLite's own, whoever finds the file locked sleeps for 150 ms before looking again.
        var pragmas = $"PRAGMA busy_timeout = 5000; PRAGMA synchronous = {(durable ? "NORMAL" : "OFF")}";
        _options = _shared.UseInterceptor(new ConnectionToFile(ConnectionString, pragmas));
    }

    public string File { get; }

    public string ConnectionString { get; }

    /// <summary>A table that opens a connection for each query and closes it after it.</summary>
    public ITable<TEntity> Table<TEntity>() where TEntity : class => Context().GetTable<TEntity>();

    /// <summary>Statements that open a connection each.</summary>
    public DataContext Context() => new(_options);

    /// <summary>One connection, for statements that belong into one transaction.</summary>
    public DataConnection Connect() => new(_options);

    /// <summary>Closes what the pool holds open, so that the file can be removed.</summary>
    public void Release()
    {
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>Removes the file and SQLite's files beside it.</summary>
    public void Delete()
    {
        Release();
        foreach (var suffix in new[] { "", "-wal", "-shm", "-journal" })
            System.IO.File.Delete(File + suffix);
    }

    private sealed class ConnectionToFile(string connectionString, string pragmas) : ConnectionInterceptor
    {
        private readonly ConditionalWeakTable<sqlite3, string> _prepared = [];

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

        public override void ConnectionOpened(ConnectionEventData eventData, DbConnection connection)
        {
            Prepare((SqliteConnection)connection);
        }

        public override Task ConnectionOpenedAsync(
            ConnectionEventData eventData, DbConnection connection, CancellationToken cancellationToken)
        {
            ConnectionOpened(eventData, connection);
            return Task.CompletedTask;
        }

        // Once for each of the pool's connections, which keep what they were told.
        private void Prepare(SqliteConnection connection)
        {
            if (!_prepared.TryAdd(connection.Handle, pragmas))
                return;

            using var command = connection.CreateCommand();
            command.CommandText = pragmas;
            command.ExecuteNonQuery();
        }
    }
}
