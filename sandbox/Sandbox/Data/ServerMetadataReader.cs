using System.Collections.Concurrent;
using System.Data;
using System.Reflection;
using FluentMigrator.Model;
using LinqToDB.Mapping;
using LinqToDB.Metadata;
using Nop.Core;
using DataType = LinqToDB.DataType;

namespace Sandbox.Data;

/// <summary>Maps entities as nopCommerce does: by the columns that their migrations make.</summary>
internal sealed class ServerMetadataReader(IDatabaseConventions conventions) : IMetadataReader
{
    private static readonly Dictionary<DbType, DataType> _types = new()
    {
        [DbType.Int32] = DataType.Int32,
        [DbType.Int64] = DataType.Int64,
        [DbType.String] = DataType.NVarChar,
        [DbType.Boolean] = DataType.Boolean,
        [DbType.Decimal] = DataType.Decimal,
        [DbType.Binary] = DataType.Binary,
        [DbType.Guid] = DataType.Guid
    };

    private static readonly ConcurrentDictionary<Type, IReadOnlyList<ColumnDefinition>> _columns = new();

    public MappingAttribute[] GetAttributes(Type type)
    {
        return IsEntity(type) ? [new TableAttribute { Name = EntityTables.TableName(type) }] : [];
    }

    public MappingAttribute[] GetAttributes(Type type, MemberInfo memberInfo)
    {
        if (!IsEntity(type) || memberInfo is not PropertyInfo { CanWrite: true })
            return [];

        var name = EntityTables.ColumnName(type, memberInfo.Name);
        var column = _columns.GetOrAdd(type, TableDefinitions.Columns)
            .SingleOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (column is null)
            return [];

        var attribute = new ColumnAttribute
        {
            Name = column.Name,
            IsPrimaryKey = column.IsPrimaryKey,
            IsColumn = true,
            CanBeNull = column.IsNullable ?? false,
            Length = column.Size ?? 0,
            Precision = column.Precision ?? 0,
            IsIdentity = column.IsIdentity,
            DataType = column.Type == DbType.DateTime2 ? conventions.TimeType : _types[column.Type ?? DbType.String]
        };
        return column.IsIdentity
            ? [attribute, new SequenceNameAttribute($"{EntityTables.TableName(type)}_{column.Name}_seq")]
            : [attribute];
    }

    public MemberInfo[] GetDynamicColumns(Type type) => [];

    public string GetObjectID() => $"{nameof(ServerMetadataReader)}.{conventions.GetType().Name}";

    private static bool IsEntity(Type type) => type.IsSubclassOf(typeof(BaseEntity)) && !type.IsAbstract;
}
