using System.Data;
using FluentMigrator.Builders.Alter.Table;
using FluentMigrator.Builders.Create;
using FluentMigrator.Builders.Create.Table;
using Nop.Core;
using Nop.Data.Mapping;

namespace Nop.Data.Extensions;

public static class FluentMigratorExtensions
{
    /// <summary>Filled in by the sandbox: adds an entity's columns, those of its builder and the rest, to the table.</summary>
    internal static Action<CreateTableExpressionBuilder, Type> AddColumns { get; set; }

    /// <remarks>Six digits of a second; the sandbox's conventions name the type that has them, database by database.</remarks>
    public static ICreateTableColumnOptionOrWithColumnSyntax AsNopDateTime2(this ICreateTableColumnAsTypeSyntax syntax)
    {
        var column = syntax.AsDateTime2();
        ((CreateTableExpressionBuilder)syntax).CurrentColumn.Precision = 6;
        return column;
    }

    public static ICreateTableColumnOptionOrForeignKeyCascadeOrWithColumnSyntax ForeignKey<TPrimary>(
        this ICreateTableColumnOptionOrWithColumnSyntax column, string primaryTableName = null, string primaryColumnName = null,
        Rule onDelete = Rule.Cascade) where TPrimary : BaseEntity =>
        column.Indexed().ForeignKey(Table<TPrimary>(primaryTableName), Column(primaryColumnName)).OnDelete(onDelete);

    public static IAlterTableColumnOptionOrAddColumnOrAlterColumnOrForeignKeyCascadeSyntax ForeignKey<TPrimary>(
        this IAlterTableColumnOptionOrAddColumnOrAlterColumnSyntax column, string primaryTableName = null,
        string primaryColumnName = null, Rule onDelete = Rule.Cascade) where TPrimary : BaseEntity =>
        column.Indexed().ForeignKey(Table<TPrimary>(primaryTableName), Column(primaryColumnName)).OnDelete(onDelete);

    public static void TableFor<TEntity>(this ICreateExpressionRoot expressionRoot) where TEntity : BaseEntity =>
        RetrieveTableExpressions((CreateTableExpressionBuilder)expressionRoot.Table(Table<TEntity>(null)), typeof(TEntity));

    public static void RetrieveTableExpressions(this CreateTableExpressionBuilder builder, Type type) =>
        (AddColumns ?? throw DeclarationOnly.Called())(builder, type);

    private static string Table<TEntity>(string name) =>
        string.IsNullOrEmpty(name) ? NameCompatibilityManager.GetTableName(typeof(TEntity)) : name;

    private static string Column(string name) => string.IsNullOrEmpty(name) ? nameof(BaseEntity.Id) : name;
}
