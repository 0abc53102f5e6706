using System.Text.Json;
using Glase.Simulator.Control;
using Glase.Simulator.Reports;
using Glase.Simulator.Rules;

namespace Glase.Simulator;

/// <summary>
/// Keeps invoices and periods in a file: reads it before the simulator listens, and writes it each second when something has changed,
/// and when the simulator stops. Calls, faults and notifications are not kept.
/// </summary>
internal sealed class StateKeeper(SimulatorOptions options, InvoiceRegister invoices, ReportOperations reports,
    ReferenceGenerator referenceGenerator, Access access) : BackgroundService
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);
    private string _written;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(options.StateFile))
            Restore(await File.ReadAllTextAsync(options.StateFile, cancellationToken));
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_pause);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await WriteAsync();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // StopAsync writes what has changed since.
        }
    }

    private void Restore(string text)
    {
        var state = Read(text);
        referenceGenerator.Restore(state.Counters);
        reports.Restore(state.Periods);
        foreach (var saved in state.Invoices)
        {
            if (access.Find(saved.Invoice.TerminalId) is not { } terminal)
                continue;
            var invoice = Invoice.Restore(saved, terminal);
            invoices.Add(invoice);
            if (invoice.ErsReference != null)
                invoices.AddPayment(invoice);
        }
    }

    private State Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<State>(text) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"{options.StateFile} is not what a simulator has kept: {exception.Message} Remove it, or name another file.", exception);
        }
    }

    private async Task WriteAsync()
    {
        var text = JsonSerializer.Serialize(new State([.. invoices.All.Select(Save)], reports.Periods, referenceGenerator.Save()));
        if (text == _written)
            return;

        // Whole or not at all: the process may be killed while it writes.
        var unfinished = options.StateFile + ".new";
        await File.WriteAllTextAsync(unfinished, text);
        File.Move(unfinished, options.StateFile, overwrite: true);
        _written = text;
    }

    private SavedInvoice Save(Invoice invoice)
    {
        lock (invoice.Sync)
            return new SavedInvoice(InvoiceSnapshot.Of(invoice, invoices), invoice.Tokens, invoice.CanceledByShop, invoice.BookedAs);
    }

    private sealed record State(IReadOnlyList<SavedInvoice> Invoices, IReadOnlyList<Period> Periods, ReferenceCounters Counters);
}
