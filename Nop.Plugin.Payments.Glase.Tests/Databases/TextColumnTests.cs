using LinqToDB;
using LinqToDB.Data;
using Moq;
using Nop.Core;
using Nop.Data;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// The plugin's columns of text hold every character, up to their length, however the database was made.
/// </summary>
internal sealed class TextColumnTests
{
    private const string Gift = "\U0001F381";
    private const int Long = 100_000;

    private static readonly string[] _samples =
    [
        "plain", "it's \"quoted\" \\ `back` $1 %_[a] -- ; {0}", "Räksmörgås é ß İı", "日本語のテキスト", "עברית العربية", Gift, "👨‍👩‍👧 🏳️‍🌈",
        "line\nline\ttab\r\n", "\U0010FFFF\uFFFD"
    ];

    private static readonly Type[] _entities = [.. typeof(GlasePayment).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(BaseEntity)))];

    private TestDatabase _test;

    [TearDown]
    public void TearDown() => _test?.Dispose();

    [Test]
    public async Task Every_column_gives_back_every_text_that_fits([Values] DatabaseKind kind)
    {
        _test = TestDatabase.New(kind);
        PluginTables.Create(_test.Database);

        foreach (var entity in _entities)
            await (Task)GetType().GetMethod(nameof(RoundTripAsync)).MakeGenericMethod(entity).Invoke(this, null);
    }

    [TestCase(null)]
    [TestCase("utf8mb3")]
    [TestCase("utf8mb4")]
    public async Task A_MariaDB_database_of_any_character_set_holds_them(string characterSet)
    {
        _test = ((MariaDbServer)DatabaseServer.Of(DatabaseKind.MySql)).NewDatabase(characterSet);
        PluginTables.Create(_test.Database);

        foreach (var entity in _entities)
            await (Task)GetType().GetMethod(nameof(RoundTripAsync)).MakeGenericMethod(entity).Invoke(this, null);
    }

    [Test]
    public async Task A_text_that_a_column_refuses_does_not_keep_the_rest_from_being_stored()
    {
        _test = TestDatabase.New(DatabaseKind.MySql);
        PluginTables.Create(_test.Database);
        _test.Execute("ALTER TABLE GlasePayment MODIFY LastError varchar(1000) CHARACTER SET utf8mb3");
        var tables = new HostTables(_test.Database);
        var payment = ArchivedPayments.Applied(1);
        await tables.InsertAsync(payment);
        var repository = tables.Repository<GlasePayment>();
        var payments = new LockedPayments(new PaymentFixture().DistributedLock, new PaymentStore(repository), repository,
            Mock.Of<IPaymentChangePublisher>(), TestMetrics.Payments);

        await payments.UpdateAsync(payment.Id, row => row.RecordError("Sold out: " + Gift));

        var stored = (await tables.AllAsync<GlasePayment>()).Single();
        Assert.That((stored.Status, stored.LastError), Is.EqualTo((GlasePaymentStatus.Paid, "Sold out: ?")));
    }

    /// <summary>
    /// Stores rows whose texts are each sample in turn, as long as their columns allow, and reads them again.
    /// </summary>
    public async Task RoundTripAsync<TEntity>() where TEntity : BaseEntity, new()
    {
        var texts = TableDefinitions.Columns(typeof(TEntity))
            .Where(column => column.Type == System.Data.DbType.String)
            .Select(column => (Property: typeof(TEntity).GetProperty(column.Name), Length: Math.Min(column.Size ?? Long, Long)))
            .ToList();
        var tables = new HostTables(_test.Database);
        foreach (var (sample, number) in _samples.Select((sample, number) => (sample, number)))
        {
            var row = Row<TEntity>(number);
            foreach (var (property, length) in texts)
                property.SetValue(row, Fill($"{number}{sample}", length));
            await tables.InsertAsync(row);
            var read = await _test.Database.Table<TEntity>().SingleAsync(stored => stored.Id == row.Id);

            Assert.Multiple(() =>
            {
                foreach (var (property, _) in texts)
                    Assert.That(property.GetValue(read), Is.EqualTo(property.GetValue(row)), $"{typeof(TEntity).Name}.{property.Name}");
            });
        }
    }

    // Numbers and times that the table's unique indexes and every database take.
    private static TEntity Row<TEntity>(int number) where TEntity : new()
    {
        var row = new TEntity();
        foreach (var property in EntityTables.Columns(typeof(TEntity)).Where(property => property.Name != nameof(BaseEntity.Id)))
        {
            object value = property.PropertyType switch
            {
                var type when type == typeof(int) => number,
                var type when type == typeof(Guid) => Guid.NewGuid(),
                var type when type == typeof(DateTime) => DateTime.UnixEpoch,
                _ => null
            };
            if (value is not null)
                property.SetValue(row, value);
        }

        return row;
    }

    private static string Fill(string sample, int length)
    {
        var text = string.Concat(Enumerable.Repeat(sample, length / sample.Length + 1))[..length];
        return char.IsHighSurrogate(text[^1]) ? text[..^1] : text;
    }
}
