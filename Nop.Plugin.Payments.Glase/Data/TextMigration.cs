using Nop.Data.Migrations;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// Makes the columns of text hold what those of new installations do; see <see cref="TextColumns"/>. It comes after all migrations
/// that add such columns.
/// </summary>
[NopMigration("2026/11/28 06:00:00", "Payments.Glase texts of every length and character", MigrationProcessType.Update)]
public class TextMigration : AdditionMigration
{
    /// <inheritdoc />
    public override void Up()
    {
        TextColumns.Lengthen(this);
        TextColumns.HoldEveryCharacter(this);
    }
}
