using System.Data.Common;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Conventions;
using FluentMigrator.Runner.Initialization;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.DataProvider;
using LinqToDB.Mapping;
using Nop.Core.Domain.Stores;

namespace Sandbox.Data;

/// <summary>A database of a server, with the types, conversions and conventions that nopCommerce 4.90.6 gives it.</summary>
public abstract class ServerDatabase : ShopDatabase
{
    /// <param name="connectionString">How to reach it, as in nopCommerce's appsettings.json.</param>
    protected ServerDatabase(string connectionString)
        : base(connectionString)
    {
    }

    /// <summary>The server's name for people.</summary>
    protected abstract string ServerName { get; }

    /// <inheritdoc/>
    internal override void CreateIfMissing()
    {
        try
        {
            using var connection = NewConnection(ConnectionString);
            connection.Open();
        }
        catch (DbException exception) when (IsMissing(exception))
        {
            Refuse(Create);
        }
        catch (DbException exception)
        {
            throw Refusal(exception);
        }

        Refuse(Prepare);
    }

    /// <inheritdoc/>
    internal override void CreateTables(IServiceProvider services)
    {
        if (!HasTable(nameof(Store)))
            services.GetRequiredService<IMigrationRunner>().Up(new ShopMigration());
    }

    /// <inheritdoc/>
    internal override void AddMigrations(IServiceCollection services, Action<IMigrationRunnerBuilder> configure)
    {
        services.AddFluentMigratorCore().ConfigureRunner(runner =>
        {
            AddEngine(runner.WithVersionTable(new MigrationVersionTable()));
            configure(runner);
        });
        services.AddScoped<IConventionSet>(_ => new HostConventions(Conventions));
    }

    /// <summary>How nopCommerce names and types what migrations make there.</summary>
    private protected abstract IDatabaseConventions Conventions { get; }

    protected abstract void AddEngine(IMigrationRunnerBuilder runner);

    protected abstract DbConnection NewConnection(string connectionString);

    /// <summary>Whether a failure says that the server has no such database.</summary>
    protected abstract bool IsMissing(DbException exception);

    protected abstract void Create();

    /// <summary>Adds to the database what the shop's tables need.</summary>
    protected virtual void Prepare()
    {
    }

    protected void Execute(string connectionString, string sql)
    {
        using var connection = NewConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private protected static MappingSchema NewSchema(IDataProvider provider, IDatabaseConventions conventions)
    {
        var schema = new MappingSchema(provider.Name, provider.MappingSchema);
        schema.AddMetadataReader(new ServerMetadataReader(conventions));
        return schema;
    }

    private bool HasTable(string name)
    {
        using var connection = Connect();
        return connection.Query<int>(
            $"SELECT COUNT(*) FROM information_schema.tables WHERE table_name = '{name}' AND table_schema = {CurrentSchema}").Single() > 0;
    }

    /// <summary>The SQL for the schema that the connection's tables are in.</summary>
    protected abstract string CurrentSchema { get; }

    private void Refuse(Action act)
    {
        try
        {
            act();
        }
        catch (DbException exception)
        {
            throw Refusal(exception);
        }
    }

    private DatabaseRefusedException Refusal(DbException exception)
    {
        return new DatabaseRefusedException(
            $"{Description} cannot be used: {exception.Message.TrimEnd('.')}. Start {ServerName}, or correct --connection.", exception);
    }
}
