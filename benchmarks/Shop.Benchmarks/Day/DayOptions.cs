using System.Globalization;
using Sandbox.Data;
using Shop.Benchmarks.Common;

namespace Shop.Benchmarks.Day;

/// <summary>
/// What a day is like.
/// </summary>
/// <param name="Shoppers">How many come</param>
/// <param name="Database">The kind of the shop's database</param>
/// <param name="ConnectionString">How to reach a database that is there; null for one on a server that is started, and for SQLite</param>
/// <param name="Nodes">How many processes the shop has</param>
/// <param name="HasRedis">Whether the nodes share a Redis, which is started</param>
/// <param name="CrashesPerThousand">How often a node is killed, for each 1,000 shoppers</param>
/// <param name="DatabaseFailuresPerThousand">How often the database server is killed, for each 1,000 shoppers</param>
/// <param name="Seed">Gives the same shoppers again</param>
internal sealed record DayOptions(int Shoppers, DatabaseKind Database, string ConnectionString, int Nodes, bool HasRedis,
    double CrashesPerThousand, double DatabaseFailuresPerThousand, int Seed)
{
    public const string Usage = """
        day [shoppers] [--database sqlite|postgres|mysql] [--connection <string>] [--nodes <count>] [--redis] [--crashes [<per 1,000 shoppers>]]
            [--database-failures [<per 1,000 shoppers>]] [--seed <number>]
        """;

    private const int UsualShoppers = 200_000;
    private const double UsualCrashes = 3;
    private const double UsualDatabaseFailures = 0.5;

    /// <exception cref="ArgumentException">They cannot be understood, or not together</exception>
    public static DayOptions Parse(string[] arguments)
    {
        var options = new DayOptions(UsualShoppers, DatabaseKind.Sqlite, null, 1, false, 0, 0, 1);
        var left = new Queue<string>(arguments);
        while (left.TryDequeue(out var argument))
        {
            options = argument switch
            {
                "--database" => options with { Database = DatabaseNames.Parse(Value(argument)) },
                "--connection" => options with { ConnectionString = Value(argument) },
                "--nodes" => options with { Nodes = int.Parse(Value(argument), CultureInfo.InvariantCulture) },
                "--redis" => options with { HasRedis = true },
                "--crashes" => options with { CrashesPerThousand = NumberOr(UsualCrashes) },
                "--database-failures" => options with { DatabaseFailuresPerThousand = NumberOr(UsualDatabaseFailures) },
                "--seed" => options with { Seed = int.Parse(Value(argument), CultureInfo.InvariantCulture) },
                _ when int.TryParse(argument, CultureInfo.InvariantCulture, out var shoppers) => options with { Shoppers = shoppers },
                _ => throw new ArgumentException($"What is {argument}? {Usage}")
            };
        }

        if (options.Database == DatabaseKind.Sqlite && options.ConnectionString is not null)
            throw new ArgumentException("--connection is for a server: add --database postgres or --database mysql.");
        if (options.DatabaseFailuresPerThousand > 0 && (options.Database == DatabaseKind.Sqlite || options.ConnectionString is not null))
            throw new ArgumentException("--database-failures needs a server that the benchmark starts: postgres or mysql, without --connection.");
        return options;

        string Value(string option) => left.TryDequeue(out var value) ? value : throw new ArgumentException($"{option} needs a value. {Usage}");

        double NumberOr(double usual)
        {
            if (!left.TryPeek(out var next) || !double.TryParse(next, CultureInfo.InvariantCulture, out var number))
                return usual;

            left.Dequeue();
            return number;
        }
    }
}
