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
    private static readonly ConcurrentDictionary<QrCodePlacement, ConcurrentBag<ModelWorld>> Worlds = [];

    [OneTimeTearDown]
    public static async Task TearDown()
    {
        foreach (var world in Worlds.Values.SelectMany(worlds => worlds))
            await world.DisposeAsync();
        Worlds.Clear();
    }

    [Test]
    public void Every_payment_becomes_one_paid_order_or_one_full_refund()
    {
        var runs = Environment.GetEnvironmentVariable("GLASE_MODEL_RUNS") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : 2000;
        var seed = Environment.GetEnvironmentVariable("GLASE_MODEL_SEED") is { Length: > 0 } given ? given : null;

        Story.Any.Sample(Tell, TestContext.Out.WriteLine, seed, iter: runs, threads: 2);
    }

    private static void Tell(Story story)
    {
        var placement = story.AfterOrder ? QrCodePlacement.AfterOrder : QrCodePlacement.PaymentStep;
        var worlds = Worlds.GetOrAdd(placement, _ => []);
        if (!worlds.TryTake(out var world))
            world = ModelWorld.StartAsync(placement).GetAwaiter().GetResult();
        try
        {
            world.Clear();
            var broken = new Performance(world).Play(story);
            if (broken.Count > 0)
                throw new AssertionException(
                    $"{string.Join('\n', broken)}\n\n{story}\n\n{string.Join('\n', world.Conductor.Score)}");
        }
        finally
        {
            worlds.Add(world);
        }
    }
}
