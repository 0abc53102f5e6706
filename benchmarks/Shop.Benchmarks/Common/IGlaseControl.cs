using Glase.Simulator;
using Glase.Simulator.Faults;
using Glase.Simulator.Rules;

namespace Shop.Benchmarks.Common;

/// <summary>
/// What payers and trouble do at Glase.
/// </summary>
internal interface IPayerControl
{
    /// <summary>The payer confirms; a payer who cannot is told so on the phone.</summary>
    /// <returns>When (<see cref="System.Diagnostics.Stopwatch"/>'s time, the same in all processes); 0: it was refused</returns>
    Task<long> PayAsync(string reference);

    /// <summary>Spoils the next call, in one of the ways there are.</summary>
    Task SpoilAsync(int way);
}

/// <summary>
/// All that can be done at Glase, and Glase's books: in this process or another.
/// </summary>
internal interface IGlaseControl : IPayerControl
{
    Uri ServiceUri { get; }

    /// <summary>Ends all faults: also those that no call has met.</summary>
    Task EndFaultsAsync();

    Task NotifyAsync(bool notifies);

    Task PassAsync(TimeSpan time);

    /// <summary>All payments that Glase took and did not reverse.</summary>
    Task<List<BookedPayment>> BooksAsync();
}

/// <summary>
/// A payment in Glase's books.
/// </summary>
/// <param name="Reference">The invoice</param>
/// <param name="Amount">What was paid, in the invoice's currency</param>
/// <param name="Refunded">What was refunded of it</param>
/// <param name="Refunds">In how many refunds</param>
internal sealed record BookedPayment(string Reference, decimal Amount, decimal Refunded, int Refunds);

/// <summary>
/// A simulator in this process.
/// </summary>
internal sealed class LocalGlaseControl(GlaseSimulator glase, AdvanceableClock clock) : IGlaseControl
{
    private static readonly Fault[] _ways =
    [
        Fault.ResetBefore(), Fault.ResetAfter(), Fault.Http(500), Fault.Http(500).Acting(), Fault.Soap(), Fault.Truncated(),
        Fault.Result(90), Fault.Result(90).Acting(), Fault.Result(93), Fault.DelayAfter(TimeSpan.FromSeconds(2.5))
    ];

    public Uri ServiceUri => glase.ServiceUri;

    public static async Task<(GlaseSimulator Glase, LocalGlaseControl Desk)> OpenAsync(bool notifies)
    {
        var clock = new AdvanceableClock();
        var glase = await GlaseSimulator.StartAsync(new SimulatorOptions
        {
            TimeProvider = clock,
            InvoiceLifetime = TimeSpan.FromDays(365),
            InvoiceLimit = int.MaxValue,
            RequestLimit = 0
        });
        glase.NotificationMode = notifies ? NotificationMode.On : NotificationMode.Off;
        return (glase, new LocalGlaseControl(glase, clock));
    }

    public Task<long> PayAsync(string reference)
    {
        try
        {
            glase.Pay(reference);
            return Task.FromResult(System.Diagnostics.Stopwatch.GetTimestamp());
        }
        catch (InvalidOperationException)
        {
            return Task.FromResult(0L);
        }
    }

    public Task SpoilAsync(int way)
    {
        glase.Faults.Add(FaultOf(way));
        return Task.CompletedTask;
    }

    /// <summary>What goes wrong in one of the ways there are.</summary>
    public static Fault FaultOf(int way) => _ways[way % _ways.Length];

    public Task EndFaultsAsync()
    {
        glase.Faults.Clear();
        return Task.CompletedTask;
    }

    public Task NotifyAsync(bool notifies)
    {
        glase.NotificationMode = notifies ? NotificationMode.On : NotificationMode.Off;
        return Task.CompletedTask;
    }

    public Task PassAsync(TimeSpan time)
    {
        clock.Pass(time);
        return Task.CompletedTask;
    }

    public Task<List<BookedPayment>> BooksAsync()
    {
        return Task.FromResult(glase.Invoices.Where(invoice => invoice.Status == InvoiceStatus.Paid)
            .Select(invoice => new BookedPayment(invoice.Reference, invoice.Amount.Value,
                invoice.Refunds.Sum(refund => refund.Amount.Value), invoice.Refunds.Count))
            .ToList());
    }
}

/// <summary>
/// A simulator in another process.
/// </summary>
internal sealed class RemoteGlaseControl(ChildProcess childProcess) : IGlaseControl
{
    public Uri ServiceUri { get; } = new(childProcess.Address);

    public Task<long> PayAsync(string reference) => childProcess.AskAsync<long>("pay", reference);

    public Task SpoilAsync(int way) => childProcess.AskAsync<bool>("spoil", way);

    public Task EndFaultsAsync() => childProcess.AskAsync<bool>("end-faults");

    public Task NotifyAsync(bool notifies) => childProcess.AskAsync<bool>("notify", notifies);

    public Task PassAsync(TimeSpan time) => childProcess.AskAsync<bool>("pass", time.TotalSeconds);

    public Task<List<BookedPayment>> BooksAsync() => childProcess.AskAsync<List<BookedPayment>>("books");
}
