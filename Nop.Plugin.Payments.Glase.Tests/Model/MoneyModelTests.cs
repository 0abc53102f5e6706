using System.Collections.Concurrent;
using System.Globalization;
using CsCheck;
using Nop.Plugin.Payments.Glase.Domain;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Model;

/// <summary>
/// Whatever happens at once, fails and dies around a payment: once all is quiet, it is one paid order or one full refund.
/// </summary>
/// <remarks>
/// GLASE_MODEL_RUNS is how many stories are tried, GLASE_MODEL_SEED the seed that a failure printed; see README.md.
/// </remarks>
public class MoneyModelTests
{
    private static readonly ConcurrentDictionary<QrCodePlacement, ConcurrentBag<ModelEnvironment>> Fixtures = [];

    [OneTimeTearDown]
    public static async Task TearDown()
    {
        foreach (var environment in Fixtures.Values.SelectMany(fixtures => fixtures))
            await environment.DisposeAsync();
        Fixtures.Clear();
    }

    [Test]
    public void Every_payment_becomes_one_paid_order_or_one_full_refund()
    {
        var runs = Environment.GetEnvironmentVariable("GLASE_MODEL_RUNS") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : 2000;
        var seed = Environment.GetEnvironmentVariable("GLASE_MODEL_SEED") is { Length: > 0 } given ? given : null;

        Scenario.Any.Sample(Tell, TestContext.Out.WriteLine, seed, iter: runs, threads: 2);
    }

    private static void Tell(Scenario scenario)
    {
        var placement = scenario.AfterOrder ? QrCodePlacement.AfterOrder : QrCodePlacement.PaymentStep;
        var fixtures = Fixtures.GetOrAdd(placement, _ => []);
        if (!fixtures.TryTake(out var environment))
            environment = ModelEnvironment.StartAsync(placement).GetAwaiter().GetResult();
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
