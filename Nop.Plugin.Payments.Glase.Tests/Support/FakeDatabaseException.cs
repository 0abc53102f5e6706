using System.Data.Common;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// A failure as a database reports it, with the SQL standard's five characters.
/// </summary>
internal sealed class FakeDatabaseException(string message, string sqlState = null) : DbException(message)
{
    public override string SqlState => sqlState;

    /// <summary>
    /// What PostgreSQL says to a transaction that could not be serialized, and MySQL and MariaDB to one of a deadlock.
    /// </summary>
    public static FakeDatabaseException Rollback() => new("could not serialize access due to read/write dependencies", "40001");

    /// <summary>
    /// What PostgreSQL (23505) or MySQL and MariaDB (23000) say to a key that another row has.
    /// </summary>
    public static FakeDatabaseException Duplicate(string sqlState) => new("duplicate key", sqlState);

    public static FakeDatabaseException Away() => new("the database system is shutting down", "57P03");
}
