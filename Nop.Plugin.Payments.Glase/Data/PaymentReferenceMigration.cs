using FluentMigrator;
using Nop.Data.Migrations;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// One payment, one row: a unique index over Glase's reference of the payment, which most rows do not have.
/// </summary>
[NopMigration("2026/11/23 12:00:01", "Payments.Glase unique payment reference", MigrationProcessType.Installation)]
public class PaymentReferenceMigration : Migration
{
    internal const string IndexName = "IX_GlasePayment_ErsReference";

    // SQL Server takes two nulls for equal unless the index leaves them out; the other databases do not.
    internal const string SqlServerIndex =
        $"CREATE UNIQUE INDEX [{IndexName}] ON [{nameof(GlasePayment)}] ([{nameof(GlasePayment.ErsReference)}]) " +
        $"WHERE [{nameof(GlasePayment.ErsReference)}] IS NOT NULL";

    /// <inheritdoc />
    public override void Up()
    {
        IfDatabase("SqlServer").Execute.Sql(SqlServerIndex);

        IfDatabase(processor => !processor.StartsWith("SqlServer", StringComparison.OrdinalIgnoreCase))
            .Create.Index(IndexName).OnTable(nameof(GlasePayment))
            .OnColumn(nameof(GlasePayment.ErsReference)).Ascending().WithOptions().Unique();
    }

    /// <inheritdoc />
    public override void Down()
    {
        // The index goes with the table.
    }
}
