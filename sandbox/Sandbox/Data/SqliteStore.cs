using System.Data.Common;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.DataProvider.SQLite;
using Microsoft.Data.Sqlite;

namespace Sandbox.Data;

/// <summary>The data file of one shop, and how it is opened.</summary>
public sealed class SqliteStore
{
    private readonly DataOptions _options;

    /// <param name="file">Path of the data file; it is made when it is not there.</param>
    /// <param name="durable">False for throw-away files: writes are not forced to the disk, which makes tests fast.</param>
    public SqliteStore(string file, bool durable)
    {
        File = Path.GetFullPath(file);
        ConnectionString = new SqliteConnectionStringBuilder { DataSource = File }.ToString();

        var pragmas = durable ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = OFF";
        _options = new DataOptions()
            .UseSQLite(ConnectionString, SQLiteProvider.Microsoft)
            .UseMappingSchema(SqliteMapping.Schema)
            .UseAfterConnectionOpened(connection => Execute(connection, pragmas));
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

    private static void Execute(DbConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
