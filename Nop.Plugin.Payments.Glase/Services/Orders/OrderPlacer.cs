using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// Places the order of a cart that was paid in the payment step, in the context of its store and shopper.
/// </summary>
public class OrderPlacer(LockedPayments lockedPayments, PlacementFailureRecorder failureRecorder, FailureLog failureLog,
    PaymentApplier applier, StoreRequestScope scope, TimeProvider timeProvider)
{
    /// <summary>
    /// Places the order of a paid payment unless it is placed already, and applies it.
    /// </summary>
    /// <param name="payment">The payment</param>
    /// <param name="isAskedFor">Whether an admin asked for it, so that it does not wait for the next scheduled attempt</param>
    /// <returns>
    /// Applied; RetryScheduled when an attempt failed for a reason that may pass, and it is tried again at the payment's
    /// NextPlacementAttemptOnUtc; NotApplicable when no order could be placed. The payment's LastError then says why
    /// </returns>
    /// <exception cref="LockTimeoutException">
    /// Others worked on the payment for longer than <see cref="GlaseDefaults.LockTimeout"/>
    /// </exception>
    public Task<ApplyOutcome> PlaceAsync(GlasePayment payment, bool isAskedFor = false)
    {
        return PlaceAsync(payment, GlaseDefaults.LockTimeout, isAskedFor);
    }

    /// <inheritdoc cref="PlaceAsync(GlasePayment, bool)" />
    /// <param name="payment">The payment</param>
    /// <param name="timeout">How long to wait for others who work on the payment</param>
    /// <param name="isAskedFor">Whether an admin asked for it, so that it does not wait for the next scheduled attempt</param>
    /// <exception cref="LockTimeoutException">They took longer than <paramref name="timeout"/></exception>
    public Task<ApplyOutcome> PlaceAsync(GlasePayment payment, TimeSpan timeout, bool isAskedFor = false)
    {
        return lockedPayments.RunAsync(payment.Id, locked => PlaceLockedAsync(locked.Payment, isAskedFor), timeout);
    }

    /// <summary>
    /// Places the order of a paid payment for a page of its shopper. Never throws: the page says that the payment is paid, whatever fails.
    /// </summary>
    /// <param name="payment">The payment</param>
    /// <param name="timeout">How long to wait for others who work on the payment</param>
    /// <returns>
    /// As of <see cref="PlaceAsync(GlasePayment, bool)"/>; InProgress also when others work on the payment for longer, or when something
    /// failed: the scheduled task finishes it. And the payment as it is stored then
    /// </returns>
    public async Task<(ApplyOutcome Outcome, GlasePayment Payment)> TryPlaceAsync(GlasePayment payment, TimeSpan timeout)
    {
        try
        {
            return await lockedPayments.RunAsync(payment.Id, async locked =>
            {
                var outcome = await PlaceLockedAsync(locked.Payment, isAskedFor: false);
                return (outcome, await lockedPayments.GetByIdAsync(payment.Id));
            }, timeout);
        }
        catch (LockTimeoutException)
        {
            // Who works on it tells what becomes of it.
        }
        catch (Exception exception)
        {
            await failureLog.ErrorAsync($"order {payment.Id}",
                $"{PaymentLabels.For(payment)}: its order could not be completed; the scheduled task tries again.", exception);
        }

        return (ApplyOutcome.InProgress, await lockedPayments.GetByIdAsync(payment.Id));
    }

    private async Task<ApplyOutcome> PlaceLockedAsync(GlasePayment payment, bool isAskedFor)
    {
        var outcome = await applier.ApplyAsync(payment);
        if (outcome != ApplyOutcome.AwaitsOrder)
            return outcome;

        var stored = await lockedPayments.GetByIdAsync(payment.Id);
        return stored.NextPlacementAttemptOnUtc > timeProvider.GetUtcNow().UtcDateTime && !isAskedFor
            ? ApplyOutcome.RetryScheduled
            : await PlaceInScopeAsync(stored);
    }

    private async Task<ApplyOutcome> PlaceInScopeAsync(GlasePayment payment)
    {
        var hasBegun = false;
        try
        {
            return await scope.RunAsync(payment, services =>
            {
                hasBegun = true;
                return services.GetRequiredService<OrderPlacementAttempt>().PlaceAsync(payment);
            });
        }
        catch (Exception exception) when (!hasBegun)
        {
            await failureLog.ErrorAsync($"order {payment.Id}", $"{PaymentLabels.For(payment)}: the order could not be placed.", exception);
            return await failureRecorder.RecordAsync(payment.Id, PlacementFailure.From(exception));
        }
    }
}
