using System.Data;
using FluentMigrator.Runner.Generators.MySql;

namespace Sandbox.Data;

/// <summary>Texts without a length are in the database's character set; FluentMigrator alone would make them utf8mb3.</summary>
internal sealed class HostMySqlTypeMap : MySql5TypeMap
{
    protected override void SetupMySqlTypeMaps()
    {
        base.SetupMySqlTypeMaps();
        foreach (var type in new[] { DbType.StringFixedLength, DbType.String })
        {
            SetTypeMap(type, "TEXT", TextCapacity);
            SetTypeMap(type, "MEDIUMTEXT", MediumTextCapacity);
            SetTypeMap(type, "LONGTEXT", LongTextCapacity);
        }
    }
}
