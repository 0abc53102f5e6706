using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Services.Orders;
using ILogger = Nop.Services.Logging.ILogger;
using LogLevel = Nop.Core.Domain.Logging.LogLevel;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Logs calls to Glase with request and response, for stores that enabled it: one entry per call.
/// </summary>
/// <remarks>
/// Entries are written in the background, so that no shopper waits for them and no failure of the log affects a payment.
/// </remarks>
public class ApiCallLog(IServiceScopeFactory scopeFactory, SafeLog log)
{
    private readonly LogDeduplicator _answers = new();
    private readonly Lock _lock = new();
    private Task _written = Task.CompletedTask;

    /// <summary>
    /// Records a call. Returns at once and throws nothing.
    /// </summary>
    public void Write(GlaseCallRecord call)
    {
        Write(call, services => OrderNumberAsync(services, call));
    }

    /// <summary>
    /// Records a call whose order is known. Returns at once and throws nothing.
    /// </summary>
    /// <param name="call">The call</param>
    /// <param name="orderNumber">The order's number; null when there is none</param>
    public void Write(GlaseCallRecord call, string orderNumber)
    {
        Write(call, _ => Task.FromResult(orderNumber));
    }

    /// <summary>
    /// Completes when everything that was noted so far is written. For tests.
    /// </summary>
    internal Task FlushAsync()
    {
        lock (_lock)
            return _written;
    }

    private void Write(GlaseCallRecord call, Func<IServiceProvider, Task<string>> getOrderNumber)
    {
        if (call.Operation == GlaseOperation.GetPaymentStatus && !_answers.TryRecord($"{call.Reference}", Outcome(call) + call.Response))
            return;

        // What is written belongs to no request: the one that made the call may be over by then.
        using var _ = ExecutionContext.SuppressFlow();
        lock (_lock)
        {
            var before = _written;
            _written = Task.Run(() => WriteAsync(before, call, getOrderNumber));
        }
    }

    private async Task WriteAsync(Task before, GlaseCallRecord call, Func<IServiceProvider, Task<string>> getOrderNumber)
    {
        await before;
        try
        {
            await using var scope = scopeFactory.CreateAsyncScope();
            var services = scope.ServiceProvider;
            var line = Line(call, await getOrderNumber(services));
            var details = $"{line}\n\n{call.Request ?? "Nothing was sent."}\n\n{call.Response ?? "No answer was read."}";
            await services.GetRequiredService<ILogger>().InsertLogAsync(LevelOf(call), line, details);
        }
        catch (Exception exception)
        {
            log.ToHost(Microsoft.Extensions.Logging.LogLevel.Error,
                $"A call to Glase could not be logged: client reference {call.ClientReference}.", exception);
        }
    }

    // A report that is still being made is asked for again: so it goes with each one.
    private static LogLevel LevelOf(GlaseCallRecord call)
    {
        return call.Failure is null or { ResultCode: GlaseResultCode.ReportNotReady } ? LogLevel.Information : LogLevel.Warning;
    }

    private static async Task<string> OrderNumberAsync(IServiceProvider services, GlaseCallRecord call)
    {
        if (call.Reference is null)
            return null;

        var payment = await services.GetRequiredService<PaymentStore>().GetByAnyReferenceAsync(call.Reference);
        return payment?.OrderId is { } orderId
            ? (await services.GetRequiredService<IOrderService>().GetOrderByIdAsync(orderId))?.CustomOrderNumber
            : null;
    }

    private static string Line(GlaseCallRecord call, string orderNumber)
    {
        var about = call.Reference is null ? "" : $" of {call.Reference}";
        var order = orderNumber is null ? "" : $", order {orderNumber}";
        return string.Create(CultureInfo.InvariantCulture, $"Glase {call.Operation.WireName()}{about}{order}: {Outcome(call)} ") +
            string.Create(CultureInfo.InvariantCulture, $"in {call.Elapsed.TotalMilliseconds:0} ms, ") +
            string.Create(CultureInfo.InvariantCulture, $"{call.Attempts} request(s), client reference {call.ClientReference ?? "none"}.");
    }

    private static string Outcome(GlaseCallRecord call)
    {
        return call.Failure switch
        {
            null => "SUCCESS",
            { ResultCode: { } code } => string.Create(CultureInfo.InvariantCulture, $"{(int)code} {GlaseResultCodes.Describe(code).Name}"),
            var failure => failure.Kind.ToString()
        };
    }
}
