using System.Buffers.Binary;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Transactions;
using FluentMigrator.Runner;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.DataProvider.SQLite;
using Microsoft.Data.Sqlite;
using Nop.Core;
using SQLitePCL;

namespace Sandbox.Data;

/// <summary>The data file of one shop, and how it is opened.</summary>
public sealed class SqliteDatabase : ShopDatabase
{
    // "Glas". Where SQLite keeps it: https://www.sqlite.org/fileformat2.html#application_id
    private const int ApplicationId = 0x476C6173;
    private const int ApplicationIdPlace = 68;

    private static readonly DataOptions _shared = new DataOptions()
        .UseSQLite("Data Source=:memory:", SQLiteProvider.Microsoft)
        .UseMappingSchema(SqliteMapping.Schema);

    private readonly DataOptions _options;
    private readonly ConditionalWeakTable<sqlite3, string> _prepared = [];
    private readonly string _pragmas;

    /// <param name="file">Path of the data file; it is made when it is not there.</param>
    /// <param name="durable">False for throw-away files: writes are not forced to the disk, which makes tests fast.</param>
    public SqliteDatabase(string file, bool durable)
        : base(new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(file) }.ToString())
    {
        File = Path.GetFullPath(file);

        // Without a timeout of SQLite's own, whoever finds the file locked sleeps for 150 ms before looking again.
        _pragmas = $"PRAGMA busy_timeout = 5000; PRAGMA synchronous = {(durable ? "NORMAL" : "OFF")}";
        _options = _shared.UseInterceptor(new ConnectionToDatabase(ConnectionString, Prepare));
    }

    public string File { get; }

    public override DatabaseKind Kind => DatabaseKind.Sqlite;

    public override string Description => File;

    protected override DataOptions QueryOptions => _options;

    protected override DataOptions StatementOptions => _options;

    public override string Quote(string name) => $"[{name}]";

    public override void Release()
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

    /// <inheritdoc/>
    internal override void CreateIfMissing()
    {
        try
        {
            if (IsForeign())
                throw new DatabaseRefusedException($"{File} is not a data file of this sandbox; nothing was written to it. Name another file with --data.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseRefusedException($"{File} cannot be read: {exception.Message} Name another file with --data.", exception);
        }
    }

    internal override void CreateTables(IServiceProvider services)
    {
        using var connection = Connect();
        try
        {
            // Before the journal is another: so it stands in the file itself, where it is looked for.
            if (connection.Execute<int>("PRAGMA application_id") == 0)
                connection.Execute($"PRAGMA application_id = {ApplicationId}");
            connection.Execute("PRAGMA journal_mode = WAL");
        }
        catch (SqliteException exception)
        {
            throw new DatabaseRefusedException($"{File} cannot be used: {exception.Message} Name another file with --data.", exception);
        }

        using var transaction = connection.BeginTransaction();
        ShopSchema.Create(connection);
        transaction.Commit();
    }

    internal override void AddMigrations(IServiceCollection services, Action<IMigrationRunnerBuilder> configure)
    {
        services.AddFluentMigratorCore().ConfigureRunner(runner =>
        {
            runner.AddSQLite();
            configure(runner);
        });
    }

    internal override TransactionScope BeginTransaction() => null;

    internal override async Task InsertAsync<TEntity>(IList<TEntity> entities)
    {
        await using var connection = Connect();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var entity in entities)
            entity.Id = await connection.InsertWithInt32IdentityAsync(entity);
        await transaction.CommitAsync();
    }

    // Read by hand: opening a file that is another program's may already write into its folder.
    private bool IsForeign()
    {
        if (!System.IO.File.Exists(File))
            return false;
        using var stream = new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var header = new byte[ApplicationIdPlace + sizeof(int)];
        var read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        return read > 0 && (read < header.Length || !header.AsSpan().StartsWith("SQLite format 3\0"u8)
            || BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(ApplicationIdPlace)) != ApplicationId);
    }

    // Once for each of the pool's connections, which keep what they were told.
    private void Prepare(DbConnection connection)
    {
        var opened = (SqliteConnection)connection;
        if (!_prepared.TryAdd(opened.Handle, _pragmas))
            return;

        using var command = opened.CreateCommand();
        command.CommandText = _pragmas;
        command.ExecuteNonQuery();
    }
}
