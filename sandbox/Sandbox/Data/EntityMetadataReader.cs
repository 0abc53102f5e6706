using System.Reflection;
using LinqToDB;
using LinqToDB.Common;
using LinqToDB.Mapping;
using LinqToDB.Metadata;
using Nop.Core;

namespace Sandbox.Data;

/// <summary>Maps every entity, nopCommerce's and the plugin's, to the table and columns that nopCommerce gives it.</summary>
internal sealed class EntityMetadataReader : IMetadataReader
{
    private static readonly ValueConverter<decimal, long> _money = new(
        value => SqliteMapping.ToScaled(value), value => SqliteMapping.FromScaled(value), false);

    public MappingAttribute[] GetAttributes(Type type)
    {
        return IsEntity(type)
            ? [new TableAttribute(EntityTables.TableName(type)) { IsColumnAttributeRequired = true }]
            : [];
    }

    public MappingAttribute[] GetAttributes(Type type, MemberInfo memberInfo)
    {
        if (!IsEntity(type) || memberInfo is not PropertyInfo property || !EntityTables.IsColumn(property))
            return [];

        var isKey = property.Name == nameof(BaseEntity.Id);
        var column = new ColumnAttribute(EntityTables.ColumnName(type, property.Name))
        {
            IsPrimaryKey = isKey,
            IsIdentity = isKey
        };
        if (EntityTables.ValueType(property) != typeof(decimal))
            return [column];

        column.DataType = DataType.Int64;
        return [column, new ValueConverterAttribute { ValueConverter = _money }];
    }

    public MemberInfo[] GetDynamicColumns(Type type) => [];

    public string GetObjectID() => nameof(EntityMetadataReader);

    private static bool IsEntity(Type type) => typeof(BaseEntity).IsAssignableFrom(type) && !type.IsAbstract;
}
