using System.Data.Common;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Classifies database exceptions independently of the provider.
/// </summary>
internal static class DatabaseErrors
{
    // The class "transaction rollback" of the SQL standard: 40001 for what PostgreSQL could not serialize and for MySQL's and
    // MariaDB's error 1213, 40P01 for PostgreSQL's deadlocks.
    private const string RollbackClass = "40";

    // PostgreSQL's unique_violation; MySQL and MariaDB name no more than the class.
    private static readonly string[] _uniqueViolations = ["23505", "23000"];

    /// <summary>
    /// Gets whether the database rolled a statement back because of a concurrent transaction: nothing was done, and it may be tried again.
    /// </summary>
    public static bool IsRollback(Exception failure)
    {
        return failure is DbException { SqlState: { } state } && state.StartsWith(RollbackClass, StringComparison.Ordinal);
    }

    /// <summary>
    /// Gets whether a statement failed because of another caller's: it was rolled back, or a row was refused for a key that another row
    /// has. False also where the provider does not tell, as those of SQL Server and SQLite.
    /// </summary>
    public static bool IsContention(Exception failure)
    {
        return IsRollback(failure) || failure is DbException { SqlState: { } state } && _uniqueViolations.Contains(state);
    }
}
