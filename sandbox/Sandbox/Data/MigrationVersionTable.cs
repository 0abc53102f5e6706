using FluentMigrator.Runner.VersionTableInfo;

namespace Sandbox.Data;

/// <summary>nopCommerce's table of the migrations that were run.</summary>
internal sealed class MigrationVersionTable : IVersionTableMetaData
{
    public bool OwnsSchema => true;

    public string SchemaName => "";

    public string TableName => "MigrationVersionInfo";

    public string ColumnName => "Version";

    public string DescriptionColumnName => "Description";

    public string UniqueIndexName => "UC_Version";

    public string AppliedOnColumnName => "AppliedOn";

    public bool CreateWithPrimaryKey => false;
}
