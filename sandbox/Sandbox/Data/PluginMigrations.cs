using System.Reflection;
using FluentMigrator.Infrastructure;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Initialization;
using Nop.Data.Migrations;

namespace Sandbox.Data;

/// <summary>
/// Runs a plugin's migrations the way nopCommerce's plugin service does: up at installation and update, down at uninstallation.
/// </summary>
internal sealed class PluginMigrations
{
    private readonly IFilteringMigrationSource _source;
    private readonly IMigrationRunner _runner;
    private readonly IMigrationRunnerConventions _conventions;
    private readonly IVersionLoader _versions;

    public PluginMigrations(
        IFilteringMigrationSource source, IMigrationRunner runner, IMigrationRunnerConventions conventions,
        IVersionLoader versions)
    {
        _source = source;
        _runner = runner;
        _conventions = conventions;
        _versions = versions;
    }

    public void Up(Assembly assembly, MigrationProcessType process)
    {
        foreach (var migration in Migrations(assembly, process, applied: false).OrderBy(migration => migration.Version))
        {
            _runner.Up(migration.Migration);
            _versions.UpdateVersionInfo(migration.Version, migration.Description ?? migration.Migration.GetType().Name);
        }
    }

    public void Down(Assembly assembly)
    {
        var migrations = Migrations(assembly, MigrationProcessType.NoMatter, applied: true);
        foreach (var migration in migrations.OrderByDescending(migration => migration.Version))
        {
            _runner.Down(migration.Migration);
            _versions.DeleteVersion(migration.Version);
        }
    }

    private List<IMigrationInfo> Migrations(Assembly assembly, MigrationProcessType process, bool applied)
    {
        _versions.LoadVersionInfo();
        return _source
            .GetMigrations(type => type.Assembly == assembly
                && type.GetCustomAttribute<NopMigrationAttribute>() is { } migration
                && applied == _versions.VersionInfo.HasAppliedMigration(migration.Version)
                && Matches(migration.TargetMigrationProcess, process))
            .Select(_conventions.GetMigrationInfoForMigration)
            .ToList();
    }

    private static bool Matches(MigrationProcessType target, MigrationProcessType process)
    {
        return target == process || target == MigrationProcessType.NoMatter || process == MigrationProcessType.NoMatter;
    }
}
