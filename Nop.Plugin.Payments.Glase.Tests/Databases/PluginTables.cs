using FluentMigrator.Runner;
using Microsoft.Extensions.DependencyInjection;
using Nop.Data.Migrations;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// The plugin's tables, made and removed by its migrations, in a database without a shop.
/// </summary>
internal static class PluginTables
{
    public static void Create(ShopDatabase database)
    {
        Migrate(database, migrations => migrations.Up(typeof(GlasePaymentMethod).Assembly, MigrationProcessType.Installation));
    }

    public static void Remove(ShopDatabase database)
    {
        Migrate(database, migrations => migrations.Down(typeof(GlasePaymentMethod).Assembly));
    }

    private static void Migrate(ShopDatabase database, Action<PluginMigrations> run)
    {
        TableDefinitions.Install();
        var services = new ServiceCollection();
        database.AddMigrations(services, runner => runner
            .WithGlobalConnectionString(database.ConnectionString)
            .ScanIn(typeof(GlasePaymentMethod).Assembly).For.Migrations());
        using var provider = services.AddScoped<PluginMigrations>().BuildServiceProvider();
        using var scope = provider.CreateScope();
        run(scope.ServiceProvider.GetRequiredService<PluginMigrations>());
    }
}
