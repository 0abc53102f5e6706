using System.Reflection;
using Nop.Core;

namespace Sandbox.Data;

/// <summary>Names and columns of entities: the type's name and its properties of simple types.</summary>
internal static class EntityTables
{
    private static readonly HashSet<Type> _columnTypes =
    [
        typeof(int), typeof(long), typeof(string), typeof(bool), typeof(decimal), typeof(DateTime), typeof(byte[]), typeof(Guid)
    ];

    public static string TableName(Type type) => type.Name;

    public static string ColumnName(Type type, string property) => property;

    /// <summary>The property's type without the question mark.</summary>
    public static Type ValueType(PropertyInfo property)
    {
        return Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
    }

    /// <summary>Enum properties are views of an ...Id column beside them and are no columns.</summary>
    public static bool IsColumn(PropertyInfo property)
    {
        return property.CanWrite
            && property.GetMethod is { IsPublic: true, IsStatic: false }
            && _columnTypes.Contains(ValueType(property));
    }

    public static IEnumerable<PropertyInfo> Columns(Type type)
    {
        return type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(IsColumn)
            .OrderBy(property => property.Name == nameof(BaseEntity.Id) ? 0 : 1);
    }
}
