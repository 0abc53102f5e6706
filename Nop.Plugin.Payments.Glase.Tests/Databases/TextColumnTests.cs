using System.Globalization;
using FluentMigrator.Runner;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using MySqlConnector;
using Nop.Data;
using Nop.Data.Migrations;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// The plugin's columns of text in a real MariaDB: they hold every character, however the database was made, and in installations
/// of earlier versions too.
/// </summary>
public class TextColumnTests
{
    private const string Gift = "\U0001F381";

    private static MariaDbServer _server;

    private string _database;

    [OneTimeSetUp]
    public static void StartServer()
    {
        _server = new MariaDbServer();
        _server.Start();
    }

    [OneTimeTearDown]
    public static void StopServer() => _server?.Dispose();

    [TestCase(null)]
    [TestCase("utf8mb3")]
    [TestCase("utf8mb4")]
    public async Task A_new_installation_holds_every_character(string characterSet)
    {
        NewDatabase(characterSet);

        Migrate(MigrationProcessType.Installation);

        await AssertColumnsAsync();
        await InsertAsync(string.Concat(Enumerable.Repeat(Gift, 1000)));
    }

    [Test]
    public async Task A_text_that_a_column_refuses_does_not_keep_the_rest_from_being_stored()
    {
        NewDatabase();
        Migrate(MigrationProcessType.Installation);
        await RunAsync("ALTER TABLE GlasePayment MODIFY LastError varchar(1000) CHARACTER SET utf8mb3");
        await InsertAsync("before");
        var rows = new Mock<IRepository<GlasePayment>>();
        rows.Setup(repository => repository.UpdateAsync(It.IsAny<GlasePayment>(), false)).Returns((GlasePayment row, bool _) =>
            RunAsync("UPDATE GlasePayment SET StatusId = @status, LastError = @error", ("@status", row.StatusId), ("@error", row.LastError)));

        rows.Setup(repository => repository.GetAllAsync(It.IsAny<Func<IQueryable<GlasePayment>, IQueryable<GlasePayment>>>(), null, true))
            .ReturnsAsync([new GlasePayment { Status = GlasePaymentStatus.Paid }]);
        var payments = new LockedPayments(new PaymentFixture().DistributedLock, new PaymentStore(rows.Object), rows.Object);

        await payments.UpdateAsync(1, payment => payment.RecordError("Sold out: " + Gift));

        Assert.That(await RunAsync("SELECT CONCAT(StatusId, LastError) FROM GlasePayment"), Is.EqualTo("50Sold out: ?"));
    }

    private void NewDatabase(string characterSet = null)
    {
        _database = _server.NewDatabase($"shop{Guid.NewGuid():N}", characterSet);
    }

    private void Migrate(MigrationProcessType process)
    {
        TableDefinitions.Install();
        using var services = new ServiceCollection()
            .AddFluentMigratorCore()
            .ConfigureRunner(runner => runner
                .AddMySql5()
                .WithGlobalConnectionString(_database)
                .ScanIn(typeof(GlasePaymentMethod).Assembly).For.Migrations())
            .AddScoped<PluginMigrations>()
            .BuildServiceProvider();
        using var scope = services.CreateScope();
        scope.ServiceProvider.GetRequiredService<PluginMigrations>().Up(typeof(GlasePaymentMethod).Assembly, process);
    }

    private async Task AssertColumnsAsync()
    {
        const string columns = "FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name LIKE 'Glase%' " +
            "AND character_set_name IS NOT NULL AND data_type <> 'char'";
        Assert.Multiple(async () =>
        {
            Assert.That(await RunAsync($"SELECT GROUP_CONCAT(table_name, '.', column_name) {columns} AND character_set_name <> 'utf8mb4'"),
                Is.EqualTo(DBNull.Value));
            Assert.That(await RunAsync("SELECT GROUP_CONCAT(table_name, '.', column_name, ' ', character_maximum_length, ' ', is_nullable " +
                $"ORDER BY table_name, column_name) {columns} AND column_name IN ('ErsReference', 'PaidCurrencyCode', 'CurrencyCode', 'QrCode')"),
                Is.EqualTo("GlasePayment.CurrencyCode 16 NO,GlasePayment.ErsReference 128 YES,GlasePayment.PaidCurrencyCode 16 YES," +
                    "GlasePayment.QrCode 1000 YES,GlaseRefund.ErsReference 128 YES,GlaseReportedTransaction.ErsReference 128 YES"));
        });
    }

    private Task<object> InsertAsync(string error, string token = null)
    {
        token ??= Guid.NewGuid().ToString("N");
        return RunAsync("INSERT INTO GlasePayment (OrderGuid, CustomerId, StoreId, Token, CheckoutKey, Amount, CurrencyCode, DraftHash, " +
            "StatusId, InvoiceVersion, FailedPlacementAttempts, IsAmountOutdated, CreatedOnUtc, ExpiresOnUtc, LastError, ErsReference) VALUES ('', 1, 1, @token, @token, 1, " +
            "'SEK', '', 50, 1, 0, 0, NOW(), NOW(), @error, @token)", ("@token", token), ("@error", error));
    }

    private async Task<object> RunAsync(string sql, params (string Name, object Value)[] values)
    {
        await using var connection = new MySqlConnection(_database);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        return await command.ExecuteScalarAsync();
    }
}
