using System.Reflection;
using Microsoft.Data.SqlClient;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// Makes the exceptions of SQL Server's client, as it does when the server reports an error.
/// </summary>
internal static class SqlServerExceptions
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    /// <param name="number">The number of the error, such as 1205 for a deadlock</param>
    public static SqlException New(int number)
    {
        // There is no public way to make one.
        var error = typeof(SqlError).GetConstructor(Members,
                [typeof(int), typeof(byte), typeof(byte), typeof(string), typeof(string), typeof(string), typeof(int), typeof(Exception)])
            .Invoke([number, (byte)1, (byte)13, "server", $"Error {number}", null, 1, null]);
        var errors = typeof(SqlErrorCollection).GetConstructor(Members, []).Invoke([]);
        typeof(SqlErrorCollection).GetMethod("Add", Members, [typeof(SqlError)]).Invoke(errors, [error]);
        return (SqlException)typeof(SqlException).GetMethod("CreateException", Members, [typeof(SqlErrorCollection), typeof(string)])
            .Invoke(null, [errors, "11.0"]);
    }
}
