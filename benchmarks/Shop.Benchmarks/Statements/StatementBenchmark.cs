using Sandbox.Data;

namespace Shop.Benchmarks.Statements;

/// <summary>
/// How many SQL statements paying with Glase takes beside paying by check, in the sandbox. With "list" it prints them.
/// </summary>
internal static class StatementBenchmark
{
    public static async Task RunAsync(string[] arguments)
    {
        var kind = arguments.Contains("sqlite") ? DatabaseKind.Sqlite : DatabaseKind.PostgreSql;
        var counts = await StatementCounts.MeasureAsync(kind);
        Console.WriteLine($"{kind}; of the plugin's tables in brackets");
        Tell("payment step", counts.Step, counts.StepByCheck);
        Tell("from the payment to the completed page", counts.Completion, counts.ConfirmationByCheck);
        if (!arguments.Contains("list"))
            return;
        foreach (var statement in counts.Step.Append("").Concat(counts.Completion))
            Console.WriteLine(statement);
    }

    private static void Tell(string what, IReadOnlyList<string> glase, IReadOnlyList<string> check)
    {
        Console.WriteLine($"{what}: {glase.Count} ({StatementCounts.OfPlugin(glase)}) statements; by check {check.Count}");
    }
}
