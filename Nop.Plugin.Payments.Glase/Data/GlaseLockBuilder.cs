using FluentMigrator.Builders.Create.Table;
using Nop.Data.Mapping.Builders;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// Columns of <see cref="GlaseLock"/> that differ from what their type alone would give.
/// </summary>
public class GlaseLockBuilder : NopEntityBuilder<GlaseLock>
{
    /// <inheritdoc />
    public override void MapEntity(CreateTableExpressionBuilder table)
    {
        table
            .WithColumn(nameof(GlaseLock.Name)).AsString(100).NotNullable().Unique()
            .WithColumn(nameof(GlaseLock.Owner)).AsString(32).NotNullable();
    }
}
