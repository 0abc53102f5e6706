using FluentMigrator.Model;

namespace Sandbox.Data;

/// <summary>What nopCommerce makes of its migrations on one kind of server.</summary>
internal interface IDatabaseConventions
{
    /// <summary>The name of an index that its migration gave none.</summary>
    string IndexName(string table, string columns);

    /// <summary>The name of a foreign key that its migration gave none.</summary>
    string ForeignKeyName(string foreignTable, string foreignColumns, string primaryTable, string primaryColumns);

    /// <summary>Gives a column the server's own type.</summary>
    void Adjust(ColumnDefinition column);

    /// <summary>What linq2db is told of a time: nopCommerce derives it from the column's type in the migration.</summary>
    LinqToDB.DataType TimeType { get; }
}
