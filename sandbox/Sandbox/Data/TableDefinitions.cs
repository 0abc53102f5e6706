using System.Reflection;
using FluentMigrator;
using FluentMigrator.Builders.Create.Table;
using FluentMigrator.Expressions;
using FluentMigrator.Infrastructure;
using FluentMigrator.Model;
using Nop.Core;
using Nop.Data.Extensions;
using Nop.Data.Mapping;
using Nop.Data.Mapping.Builders;

namespace Sandbox.Data;

/// <summary>
/// What nopCommerce's <c>Create.TableFor&lt;T&gt;()</c> puts into a table: the entity builder's columns, then the rest.
/// </summary>
internal static class TableDefinitions
{
    /// <summary>Digits of a second that a time keeps.</summary>
    public const int TimePrecision = 6;

    private static readonly Dictionary<Type, Action<ICreateTableColumnAsTypeSyntax>> _types = new()
    {
        [typeof(int)] = column => column.AsInt32(),
        [typeof(long)] = column => column.AsInt64(),
        [typeof(string)] = column => column.AsString(int.MaxValue),
        [typeof(bool)] = column => column.AsBoolean(),
        [typeof(decimal)] = column => column.AsDecimal(18, 4),
        [typeof(DateTime)] = column => column.AsNopDateTime2(),
        [typeof(byte[])] = column => column.AsBinary(int.MaxValue),
        [typeof(Guid)] = column => column.AsGuid()
    };

    /// <summary>Gives reference/'s declarations this behaviour. It holds no state of any shop.</summary>
    public static void Install()
    {
        NameCompatibilityManager.TableName = EntityTables.TableName;
        NameCompatibilityManager.ColumnName = EntityTables.ColumnName;
        FluentMigratorExtensions.AddColumns = AddColumns;
    }

    /// <summary>The columns of an entity's table before a server's conventions are applied.</summary>
    public static IReadOnlyList<ColumnDefinition> Columns(Type entity)
    {
        var expression = new CreateTableExpression { TableName = EntityTables.TableName(entity) };
        AddColumns(new CreateTableExpressionBuilder(expression, new NoMigrationContext()), entity);
        return [.. expression.Columns];
    }

    private static void AddColumns(CreateTableExpressionBuilder table, Type entity)
    {
        Builder(entity)?.MapEntity(table);

        var columns = table.Expression.Columns;
        if (!columns.Any(column => column.IsPrimaryKey))
            columns.Insert(0, IdColumn(entity));

        foreach (var property in EntityTables.Columns(entity))
        {
            var name = EntityTables.ColumnName(entity, property.Name);
            var isThere = columns.Any(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (!isThere && !HostColumns.TryAdd(table, entity.Name, name))
                AddColumn(table, name, property);
        }
    }

    private static void AddColumn(CreateTableExpressionBuilder table, string name, PropertyInfo property)
    {
        _types[EntityTables.ValueType(property)](table.WithColumn(name));
        var required = property.PropertyType.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is null;
        if (required)
            table.NotNullable();
        else
            table.Nullable();
    }

    private static IEntityBuilder Builder(Type entity)
    {
        var builder = entity.Assembly.GetTypes()
            .FirstOrDefault(type => type.BaseType == typeof(NopEntityBuilder<>).MakeGenericType(entity));
        return builder is null ? null : (IEntityBuilder)Activator.CreateInstance(builder);
    }

    private static ColumnDefinition IdColumn(Type entity)
    {
        return new ColumnDefinition
        {
            Name = nameof(BaseEntity.Id),
            Type = System.Data.DbType.Int32,
            IsIdentity = true,
            IsPrimaryKey = true,
            TableName = EntityTables.TableName(entity),
            ModificationType = ColumnModificationType.Create
        };
    }

    private sealed class NoMigrationContext : IMigrationContext
    {
        public IServiceProvider ServiceProvider => null;

        public ICollection<IMigrationExpression> Expressions { get; set; } = [];

        public IQuerySchema QuerySchema => null;

        public string Connection { get; set; }
    }
}
