using System.Collections.Concurrent;
using System.Data;
using System.Reflection;
using FluentMigrator.Model;
using LinqToDB;
using LinqToDB.Mapping;
using LinqToDB.Metadata;
using Nop.Core;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Databases.SqlServer;

/// <summary>
/// What nopCommerce tells linq2db of an entity on SQL Server: what the columns are in its migration.
/// </summary>
internal sealed class SqlServerColumns : IMetadataReader
{
    private static readonly Dictionary<DbType, DataType> _types = new()
    {
        [DbType.Int32] = DataType.Int32,
        [DbType.Int64] = DataType.Int64,
        [DbType.String] = DataType.NVarChar,
        [DbType.Boolean] = DataType.Boolean,
        [DbType.Decimal] = DataType.Decimal,
        [DbType.Binary] = DataType.Binary,
        [DbType.Guid] = DataType.Guid,
        // A time's column has a type of its own name, which nopCommerce takes for a text.
        [DbType.DateTime2] = DataType.NVarChar
    };

    private readonly ConcurrentDictionary<Type, IReadOnlyList<ColumnDefinition>> _columns = new();

    public MappingAttribute[] GetAttributes(Type type)
    {
        return IsEntity(type) ? [new TableAttribute { Name = EntityTables.TableName(type) }] : [];
    }

    public MappingAttribute[] GetAttributes(Type type, MemberInfo memberInfo)
    {
        if (!IsEntity(type) || memberInfo is not PropertyInfo { CanWrite: true })
            return [];

        var name = EntityTables.ColumnName(type, memberInfo.Name);
        var column = _columns.GetOrAdd(type, TableDefinitions.Columns).SingleOrDefault(column => column.Name == name);
        return column is null
            ? []
            :
            [
                new ColumnAttribute
                {
                    Name = column.Name,
                    IsPrimaryKey = column.IsPrimaryKey,
                    IsColumn = true,
                    CanBeNull = column.IsNullable ?? false,
                    Length = column.Size ?? 0,
                    Precision = column.Precision ?? 0,
                    IsIdentity = column.IsIdentity,
                    DataType = _types[column.Type.Value]
                }
            ];
    }

    public MemberInfo[] GetDynamicColumns(Type type) => [];

    public string GetObjectID() => nameof(SqlServerColumns);

    private static bool IsEntity(Type type) => type.IsSubclassOf(typeof(BaseEntity)) && !type.IsAbstract;
}
