using System.Data;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Databases.SqlServer;

/// <summary>
/// Each rule finds what breaks it, and nothing in what does not.
/// </summary>
public class SqlServerRuleTests
{
    private const string Table = "CREATE TABLE [T] ([Id] INT NOT NULL IDENTITY(1,1), [Name] NVARCHAR(100) NOT NULL, [Number] INT NOT NULL, " +
        "[Reference] NVARCHAR(100), [Text] NVARCHAR(MAX), [Long] NVARCHAR(900), [Time] datetime2(6) NOT NULL, CONSTRAINT [PK_T] PRIMARY KEY ([Id]))";

    private const string ByName = "CREATE INDEX [IX_T_Name] ON [T] ([Name] ASC, [Number] ASC)";

    private static readonly SqlServerTables _tables = SqlServerTables.Of([Table, ByName]);

    [TestCase("SELECT [Id] FROM [T] WHERE [Name] =")]
    [TestCase("SELECT * FROM Order")]
    [TestCase("CREATE INDEX [IX] ON [T] (Key)")]
    [TestCase("SELECT [Id] FROM [T] LIMIT 1")]
    public void What_is_no_Transact_SQL_is_refused(string sql)
    {
        Assert.That(() => TransactSql.Parse(sql), Throws.TypeOf<FormatException>());
    }

    [TestCase("CREATE UNIQUE INDEX [IX] ON [T] ([Reference])", ExpectedResult = 1)]
    [TestCase("CREATE UNIQUE INDEX [IX] ON [T] ([Reference]) WHERE [Name] IS NOT NULL", ExpectedResult = 1)]
    [TestCase("CREATE UNIQUE INDEX [IX] ON [T] ([Reference]) WHERE [Reference] IS NOT NULL", ExpectedResult = 0)]
    [TestCase("CREATE UNIQUE INDEX [IX] ON [T] ([Name])", ExpectedResult = 0)]
    [TestCase("CREATE INDEX [IX] ON [T] ([Reference])", ExpectedResult = 0)]
    public int Unique_indexes_that_take_nulls_are_found(string sql) => SchemaRules.UnfilteredUniqueIndexes(With(sql)).Count();

    [TestCase("CREATE INDEX [IX] ON [T] ([Long])", ExpectedResult = 1)]
    [TestCase("CREATE INDEX [IX] ON [T] ([Text])", ExpectedResult = 1)]
    [TestCase("CREATE INDEX [IX] ON [T] ([Name], [Reference])", ExpectedResult = 0)]
    public int Index_keys_that_are_too_long_are_found(string sql) => SchemaRules.TooLongIndexKeys(With(sql)).Count();

    [TestCase("datetime", ExpectedResult = 1)]
    [TestCase("datetime2", ExpectedResult = 1)]
    [TestCase("datetime2(3)", ExpectedResult = 1)]
    [TestCase("varchar(10)", ExpectedResult = 1)]
    [TestCase("decimal(10, 2)", ExpectedResult = 1)]
    [TestCase("float", ExpectedResult = 1)]
    [TestCase("decimal(18, 4)", ExpectedResult = 0)]
    [TestCase("datetime2(6)", ExpectedResult = 0)]
    public int Columns_of_a_wrong_type_are_found(string type)
    {
        return SchemaRules.WrongTypes(SqlServerTables.Of([$"CREATE TABLE [U] ([C] {type} NOT NULL)"])).Count();
    }

    [Test]
    public void Names_that_are_too_long_are_refused()
    {
        Assert.That(() => TransactSql.Parse($"CREATE TABLE [{new string('n', 128)}] ([Id] INT)"), Throws.Nothing);
        Assert.That(() => TransactSql.Parse($"CREATE TABLE [T] ([{new string('n', 129)}] INT)"), Throws.TypeOf<FormatException>());
    }

    [Test]
    public void Names_that_are_not_quoted_are_found()
    {
        Assert.That(SchemaRules.UnquotedNames(TransactSql.Parse("SELECT t.[Id] FROM Orders t")), Is.EquivalentTo(new[] { "t", "Orders", "t" }));
        Assert.That(SchemaRules.UnquotedNames(TransactSql.Parse("CREATE INDEX IX ON [T] ([Name])")), Is.EqualTo(new[] { "IX" }));
        Assert.That(SchemaRules.UnquotedNames(TransactSql.Parse(Table)), Is.Empty);
    }

    [Test]
    public void Too_many_values_are_found()
    {
        Assert.That(StatementRules.TooManyValues(In(StatementRules.MaxListLength)), Is.Empty);
        Assert.That(StatementRules.TooManyValues(In(StatementRules.MaxListLength + 1)), Has.Exactly(1).Items);
        var parameters = Enumerable.Range(0, StatementRules.MaxParameters + 1).ToDictionary(number => $"@p{number}", _ => SqlDbType.Int);
        Assert.That(StatementRules.TooManyValues(new RecordedCommand("SELECT 1", parameters)), Has.Exactly(1).Items);
    }

    [TestCase("SELECT TOP (50) [Id] FROM [T]", ExpectedResult = 1)]
    [TestCase("SELECT TOP (@take) [Id] FROM [T]", ExpectedResult = 1)]
    [TestCase("SELECT TOP (1) [Id] FROM [T]", ExpectedResult = 0)]
    [TestCase("SELECT TOP (@take) [Id] FROM [T] ORDER BY [Id]", ExpectedResult = 0)]
    [TestCase("SELECT [Id] FROM [T] ORDER BY [Id] OFFSET @skip ROWS FETCH NEXT @take ROWS ONLY", ExpectedResult = 0)]
    public int Pages_without_an_order_are_found(string sql) => StatementRules.PagesWithoutOrder(Command(sql)).Count();

    [TestCase("SELECT [t].[Id] FROM [T] [t] WHERE [t].[Name] = @p", SqlDbType.NVarChar, ExpectedResult = 0)]
    [TestCase("SELECT [t].[Id] FROM [T] [t] WHERE [t].[Name] = @p", SqlDbType.VarChar, ExpectedResult = 1)]
    [TestCase("SELECT [t].[Id] FROM [T] [t] WHERE @p < [t].[Time]", SqlDbType.DateTime, ExpectedResult = 1)]
    [TestCase("SELECT [t].[Id] FROM [T] [t] WHERE @p < [t].[Time]", SqlDbType.DateTime2, ExpectedResult = 0)]
    [TestCase("SELECT [t].[Id] FROM [T] [t] WHERE [t].[Number] IN (1, @p)", SqlDbType.Decimal, ExpectedResult = 1)]
    [TestCase("UPDATE [T] SET [Time] = @p WHERE [Id] = 1", SqlDbType.NVarChar, ExpectedResult = 1)]
    [TestCase("INSERT INTO [T] ([Number], [Time]) VALUES (1, @p)", SqlDbType.NVarChar, ExpectedResult = 1)]
    [TestCase("DELETE [t] FROM [T] [t] WHERE [t].[Number] = @p", SqlDbType.BigInt, ExpectedResult = 1)]
    public int Parameters_of_another_type_are_found(string sql, SqlDbType type)
    {
        return StatementRules.Conversions(Command(sql, ("@p", type)), _tables).Count();
    }

    [TestCase("SELECT [t].[Id] FROM [T] [t]", ExpectedResult = 1)]
    [TestCase("SELECT [t].[Id] FROM [T] [t] WHERE [t].[Number] = 1", ExpectedResult = 1)]
    [TestCase("SELECT [t].[Id] FROM [T] [t] WHERE [t].[Name] <> N'a'", ExpectedResult = 1)]
    [TestCase("SELECT [t].[Id] FROM [T] [t] WHERE [t].[Name] LIKE N'%a'", ExpectedResult = 1)]
    [TestCase("SELECT [t].[Id] FROM [T] [t] WHERE [t].[Name] LIKE N'a%' ESCAPE N'~'", ExpectedResult = 0)]
    [TestCase("SELECT [t].[Id] FROM [T] [t] WHERE Lower([t].[Name]) = N'a'", ExpectedResult = 1)]
    [TestCase("SELECT [t].[Id] FROM [T] [t] WHERE Coalesce([t].[Name], [t].[Reference]) = N'a'", ExpectedResult = 1)]
    [TestCase("SELECT [t].[Id] FROM [T] [t] WHERE [t].[Name] = [t].[Reference]", ExpectedResult = 1)]
    [TestCase("SELECT [t].[Id] FROM [T] [t] WHERE [t].[Name] = N'a' OR [t].[Number] = 1", ExpectedResult = 1)]
    [TestCase("SELECT [t].[Id] FROM [T] [t] WHERE EXISTS(SELECT * FROM [T] [u] WHERE [u].[Number] = [t].[Number]) AND [t].[Id] = 1", ExpectedResult = 1)]
    [TestCase("SELECT [t].[Id] FROM [T] [t] WHERE [t].[Name] = N'a' AND [t].[Number] = 1", ExpectedResult = 0)]
    [TestCase("SELECT [t].[Id] FROM [T] [t] WHERE ([t].[Name] = N'a' OR [t].[Id] IN (1, 2)) AND Lower([t].[Name]) = N'a'", ExpectedResult = 0)]
    [TestCase("SELECT [t].[Id] FROM [T] [t] WHERE 1 = 0", ExpectedResult = 0)]
    [TestCase("SELECT [g].[N] FROM (SELECT [t].[Number] AS [N] FROM [T] [t] WHERE [t].[Id] = 1) [g] GROUP BY [g].[N]", ExpectedResult = 0)]
    [TestCase("SELECT [g].[N] FROM (SELECT [t].[Number] AS [N] FROM [T] [t]) [g] GROUP BY [g].[N]", ExpectedResult = 1)]
    [TestCase("SELECT Max([Number]) FROM [T]", ExpectedResult = 1)]
    [TestCase("SELECT Max([Id]) FROM [T]", ExpectedResult = 0)]
    [TestCase("SELECT [u].[Id] FROM [T] [t] INNER JOIN [T] [u] ON [t].[Number] = [u].[Id] WHERE [t].[Name] = @p", ExpectedResult = 0)]
    [TestCase("SELECT [u].[Id] FROM [T] [t] INNER JOIN [T] [u] ON [t].[Number] = [u].[Number] WHERE [t].[Name] = @p", ExpectedResult = 1)]
    [TestCase("SELECT [u].[Id] FROM [T] [t] INNER JOIN [T] [u] ON [t].[Number] = [u].[Id] WHERE [t].[Number] = @p", ExpectedResult = 2)]
    public int Queries_that_read_a_whole_table_are_found(string sql) => StatementRules.Scans(Command(sql), _tables).Count();

    [TestCase("DELETE [t] FROM [T] [t] WHERE [t].[Time] < @p", ExpectedResult = 1)]
    [TestCase("DELETE FROM [T]", ExpectedResult = 1)]
    [TestCase("UPDATE [T] SET [Number] = 1 WHERE [T].[Number] = 2", ExpectedResult = 1)]
    [TestCase("UPDATE [t] SET [Number] = 1 FROM [T] [t] WHERE [t].[Name] <> N'a'", ExpectedResult = 1)]
    [TestCase("UPDATE [T] SET [Number] = 1 WHERE [T].[Id] = 2", ExpectedResult = 0)]
    [TestCase("DELETE [t] FROM [T] [t] WHERE [t].[Name] = @p", ExpectedResult = 0)]
    public int Changes_that_lock_a_whole_table_are_found(string sql) => StatementRules.LockingScans(Command(sql), _tables).Count();

    [Test]
    public void A_parameter_that_a_column_is_converted_for_is_told_from_others()
    {
        const string sql = "SELECT [t].[Id] FROM [T] [t] WHERE [t].[Number] = @p";

        Assert.That(StatementRules.Conversions(Command(sql, ("@p", SqlDbType.Decimal)), _tables).Single().ConvertsColumn, Is.True);
        Assert.That(StatementRules.Conversions(Command(sql, ("@p", SqlDbType.NVarChar)), _tables).Single().ConvertsColumn, Is.False);
    }

    private static SqlServerTables With(string index) => SqlServerTables.Of([Table, index]);

    private static RecordedCommand Command(string sql, params (string Name, SqlDbType Type)[] parameters)
    {
        return new RecordedCommand(sql, parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Type));
    }

    private static RecordedCommand In(int count)
    {
        return Command($"SELECT [t].[Id] FROM [T] [t] WHERE [t].[Id] IN ({string.Join(", ", Enumerable.Range(1, count))})");
    }
}
