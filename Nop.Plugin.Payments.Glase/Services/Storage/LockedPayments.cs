using System.Globalization;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Locks payments across all nodes of the shop. The one way to change a payment that is stored.
/// </summary>
public class LockedPayments(DistributedLock locks, PaymentStore paymentStore, IRepository<GlasePayment> repository,
    IPaymentChangePublisher changePublisher, PaymentMetrics metrics)
{
    /// <summary>
    /// Runs an action while holding a payment's lock, with the payment as it is stored then. The lock is reentrant along its owner's
    /// call chain.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <param name="action">What to do</param>
    /// <param name="cancellationToken">Ends the wait for the lock, never the action</param>
    /// <returns>What the action returned</returns>
    /// <exception cref="LockTimeoutException">Others held the lock for longer than <see cref="GlaseDefaults.LockTimeout"/></exception>
    public Task<T> RunAsync<T>(int paymentId, Func<LockedPayment, Task<T>> action, CancellationToken cancellationToken = default)
    {
        return locks.RunAsync(LockName(paymentId), () => RunLockedAsync(paymentId, action), cancellationToken);
    }

    /// <inheritdoc cref="RunAsync{T}(int, Func{LockedPayment, Task{T}}, CancellationToken)" />
    /// <param name="paymentId">The payment</param>
    /// <param name="action">What to do</param>
    /// <param name="timeout">How long to wait for others who hold the lock</param>
    /// <exception cref="LockTimeoutException">They held it for longer than <paramref name="timeout"/></exception>
    public Task<T> RunAsync<T>(int paymentId, Func<LockedPayment, Task<T>> action, TimeSpan timeout)
    {
        return locks.RunAsync(LockName(paymentId), () => RunLockedAsync(paymentId, action), timeout);
    }

    /// <inheritdoc cref="RunAsync{T}(int, Func{LockedPayment, Task{T}}, CancellationToken)" />
    public Task RunAsync(int paymentId, Func<LockedPayment, Task> action, CancellationToken cancellationToken = default)
    {
        return RunAsync(paymentId, async locked =>
        {
            await action(locked);
            return true;
        }, cancellationToken);
    }

    /// <summary>
    /// Changes a payment and stores it.
    /// </summary>
    /// <param name="paymentId">The payment</param>
    /// <param name="change">What changes</param>
    /// <param name="cancellationToken">Ends the wait for the lock</param>
    /// <returns>The payment as it is now</returns>
    /// <exception cref="LockTimeoutException">Others held the lock for longer than <see cref="GlaseDefaults.LockTimeout"/></exception>
    public Task<GlasePayment> UpdateAsync(int paymentId, Action<GlasePayment> change, CancellationToken cancellationToken = default)
    {
        return UpdateAsync(paymentId, payment =>
        {
            change(payment);
            return true;
        }, cancellationToken);
    }

    /// <inheritdoc cref="UpdateAsync(int, Action{GlasePayment}, CancellationToken)" />
    /// <param name="paymentId">The payment</param>
    /// <param name="change">What changes; false when nothing did, so that there is nothing to store</param>
    /// <param name="cancellationToken">Ends the wait for the lock</param>
    public Task<GlasePayment> UpdateAsync(int paymentId, Func<GlasePayment, bool> change, CancellationToken cancellationToken = default)
    {
        return RunAsync(paymentId, async locked =>
        {
            if (change(locked.Payment))
                await locked.SaveAsync();
            return locked.Payment;
        }, cancellationToken);
    }

    /// <summary>
    /// Gets whether somebody, on whichever node, holds a payment's lock now.
    /// </summary>
    public Task<bool> IsLockedAsync(int paymentId)
    {
        return locks.IsLockedAsync(LockName(paymentId));
    }

    /// <summary>
    /// Gets whether the caller was called, at whatever depth, by code that holds a payment's lock.
    /// </summary>
    internal bool IsHeldByCaller(int paymentId)
    {
        return locks.IsHeldByCaller(LockName(paymentId));
    }

    /// <summary>
    /// Gets a payment as it is stored now, without a statement where the caller holds its lock; null when there is none.
    /// </summary>
    public async Task<GlasePayment> GetByIdAsync(int paymentId)
    {
        return locks.FindHeld(LockName(paymentId))?.FindPayment() ?? await paymentStore.GetByIdAsync(paymentId);
    }

    /// <summary>
    /// Gets the open payment of a cart or order as of <see cref="PaymentStore.GetOpenAsync"/>, without a statement where the caller holds
    /// its lock.
    /// </summary>
    public async Task<GlasePayment> GetOpenAsync(string checkoutKey)
    {
        return FindHeld(payment => payment.CheckoutKey == checkoutKey) ?? await paymentStore.GetOpenAsync(checkoutKey);
    }

    /// <summary>
    /// Finds a payment, as it is stored now, among those whose locks the caller holds; null when there is none.
    /// </summary>
    internal GlasePayment FindHeld(Func<GlasePayment, bool> predicate)
    {
        return locks.GetHeld().Select(held => held.FindPayment()).FirstOrDefault(payment => payment is not null && predicate(payment));
    }

    /// <summary>
    /// Names the lock that protects a payment.
    /// </summary>
    internal static string LockName(int paymentId)
    {
        return string.Create(CultureInfo.InvariantCulture, $"payment-{paymentId}");
    }

    private async Task<T> RunLockedAsync<T>(int paymentId, Func<LockedPayment, Task<T>> action)
    {
        var held = locks.FindHeld(LockName(paymentId));
        var payment = held.FindPayment();
        if (payment is null)
        {
            payment = await paymentStore.GetByIdAsync(paymentId);
            held.Remember(payment);
        }

        var status = payment?.Status;
        var locked = new LockedPayment(payment, SaveAsync);
        try
        {
            return await action(locked);
        }
        finally
        {
            locked.Release();
        }

        async Task SaveAsync(GlasePayment changed)
        {
            // Should it fail, it is not known what is stored.
            held.Forget();
            await this.SaveAsync(changed);
            held.Remember(changed);
            if (changed.Status == status)
                return;

            status = changed.Status;
            metrics.RecordStatusChange(changed.Status);
        }
    }

    private async Task SaveAsync(GlasePayment payment)
    {
        payment.CountChange();
        payment.TruncateErrors();
        await StorableText.SaveAsync(() => DatabaseRetry.RunAsync(() => repository.UpdateAsync(payment, publishEvent: false)),
            StorableText.IsAscii(payment.LastError) && StorableText.IsAscii(payment.ReceiptError), payment.ReduceErrorsToAscii);
        changePublisher.Publish(payment);
    }
}
