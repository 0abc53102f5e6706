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
    public static void Create(DataConnection connection)
    {
        var entities = typeof(BaseEntity).Assembly.GetExportedTypes()
            .Concat(typeof(ShopSchema).Assembly.GetExportedTypes())
            .Where(type => type.IsSubclassOf(typeof(BaseEntity))
                && !type.IsSubclassOf(typeof(DiscountMapping))
                && !type.IsAbstract);
        foreach (var entity in entities)
            connection.Execute(CreateTable(entity));

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
