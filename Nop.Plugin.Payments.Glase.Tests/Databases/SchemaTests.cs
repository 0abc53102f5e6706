using LinqToDB.Data;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Domain;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// What migrations make of the plugin's tables and of the sandbox's is what a real nopCommerce 4.90.6 made of them; the files in
/// Schema were read there. A new column of the plugin adds its line to both.
/// </summary>
[TestFixture(DatabaseKind.PostgreSql, "postgresql")]
[TestFixture(DatabaseKind.MySql, "mysql")]
internal sealed class SchemaTests(DatabaseKind kind, string files)
{
    private const string Plugin = "Glase";

    private const string PostgreSqlColumns = """
        SELECT table_name || '.' || column_name || ' ' || CASE WHEN udt_name = 'citext' THEN 'citext'
            WHEN data_type = 'numeric' THEN 'numeric(' || numeric_precision || ',' || numeric_scale || ')'
            ELSE data_type || coalesce('(' || datetime_precision || ')', '') END || CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END
        FROM information_schema.columns WHERE table_schema = 'public'
        """;

    private const string MySqlColumns = """
        SELECT CONCAT(table_name, '.', column_name, ' ', column_type, COALESCE(CONCAT(' ', character_set_name), ''),
            IF(is_nullable = 'NO', ' not null', ''))
        FROM information_schema.columns WHERE table_schema = DATABASE()
        """;

    private const string PostgreSqlIndexes = """
        SELECT t.relname || ' ' || i.relname || CASE WHEN x.indisunique THEN ' unique' ELSE '' END || ' (' ||
            (SELECT string_agg(a.attname, ',' ORDER BY k.place) FROM unnest(x.indkey) WITH ORDINALITY k(number, place)
                JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number) || ')'
        FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
        WHERE t.relname LIKE 'Glase%' AND NOT x.indisprimary
        """;

    private const string MySqlIndexes = """
        SELECT CONCAT(table_name, ' ', index_name, IF(MIN(non_unique) = 0, ' unique', ''), ' (', GROUP_CONCAT(column_name ORDER BY seq_in_index), ')')
        FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name LIKE 'Glase%' AND index_name <> 'PRIMARY'
        GROUP BY table_name, index_name
        """;

    private TestDatabase _test;

    [TearDown]
    public void TearDown() => _test?.Dispose();

    [Test]
    public void The_plugins_tables_have_the_columns_that_a_real_shop_gives_them()
    {
        _test = TestDatabase.New(kind);

        PluginTables.Create(_test.Database);

        Assert.That(Columns().Where(column => column.StartsWith(Plugin, StringComparison.Ordinal)),
            Is.EquivalentTo(Expected(files).Where(column => column.StartsWith(Plugin, StringComparison.Ordinal))));
    }

    [Test]
    public void The_plugins_tables_have_the_indexes_that_a_real_shop_gives_them()
    {
        _test = TestDatabase.New(kind);

        PluginTables.Create(_test.Database);

        Assert.That(Read(kind == DatabaseKind.PostgreSql ? PostgreSqlIndexes : MySqlIndexes), Is.EquivalentTo(Expected($"{files}-indexes")));
    }

    [Test]
    public async Task The_sandboxs_tables_have_columns_of_the_types_of_a_real_shop()
    {
        _test = await DatabaseServer.Of(kind).NewShopDatabaseAsync();
        var real = Expected(files).ToDictionary(Name);

        var shared = Columns().Where(column => real.ContainsKey(Name(column))).ToList();

        Assert.That(shared, Has.Count.GreaterThan(300));
        Assert.That(shared.Where(column => real[Name(column)] != column).Select(column => $"{column} instead of {real[Name(column)]}"), Is.Empty);
    }

    [Test]
    public void An_installation_can_be_removed_and_made_again()
    {
        _test = TestDatabase.New(kind);
        PluginTables.Create(_test.Database);
        var first = Columns();

        PluginTables.Remove(_test.Database);
        Assert.That(Columns().Where(column => column.StartsWith(Plugin, StringComparison.Ordinal)), Is.Empty);
        PluginTables.Create(_test.Database);

        Assert.That(Columns(), Is.EquivalentTo(first));
        Assert.That(_test.Database.Table<GlasePayment>().Count(), Is.Zero);
    }

    private static string Name(string column) => column[..column.IndexOf(' ', StringComparison.Ordinal)];

    private static string[] Expected(string file)
    {
        return File.ReadAllLines(Path.Combine(TestContext.CurrentContext.TestDirectory, "Databases", "Schema", $"{file}.txt"));
    }

    private List<string> Columns() => Read(kind == DatabaseKind.PostgreSql ? PostgreSqlColumns : MySqlColumns);

    private List<string> Read(string sql)
    {
        using var connection = _test.Database.Connect();
        return connection.Query<string>(sql).ToList();
    }
}
