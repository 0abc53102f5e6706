using System.Globalization;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.DataProvider.SQLite;
using LinqToDB.Mapping;

namespace Sandbox.Data;

/// <summary>
/// How values lie in SQLite, which knows neither decimal nor Guid nor DateTime: money as whole ten-thousandths (what
/// nopCommerce's decimal(18,4) columns keep, with its rounding), times and Guids as text. All three sort and compare rightly.
/// </summary>
internal static class SqliteMapping
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss.ffffff";

    public static MappingSchema Schema { get; } = Build();

    /// <summary>Rounds to four places, halves away from zero, as SQL Server and MySQL store a decimal(18,4).</summary>
    public static long ToScaled(decimal value)
    {
        return decimal.ToInt64(decimal.Round(value * 10_000m, 0, MidpointRounding.AwayFromZero));
    }

    /// <summary>Comes back with four places, as it does from a real shop's database: 5.55 is read as 5.5500.</summary>
    public static decimal FromScaled(long value)
    {
        var magnitude = (ulong)Math.Abs(value);
        return new decimal((int)(magnitude & uint.MaxValue), (int)(magnitude >> 32), 0, value < 0, 4);
    }

    private static MappingSchema Build()
    {
        var schema = new MappingSchema("Sandbox", SQLiteTools.GetDataProvider(SQLiteProvider.Microsoft).MappingSchema);
        schema.AddMetadataReader(new EntityMetadataReader());

        schema.SetConverter<DateTime, DataParameter>(time => new DataParameter(null, Text(time), DataType.VarChar));
        schema.SetValueToSqlConverter(
            typeof(DateTime), (sql, _, value) => sql.Append('\'').Append(Text((DateTime)value)).Append('\''));

        schema.SetConverter<Guid, DataParameter>(id => new DataParameter(null, Text(id), DataType.VarChar));
        schema.SetValueToSqlConverter(typeof(Guid), (sql, _, value) => sql.Append('\'').Append(Text((Guid)value)).Append('\''));
        return schema;
    }

    private static string Text(DateTime time) => time.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static string Text(Guid id) => id.ToString("D");
}
