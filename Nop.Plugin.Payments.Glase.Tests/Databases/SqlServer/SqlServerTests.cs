using System.Data;
using System.Reflection;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Nop.Core;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Databases.SqlServer;

/// <summary>
/// What the plugin would send to a SQL Server, which is not run here: the tables of its migration, and every query and statement, as
/// FluentMigrator and linq2db write them for it, read by Microsoft's own parser and checked by rules.
/// </summary>
/// <remarks>SQLSERVER_SQL names a file that all of it is written to.</remarks>
public class SqlServerTests
{
    private static IReadOnlyList<string> _migration;
    private static SqlServerTables _tables;
    private static IReadOnlySet<MethodInfo> _called;
    private static IReadOnlyList<RecordedCommand> _commands;

    [OneTimeSetUp]
    public static async Task RecordAsync()
    {
        _migration = SqlServerMigrations.Up();
        _tables = SqlServerTables.Of(_migration);
        var recorder = new SqlServerRecorder();
        _called = await PluginStatements.CallAllAsync(recorder);
        _commands = recorder.Commands;
    }

    [OneTimeTearDown]
    public static async Task PrintAsync()
    {
        if (Environment.GetEnvironmentVariable("SQLSERVER_SQL") is not { Length: > 0 } file || _commands is null)
            return;

        var commands = _commands.Select(command => $"-- {command.Source}\n{command.Sql}\n-- " + string.Join(", ",
            command.Parameters.Select(parameter => $"{parameter.Key} {parameter.Value} {command.Values[parameter.Key]?.GetType().Name}" +
                $" {command.Values[parameter.Key]}")));
        await File.WriteAllLinesAsync(file, _migration.Concat(SqlServerMigrations.Down()).Concat(commands));
    }

    [Test]
    public void The_migration_creates_every_table_and_removes_it()
    {
        var entities = typeof(GlasePaymentMethod).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(BaseEntity))).ToList();

        Assert.That(entities, Is.Not.Empty);
        Assert.That(entities.Where(entity => !_tables.Has(entity.Name)), Is.Empty);
        var removed = SqlServerMigrations.Down();
        removed.ToList().ForEach(statement => TransactSql.Parse(statement));
        Assert.That(entities.Where(entity => !removed.Any(statement => statement.Contains($"[{entity.Name}]", StringComparison.Ordinal))), Is.Empty);
    }

    [Test]
    public void Unique_indexes_leave_out_nulls()
    {
        Assert.That(SchemaRules.UnfilteredUniqueIndexes(_tables), Is.Empty);
        Assert.That(_tables.Indexes.Single(index => index.Name == "IX_GlasePayment_ErsReference"),
            Has.Property(nameof(TableIndex.IsUnique)).True.And.Property(nameof(TableIndex.Filter)).EqualTo("ErsReference"));
    }

    [Test]
    public void Index_keys_fit() => Assert.That(SchemaRules.TooLongIndexKeys(_tables), Is.Empty);

    [Test]
    public void Columns_hold_every_character_time_and_amount() => Assert.That(SchemaRules.WrongTypes(_tables), Is.Empty);

    [Test]
    public void Everything_is_Transact_SQL_with_quoted_names()
    {
        var fragments = _migration.Concat(_commands.Select(command => command.Sql)).Select(TransactSql.Parse).ToList();

        Assert.That(fragments.SelectMany(SchemaRules.UnquotedNames), Is.Empty);
    }

    [Test]
    public void Every_method_that_reads_or_writes_tables_is_called_and_sends_something()
    {
        var methods = PluginStatements.All();

        Assert.That(methods, Has.Count.GreaterThan(50));
        Assert.That(methods.Except(_called).Select(method => $"{method.DeclaringType.Name}: {method}"), Is.Empty);
        var sent = _commands.Select(command => command.Source).Append(PluginStatements.SendsNothing).ToHashSet();
        Assert.That(methods.Select(PluginStatements.NameOf).Where(source => !sent.Contains(source)), Is.Empty);
    }

    [Test]
    public void Lists_and_parameters_stay_below_the_limits() => AssertNone(StatementRules.TooManyValues);

    [Test]
    public void Pages_have_an_order() => AssertNone(StatementRules.PagesWithoutOrder);

    [Test]
    public void Parameters_are_of_their_columns_types()
    {
        // nopCommerce's mapping takes a time's column for a text: it is the parameter that the server converts, not the column.
        AssertNone(command => StatementRules.Conversions(command, _tables)
            .Where(conversion => conversion.ConvertsColumn || conversion is not { Column.Type: SqlDataTypeOption.DateTime2, Type: SqlDbType.NVarChar })
            .Select(conversion => conversion.ToString()));
    }

    [Test]
    public void Queries_find_their_rows_by_an_index()
    {
        AssertNone(command => PluginStatements.Lists.Contains(command.Source) ? [] : StatementRules.Scans(command, _tables));
    }

    [Test]
    public void Updates_and_deletes_find_their_rows_by_an_index() => AssertNone(command => StatementRules.LockingScans(command, _tables));

    private static void AssertNone(Func<RecordedCommand, IEnumerable<string>> rule)
    {
        Assert.That(_commands.SelectMany(command => rule(command).Select(broken => $"{broken}\n{command}")), Is.Empty);
    }
}
