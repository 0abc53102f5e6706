using System.Reflection;
using LinqToDB.Data;
using Nop.Core;
using Nop.Core.Domain.Discounts;

namespace Sandbox.Data;

/// <summary>
/// Makes the tables of nopCommerce's entities and the sandbox's own. Those of plugins come from their migrations.
/// </summary>
internal static class ShopSchema
{
    /// <summary>
    /// References to what comes with each shopper. nopCommerce has an index on them as on every foreign key.
    /// </summary>
    private static readonly string[] _growing = ["CustomerId", "OrderId", "OrderItemId"];

    /// <summary>The shop's entities that have tables.</summary>
    public static IEnumerable<Type> Entities => typeof(BaseEntity).Assembly.GetExportedTypes()
        .Concat(typeof(ShopSchema).Assembly.GetExportedTypes())
        .Where(type => type.IsSubclassOf(typeof(BaseEntity))
            && !type.IsSubclassOf(typeof(DiscountMapping))
            && !type.IsAbstract);

    /// <summary>An entity's references that have an index.</summary>
    public static IEnumerable<PropertyInfo> References(Type entity)
    {
        return EntityTables.Columns(entity).Where(property => _growing.Contains(property.Name));
    }

    /// <summary>Makes the tables in a data file.</summary>
    public static void Create(DataConnection connection)
    {
        foreach (var entity in Entities)
        {
            connection.Execute(CreateTable(entity));
            foreach (var column in References(entity))
                connection.Execute(CreateIndex(entity, column));
        }

        connection.Execute("CREATE INDEX IF NOT EXISTS IX_Customer_CustomerGuid ON Customer (CustomerGuid)");
        connection.Execute("CREATE INDEX IF NOT EXISTS IX_GenericAttribute ON GenericAttribute (EntityId, KeyGroup)");
        connection.Execute("CREATE UNIQUE INDEX IF NOT EXISTS AK_Order_OrderGuid ON [Order] (OrderGuid)");
        connection.Execute(
            "CREATE INDEX IF NOT EXISTS IX_LocaleStringResource ON LocaleStringResource (LanguageId, ResourceName)");
    }

    private static string CreateTable(Type entity)
    {
        var columns = EntityTables.Columns(entity).Select(property => $"[{property.Name}] {ColumnType(property)}");
        return $"CREATE TABLE IF NOT EXISTS [{EntityTables.TableName(entity)}] ({string.Join(", ", columns)})";
    }

    private static string CreateIndex(Type entity, PropertyInfo column)
    {
        var table = EntityTables.TableName(entity);
        return $"CREATE INDEX IF NOT EXISTS [IX_{table}_{column.Name}] ON [{table}] ([{column.Name}])";
    }

    private static string ColumnType(PropertyInfo property)
    {
        if (property.Name == nameof(BaseEntity.Id))
            return "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT";

        var type = EntityTables.ValueType(property);
        var optional = !property.PropertyType.IsValueType || Nullable.GetUnderlyingType(property.PropertyType) != null;
        return Affinity(type) + (optional ? "" : " NOT NULL");
    }

    private static string Affinity(Type type)
    {
        if (type == typeof(decimal))
            return "NUMERIC";
        if (type == typeof(DateTime))
            return "DATETIME";
        if (type == typeof(Guid))
            return "UNIQUEIDENTIFIER";
        if (type == typeof(byte[]))
            return "BLOB";
        return type == typeof(string) ? "TEXT" : "INTEGER";
    }
}
