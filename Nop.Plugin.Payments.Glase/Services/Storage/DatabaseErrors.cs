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

    // SQL Server's client gives no SQLSTATE and calls nothing transient; the number of the error is found here, as a text.
    private const string SqlServerNumber = "HelpLink.EvtID";

    // SQL Server's deadlock, snapshot conflict, and lock that was waited for longer than SET LOCK_TIMEOUT says.
    private static readonly string[] _sqlServerRollbacks = ["1205", "3960", "1222"];

    // PostgreSQL's unique_violation; MySQL and MariaDB name no more than the class.
    private static readonly string[] _uniqueViolations = ["23505", "23000"];

    // SQL Server's, of a unique constraint and of a unique index.
    private static readonly string[] _sqlServerUniqueViolations = ["2627", "2601"];

    /// <summary>
    /// Gets whether the database ended a statement because of a concurrent transaction: nothing was done, and it may be tried again.
    /// </summary>
    public static bool IsRollback(Exception failure)
    {
        return failure is DbException { SqlState: { } state }
            ? state.StartsWith(RollbackClass, StringComparison.Ordinal)
            : HasSqlServerNumber(failure, _sqlServerRollbacks);
    }

    /// <summary>
    /// Gets whether a statement failed because of another caller's: it was rolled back, or a row was refused for a key that another row
    /// has. False also where the provider does not tell, as that of SQLite.
    /// </summary>
    public static bool IsContention(Exception failure)
    {
        return IsRollback(failure) || (failure is DbException { SqlState: { } state }
            ? _uniqueViolations.Contains(state)
            : HasSqlServerNumber(failure, _sqlServerUniqueViolations));
    }

    private static bool HasSqlServerNumber(Exception failure, string[] numbers)
    {
        return failure is DbException && failure.Data[SqlServerNumber] is string number && numbers.Contains(number);
    }
}
