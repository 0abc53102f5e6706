using Glase.Simulator;
using Glase.Simulator.Faults;
using Glase.Simulator.Rules;

namespace Shop.Benchmarks.Common;

/// <summary>
/// What payers and trouble do at Glase, and Glase's books: in this process or another.
/// </summary>
internal interface IGlaseDesk
{
    Uri ServiceUri { get; }

    /// <summary>The payer confirms; a payer who cannot is told so on the phone.</summary>
    /// <returns>When (<see cref="System.Diagnostics.Stopwatch"/>'s time, the same in all processes); 0: it was refused</returns>
    Task<long> PayAsync(string reference);

    /// <summary>Spoils the next call, in one of the ways there are.</summary>
    Task SpoilAsync(int way);

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
/// <param name="Refunded">What was given back of it</param>
internal sealed record BookedPayment(string Reference, decimal Amount, decimal Refunded);

/// <summary>
/// A simulator in this process.
/// </summary>
internal sealed class GlaseDesk(GlaseSimulator glase, PassingClock clock) : IGlaseDesk
{
    private static readonly Fault[] _ways =
    [
        Fault.ResetBefore(), Fault.ResetAfter(), Fault.Http(500), Fault.Http(500).Acting(), Fault.Soap(), Fault.Truncated(),
        Fault.Result(90), Fault.Result(90).Acting(), Fault.Result(93), Fault.DelayAfter(TimeSpan.FromSeconds(2.5))
    ];

    public Uri ServiceUri => glase.ServiceUri;

    public static async Task<(GlaseSimulator Glase, GlaseDesk Desk)> OpenAsync(bool notifies)
    {
        var clock = new PassingClock();
        var glase = await GlaseSimulator.StartAsync(new SimulatorOptions
        {
            TimeProvider = clock,
            InvoiceLifetime = TimeSpan.FromDays(365),
            InvoiceLimit = int.MaxValue,
            RequestLimit = 0
        });
        glase.NotificationMode = notifies ? NotificationMode.On : NotificationMode.Off;
        return (glase, new GlaseDesk(glase, clock));
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
        glase.Faults.Add(_ways[way % _ways.Length]);
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
                invoice.Refunds.Sum(refund => refund.Amount.Value)))
            .ToList());
    }
}

/// <summary>
/// A simulator in another process.
/// </summary>
internal sealed class RemoteGlaseDesk(Child child) : IGlaseDesk
{
    public Uri ServiceUri { get; } = new(child.Address);

    public Task<long> PayAsync(string reference) => child.AskAsync<long>("pay", reference);

    public Task SpoilAsync(int way) => child.AskAsync<bool>("spoil", way);

    public Task NotifyAsync(bool notifies) => child.AskAsync<bool>("notify", notifies);

    public Task PassAsync(TimeSpan time) => child.AskAsync<bool>("pass", time.TotalSeconds);

    public Task<List<BookedPayment>> BooksAsync() => child.AskAsync<List<BookedPayment>>("books");
}
