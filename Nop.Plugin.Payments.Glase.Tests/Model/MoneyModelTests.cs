using System.Collections.Concurrent;
using System.Globalization;
using CsCheck;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Databases;
using NUnit.Framework;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Model;

/// <summary>
/// Whatever happens at once, fails and dies around a payment: once all is quiet, it is one paid order or one full refund.
/// </summary>
/// <remarks>
/// GLASE_MODEL_RUNS is how many scenarios are tried, GLASE_MODEL_SEED the seed that a failure printed; see README.md.
/// </remarks>
public class MoneyModelTests
{
    private const int SqliteRuns = 1200;
    private const int ServerRuns = 40;

    private static readonly ConcurrentDictionary<(QrCodePlacement, DatabaseKind), ConcurrentBag<ModelEnvironment>> _fixtures = [];

    [OneTimeTearDown]
    public static async Task TearDown()
    {
        foreach (var environment in _fixtures.Values.SelectMany(fixtures => fixtures))
            await environment.DisposeAsync();
        _fixtures.Clear();
    }

    [Test]
    public void Every_payment_becomes_one_paid_order_or_one_full_refund()
    {
        var seed = Environment.GetEnvironmentVariable("GLASE_MODEL_SEED") is { Length: > 0 } given ? given : null;

        Sample(DatabaseKind.Sqlite, Runs(SqliteRuns), seed);
    }

    // Few, to see that statements, locks and unique rows there are enough for the scenarios.
    [TestCase(DatabaseKind.PostgreSql)]
    [TestCase(DatabaseKind.MySql)]
    public void On_a_server_it_becomes_one_too(DatabaseKind kind) => Sample(kind, Runs(ServerRuns), seed: null);

    private static int Runs(int few)
    {
        return Environment.GetEnvironmentVariable("GLASE_MODEL_RUNS") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : few;
    }

    private static void Sample(DatabaseKind kind, int runs, string seed)
    {
        // The test is skipped where there is no server: by an exception of its own thread.
        if (kind != DatabaseKind.Sqlite)
            DatabaseServer.Of(kind);
        Scenario.Any.Sample(scenario => Tell(scenario, kind), TestContext.Out.WriteLine, seed, iter: runs, threads: 2);
    }

    private static void Tell(Scenario scenario, DatabaseKind kind)
    {
        var placement = scenario.AfterOrder ? QrCodePlacement.AfterOrder : QrCodePlacement.PaymentStep;
        var fixtures = _fixtures.GetOrAdd((placement, kind), _ => []);
        if (!fixtures.TryTake(out var environment))
            environment = ModelEnvironment.StartAsync(placement, kind: kind).GetAwaiter().GetResult();
        try
        {
            environment.Clear();
            var broken = new ScenarioRunner(environment).Run(scenario);
            if (broken.Count > 0)
                throw new AssertionException(
                    $"{string.Join('\n', broken)}\n\n{scenario}\n\n{string.Join('\n', environment.Scheduler.Trace)}");
        }
        finally
        {
            fixtures.Add(environment);
        }
    }
}
