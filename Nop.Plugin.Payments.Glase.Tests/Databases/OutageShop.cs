using System.Collections.Concurrent;
using Glase.Simulator.Control;
using Glase.Simulator.Rules;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nop.Core.Domain.Logging;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// A shop whose database goes away and comes back.
/// </summary>
/// <remarks>
/// A server is a process of its own that is shut down or killed. SQLite has no server: there a program that writes for long keeps the
/// file locked, so that reads go on and writes wait, or fail.
/// </remarks>
internal sealed class OutageShop : IAsyncDisposable
{
    private static readonly TimeSpan _later = TimeSpan.FromMinutes(10);

    private readonly HostLog _hostLog;
    private readonly DatabaseServer _server;
    private DataConnection _writer;

    private OutageShop(ShopFixture fixture, PlacementGates gates, DatabaseServer server, HostLog hostLog)
    {
        Fixture = fixture;
        Gates = gates;
        _server = server;
        _hostLog = hostLog;
    }

    public ShopFixture Fixture { get; }

    public PlacementGates Gates { get; }

    public static async Task<OutageShop> StartAsync(DatabaseKind kind)
    {
        var server = kind == DatabaseKind.Sqlite ? null : DatabaseServer.StartDurable(kind);
        var gates = new PlacementGates();
        var log = new HostLog();
        try
        {
            var fixture = await ShopFixture.StartAsync(options => options.ConfigureServices = services =>
            {
                gates.AddTo(services);
                services.AddSingleton<ILoggerProvider>(log);
            }, kind: kind, database: server?.NewDatabase());
            return new OutageShop(fixture, gates, server, log);
        }
        catch
        {
            server?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Begins an outage.
    /// </summary>
    public void TakeAway(bool isKilled)
    {
        if (_server is null)
        {
            _writer = Fixture.Shop.Database.Connect();
            _writer.Execute("BEGIN IMMEDIATE");
        }
        else if (isKilled)
        {
            _server.Kill();
        }
        else
        {
            _server.ShutDown();
        }
    }

    /// <summary>
    /// Ends it.
    /// </summary>
    public void BringBack()
    {
        if (_server is not null)
        {
            _server.Start();
            return;
        }

        _writer.Execute("COMMIT");
        _writer.Dispose();
    }

    /// <summary>
    /// A shopper at the code of the payment step.
    /// </summary>
    public async Task<(HttpShopper Shopper, PaymentElement Code)> CheckOutAsync()
    {
        var shopper = Fixture.NewShopper();
        await shopper.PutIntoCartAsync();
        return (shopper, await shopper.GetCodeAsync());
    }

    /// <summary>
    /// Gets the longest time in which Glase was not polled for an invoice.
    /// </summary>
    public TimeSpan LongestSilence(string reference, DateTimeOffset from, DateTimeOffset to)
    {
        var times = Fixture.Glase.Calls("getPaymentStatus", reference).Select(call => call.ReceivedAt)
            .Where(time => time > from && time < to).Prepend(from).Append(to).ToList();
        return times.Zip(times.Skip(1), (earlier, later) => later - earlier).Max();
    }

    /// <summary>
    /// Runs the scheduled task until nothing is left for it: each time after everybody else's grace periods are over.
    /// </summary>
    public async Task RecoverAsync()
    {
        for (var run = 0; run < 3; run++)
        {
            await Fixture.ChangeAllAsync<GlaseLock>(row => row.ExpiresOnUtc -= _later);
            await Fixture.ChangePaymentsAsync(payment =>
            {
                payment.PaidOnUtc -= _later;
                payment.ApplyingOnUtc -= _later;
                payment.NextPlacementAttemptOnUtc -= _later;
                payment.ReceiptDueOnUtc -= _later;
            });
            await Fixture.ChangeAllAsync<GlaseOrderPaymentClaim>(claim => claim.ClaimedOnUtc -= _later);
            await Fixture.ChangeAllAsync<Order>(order => order.CreatedOnUtc -= _later);
            await Fixture.ChangeAllAsync<ShoppingCartItem>(row =>
            {
                row.CreatedOnUtc -= _later;
                row.UpdatedOnUtc -= _later;
            });
            await Fixture.RunTaskAsync();
        }
    }

    /// <summary>
    /// Asserts that each payment that Glase received is one paid order or one full refund, and that none was reversed.
    /// </summary>
    /// <returns>The orders</returns>
    public async Task<IList<Order>> AssertMoneyAsync()
    {
        var orders = await Fixture.AllAsync<Order>();
        var payments = await Fixture.AllAsync<GlasePayment>();
        Assert.Multiple(() =>
        {
            foreach (var atGlase in Fixture.Glase.Invoices)
            {
                Assert.That(atGlase.Reversed, Is.False, $"{atGlase.Reference}: Glase was not polled for too long");
                if (atGlase.Status == InvoiceStatus.Paid)
                    AssertUsedOnce(atGlase, orders, payments);
            }
        });
        return orders;
    }

    /// <summary>
    /// Gets what the plugin wrote into the shop's log and, where that failed, into the host's.
    /// </summary>
    public async Task<IReadOnlyCollection<string>> LogAsync()
    {
        return [.. (await Fixture.AllAsync<Log>()).Select(entry => entry.ShortMessage), .. _hostLog.Entries];
    }

    public async ValueTask DisposeAsync()
    {
        await Fixture.DisposeAsync();
        _server?.Dispose();
        _hostLog.Dispose();
    }

    private static void AssertUsedOnce(InvoiceSnapshot atGlase, IList<Order> orders, IList<GlasePayment> payments)
    {
        var row = payments.Single(payment => payment.InvoiceReference == atGlase.Reference);
        var refunded = atGlase.Refunds.Sum(refund => refund.Amount.Value);
        var paid = orders.Where(order => order.PaymentStatus == PaymentStatus.Paid && order.CaptureTransactionId == atGlase.ErsReference)
            .ToList();
        var what = $"{atGlase.Reference} ({row.Status}, {row.LastError}): {paid.Count} orders, {refunded} refunded";

        if (refunded == 0)
            Assert.That(paid, Has.Count.EqualTo(1), what);
        else
            Assert.That((refunded, paid.Count), Is.EqualTo((atGlase.Amount.Value, 0)), what);
        Assert.That(row.AppliedOnUtc ?? row.ReversedOnUtc, Is.Not.Null, what);
    }

    private sealed class HostLog : ILoggerProvider, Microsoft.Extensions.Logging.ILogger
    {
        private readonly ConcurrentQueue<string> _entries = [];

        public IEnumerable<string> Entries => _entries;

        public Microsoft.Extensions.Logging.ILogger CreateLogger(string categoryName) => this;

        public void Log<TState>(Microsoft.Extensions.Logging.LogLevel logLevel, EventId eventId, TState state, Exception exception,
            Func<TState, Exception, string> formatter)
        {
            if (IsEnabled(logLevel))
                _entries.Enqueue(formatter(state, exception));
        }

        public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => logLevel >= Microsoft.Extensions.Logging.LogLevel.Warning;

        public IDisposable BeginScope<TState>(TState state) => null;

        public void Dispose()
        {
        }
    }
}
