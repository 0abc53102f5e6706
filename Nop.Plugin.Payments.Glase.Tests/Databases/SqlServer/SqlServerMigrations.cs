using System.Data;
using FluentMigrator;
using FluentMigrator.Expressions;
using FluentMigrator.Infrastructure;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Conventions;
using FluentMigrator.Runner.Generators;
using FluentMigrator.Runner.Processors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moq;
using Nop.Plugin.Payments.Glase.Data;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Databases.SqlServer;

/// <summary>
/// The SQL that FluentMigrator makes of the plugin's migration for SQL Server. No connection is opened.
/// </summary>
internal static class SqlServerMigrations
{
    /// <summary>
    /// The type that nopCommerce gives each column of a time there.
    /// </summary>
    public const string TimeType = "datetime2(6)";

    /// <summary>
    /// Gets the statements that create the plugin's tables, in order.
    /// </summary>
    public static IReadOnlyList<string> Up()
    {
        var log = new SqlLog();
        using var services = NewServices(log);
        using var scope = services.CreateScope();
        scope.ServiceProvider.GetRequiredService<IMigrationRunner>().Up(new SchemaMigration());
        return log.Statements;
    }

    /// <summary>
    /// Gets the statements that remove them.
    /// </summary>
    public static IReadOnlyList<string> Down()
    {
        using var services = NewServices(new SqlLog());
        using var scope = services.CreateScope();
        // The migration asks which tables there are.
        var schema = Mock.Of<IQuerySchema>(query => query.TableExists(It.IsAny<string>(), It.IsAny<string>()) == true);
        var context = new MigrationContext(schema, scope.ServiceProvider, null);
        new SchemaMigration().GetDownExpressions(context);
        var generator = scope.ServiceProvider.GetRequiredService<IGeneratorAccessor>().Generator;
        return [.. context.Expressions.Cast<DeleteTableExpression>().Select(generator.Generate)];
    }

    private static ServiceProvider NewServices(SqlLog log)
    {
        TableDefinitions.Install();
        return new ServiceCollection()
            .AddFluentMigratorCore()
            .AddScoped<IConventionSet>(_ => NewConventions())
            .ConfigureRunner(runner => runner.AddSqlServer().WithGlobalConnectionString("Server=none"))
            .Configure<ProcessorOptions>(options => options.PreviewOnly = true)
            .AddLogging(logging => logging.AddProvider(log))
            .BuildServiceProvider();
    }

    private static DefaultConventionSet NewConventions()
    {
        var conventions = new DefaultConventionSet();
        conventions.ColumnsConventions.Insert(0, new Times());
        conventions.IndexConventions.Insert(0, new IndexNames());
        return conventions;
    }

    private sealed class Times : IColumnsConvention
    {
        public IColumnsExpression Apply(IColumnsExpression expression)
        {
            foreach (var column in expression.Columns.Where(column => column.Type == DbType.DateTime2))
                (column.Type, column.CustomType) = (null, TimeType);
            return expression;
        }
    }

    private sealed class IndexNames : IIndexConvention
    {
        public IIndexExpression Apply(IIndexExpression expression)
        {
            var index = expression.Index;
            if (string.IsNullOrEmpty(index.Name))
                index.Name = $"IX_{index.TableName}_{string.Join('_', index.Columns.Select(column => column.Name))}";
            return expression;
        }
    }

    private sealed class SqlLog : ILoggerProvider, ILogger
    {
        private readonly List<string> _statements = [];

        public IReadOnlyList<string> Statements => _statements;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable BeginScope<TState>(TState state) => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception exception,
            Func<TState, Exception, string> formatter)
        {
            if (eventId.Id == RunnerEventIds.Sql.Id && formatter(state, exception) is { Length: > 0 } sql)
                _statements.Add(sql);
        }

        public void Dispose()
        {
        }
    }
}
