using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Settling;

/// <summary>
/// Places the order for a cart that was paid in the payment step, in the context of the payment's store and shopper.
/// </summary>
public class OrderPlacer
{
    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseLockService _lockService;
    private readonly ILogger _logger;
    private readonly KnownTroubles _troubles;
    private readonly OrderPlacement _placement;
    private readonly PaymentSettler _settler;
    private readonly SafeLog _safeLog;
    private readonly StoreRequestScope _scope;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public OrderPlacer(GlaseInvoiceService invoiceService, GlaseLockService lockService, ILogger logger, KnownTroubles troubles,
        OrderPlacement placement, PaymentSettler settler, SafeLog safeLog, StoreRequestScope scope, TimeProvider timeProvider)
    {
        _invoiceService = invoiceService;
        _lockService = lockService;
        _logger = logger;
        _troubles = troubles;
        _placement = placement;
        _settler = settler;
        _safeLog = safeLog;
        _scope = scope;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Places the order of a paid payment unless it is placed already, and settles it.
    /// </summary>
    /// <param name="payment">The payment</param>
    /// <param name="isAskedFor">Whether an admin wants it now, whenever the next attempt would be</param>
    /// <returns>
    /// Settled; Delayed when an attempt failed for a reason that may pass, and it is tried again at the payment's NextPlacementOnUtc;
    /// Stuck when no order could be placed. The payment's LastError then says why
    /// </returns>
    /// <exception cref="LockBusyException">
    /// Others worked on the payment for longer than <see cref="GlaseDefaults.LockPatience"/>
    /// </exception>
    public Task<PaymentOutcome> PlaceAsync(GlaseInvoice payment, bool isAskedFor = false)
    {
        return PlaceAsync(payment, GlaseDefaults.LockPatience, isAskedFor);
    }

    /// <inheritdoc cref="PlaceAsync(GlaseInvoice, bool)" />
    /// <param name="payment">The payment</param>
    /// <param name="patience">How long to wait for others who work on the payment</param>
    /// <param name="isAskedFor">Whether an admin wants it now, whenever the next attempt would be</param>
    /// <exception cref="LockBusyException">They took longer than <paramref name="patience"/></exception>
    public Task<PaymentOutcome> PlaceAsync(GlaseInvoice payment, TimeSpan patience, bool isAskedFor = false)
    {
        return _lockService.RunAsync(GlaseInvoiceService.LockName(payment.Id), async () =>
        {
            var outcome = await _settler.SettleAsync(payment);
            if (outcome != PaymentOutcome.AwaitsOrder)
                return outcome;

            var stored = await _invoiceService.GetByIdAsync(payment.Id);
            return stored.NextPlacementOnUtc > _timeProvider.GetUtcNow().UtcDateTime && !isAskedFor
                ? PaymentOutcome.Delayed
                : await PlaceInScopeAsync(stored);
        }, patience);
    }

    /// <summary>
    /// Places the order of a paid payment for a page of its shopper, who has paid and is told so whatever fails.
    /// </summary>
    /// <param name="payment">The payment</param>
    /// <param name="patience">How long to wait for others who work on the payment</param>
    /// <returns>
    /// As of <see cref="PlaceAsync(GlaseInvoice, bool)"/>; InProgress also when others work on the payment for longer, or when something
    /// failed: the scheduled task finishes it
    /// </returns>
    public async Task<PaymentOutcome> TryPlaceAsync(GlaseInvoice payment, TimeSpan patience)
    {
        try
        {
            return await PlaceAsync(payment, patience);
        }
        catch (LockBusyException)
        {
            return PaymentOutcome.InProgress;
        }
        catch (Exception exception)
        {
            if (_troubles.IsNews($"order {payment.Id}", exception.Message))
                await _safeLog.ErrorAsync($"{PaymentNames.Of(payment)}: its order could not be completed; the scheduled task tries again. " +
                    exception.Message, exception);
            return PaymentOutcome.InProgress;
        }
    }

    private async Task<PaymentOutcome> PlaceInScopeAsync(GlaseInvoice payment)
    {
        var hasBegun = false;
        try
        {
            return await _scope.RunAsync(payment, services =>
            {
                hasBegun = true;
                return services.GetRequiredService<OrderPlacement>().PlaceAsync(payment);
            });
        }
        catch (Exception exception) when (!hasBegun)
        {
            if (_troubles.IsNews($"order {payment.Id}", exception.Message))
                await _logger.ErrorAsync($"{PaymentNames.Of(payment)}: the order could not be placed. {exception.Message}", exception);
            return await _placement.RecordAsync(payment.Id, PlacementFailure.Of(exception));
        }
    }
}
