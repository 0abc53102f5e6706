using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace Nop.Plugin.Payments.Glase.Tests.Databases.SqlServer;

/// <summary>
/// A command as the driver of SQL Server gets it.
/// </summary>
/// <param name="Sql">Its text</param>
/// <param name="Parameters">The types of its parameters by their names, with the @</param>
/// <param name="Values">The values of its parameters, by the same names; null when they do not matter</param>
/// <param name="Source">The method that sent it; null before that is known</param>
internal sealed record RecordedCommand(string Sql, IReadOnlyDictionary<string, SqlDbType> Parameters,
    IReadOnlyDictionary<string, object> Values = null, string Source = null)
{
    public static RecordedCommand Of(DbCommand command)
    {
        var parameters = command.Parameters.Cast<SqlParameter>().ToList();
        return new RecordedCommand(command.CommandText,
            parameters.ToDictionary(Name, parameter => parameter.SqlDbType, StringComparer.OrdinalIgnoreCase),
            parameters.ToDictionary(Name, parameter => parameter.Value, StringComparer.OrdinalIgnoreCase));
    }

    public override string ToString() => $"{Source}: {Sql}";

    private static string Name(SqlParameter parameter) => "@" + parameter.ParameterName.TrimStart('@');
}
