using System.Text.RegularExpressions;
using Sandbox.Data;
using Sandbox.Hosting;
using Sandbox.Services.Payments;
using Shop.Benchmarks.Common;
using Shop.Benchmarks.Servers;

namespace Shop.Benchmarks.Statements;

/// <summary>
/// The SQL statements of two shoppers, one who pays with Glase and one who pays by check, with what goes on in the background because of
/// them.
/// </summary>
/// <param name="Step">Of the payment step</param>
/// <param name="StepByCheck">Of the step of the other method</param>
/// <param name="Completion">From the payer's confirmation, with notification and receipt, to the completed page</param>
/// <param name="ConfirmationByCheck">From the confirmation of the order to the completed page</param>
internal sealed partial record StatementCounts(
    IReadOnlyList<string> Step, IReadOnlyList<string> StepByCheck,
    IReadOnlyList<string> Completion, IReadOnlyList<string> ConfirmationByCheck)
{
    private const int Tries = 8;

    /// <summary>Measures them in a shop of its own.</summary>
    public static async Task<StatementCounts> MeasureAsync(DatabaseKind kind)
    {
        var (simulator, glase) = await LocalGlaseControl.OpenAsync(notifies: true);
        await using var _ = simulator;
        using var database = TestDatabase.New(kind);
        var options = new SandboxOptions { GlaseServiceUrl = glase.ServiceUri, OnePageCheckout = false };
        database.Configure(options);
        await using var shop = await SandboxShop.StartAsync(options);
        // What a shop reads once is no part of it. On a busy machine, the first codes may come too late to be shown.
        for (var (isFirst, tries) = (true, 0); ; tries++)
        {
            if (await TryMeasureAsync(shop, glase, new StatementRecorder()) is { } counts)
            {
                if (!isFirst)
                    return counts;
                isFirst = false;
            }
            else if (tries == Tries)
                throw new InvalidOperationException("No code was shown.");
        }
    }

    /// <summary>How many of the statements are about the plugin's own tables.</summary>
    public static int OfPlugin(IEnumerable<string> statements) => statements.Count(statement => PluginTable().IsMatch(statement));

    private static async Task<StatementCounts> TryMeasureAsync(SandboxShop shop, LocalGlaseControl glase, StatementRecorder recorder)
    {
        shop.Database.Interceptor = recorder;
        using var payer = new Buyer(shop.BaseUri);
        await payer.ToMethodsAsync();
        await recorder.TakeAsync();
        await payer.ChooseAsync(Nop.Plugin.Payments.Glase.GlaseDefaults.SystemName);
        var step = await recorder.TakeAsync();
        if (!payer.HasCode)
            return null;

        await glase.PayAsync(payer.Reference);
        var notified = await recorder.TakeAsync();
        if (!await payer.CompleteAsync())
            throw new InvalidOperationException("The payment was not completed.");
        var completed = await recorder.TakeAsync();

        using var other = new Buyer(shop.BaseUri);
        await other.ToMethodsAsync();
        await recorder.TakeAsync();
        await other.ChooseAsync(CheckPaymentMethod.SystemName);
        var otherStep = await recorder.TakeAsync();
        await other.ConfirmAsync();
        return new StatementCounts(step, otherStep, [.. notified, .. completed], await recorder.TakeAsync());
    }

    [GeneratedRegex("(FROM|INTO|UPDATE|JOIN)\\s+\\W?Glase", RegexOptions.IgnoreCase)]
    private static partial Regex PluginTable();
}
