using NUnit.Framework;
using Shop.Benchmarks.CheckoutStep;
using Shop.Benchmarks.Common;

namespace Nop.Plugin.Payments.Glase.Tests.Performance;

/// <summary>
/// What is left to be compiled in the first payment step of a shop that has warmed up: counts of methods, never times.
/// </summary>
[CancelAfter(180_000)]
public class FirstStepTests
{
    // The host's own, most of them. Without the sample cart there were more than 1,800.
    private const int MaxMethods = 500;

    // Mostly how the columns of a payment are set, which a release build does without methods: no row is read in the warm-up.
    private const int MaxOfPlugin = 40;

    private static readonly string[] _ofPlugin =
    [
        "Nop.Plugin.Payments.Glase.", "AspNetCore._Plugins_Payments_Glase", "AspNetCoreGeneratedDocument.Plugins_Payments_Glase",
        "Microsoft.CodeAnalysis.", "LinqToDB.", "Polly.", "QRCoder."
    ];

    [Test]
    public async Task The_first_step_after_a_start_compiles_next_to_nothing_of_the_plugin()
    {
        await using var glase = await GlaseRole.StartAsync();

        var methods = await FirstStep.ListMethodsAsync(glase);

        Assert.That(methods, Is.Not.Empty.And.Count.LessThanOrEqualTo(MaxMethods), string.Join('\n', methods));
        var ofPlugin = methods.Where(method => _ofPlugin.Any(start => method.StartsWith(start, StringComparison.Ordinal))).ToList();
        Assert.That(ofPlugin, Has.Count.LessThanOrEqualTo(MaxOfPlugin), string.Join('\n', ofPlugin));
    }
}
