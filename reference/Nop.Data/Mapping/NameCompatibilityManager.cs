using Nop.Core;

namespace Nop.Data.Mapping;

public static class NameCompatibilityManager
{
    /// <summary>Filled in by the sandbox.</summary>
    internal static Func<Type, string> TableName { get; set; }

    /// <summary>Filled in by the sandbox.</summary>
    internal static Func<Type, string, string> ColumnName { get; set; }

    public static string GetTableName(Type type) => (TableName ?? throw DeclarationOnly.Called())(type);

    public static string GetColumnName(Type type, string propertyName) =>
        (ColumnName ?? throw DeclarationOnly.Called())(type, propertyName);
}
