using Nop.Core;

namespace Nop.Data.Migrations;

public class NopUpdateMigrationAttribute : NopMigrationAttribute
{
    public NopUpdateMigrationAttribute(string dateTime, string nopVersion, UpdateMigrationType migrationType)
        : base(dateTime, nopVersion, migrationType, MigrationProcessType.Update)
    {
        ApplyInDbOnDebugMode = nopVersion != NopVersion.CURRENT_VERSION;
    }
}
