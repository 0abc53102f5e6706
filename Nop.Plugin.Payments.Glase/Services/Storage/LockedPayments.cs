using System.Globalization;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// Locks payments across all nodes of the shop. The one way to change a payment that is stored.
/// </summary>
/// <remarks>
/// While its invoice is being sent, a payment belongs to who sends it, and that is who holds the lock of its cart or order: anybody else
/// waits for that lock too. So the one who sends it records Glase's answer without the payment's own lock.
/// </remarks>
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
        return RunAsync(paymentId, action, GlaseDefaults.LockTimeout, cancellationToken);
    }

    /// <inheritdoc cref="RunAsync{T}(int, Func{LockedPayment, Task{T}}, CancellationToken)" />
    /// <param name="paymentId">The payment</param>
    /// <param name="action">What to do</param>
    /// <param name="timeout">How long to wait for others who hold the lock</param>
    /// <exception cref="LockTimeoutException">They held it for longer than <paramref name="timeout"/></exception>
    public Task<T> RunAsync<T>(int paymentId, Func<LockedPayment, Task<T>> action, TimeSpan timeout)
    {
        return RunAsync(paymentId, action, timeout, CancellationToken.None);
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
        return RunAsync(paymentId, locked => SaveIfAsync(locked, change), cancellationToken);
    }

    /// <inheritdoc cref="UpdateAsync(int, Action{GlasePayment}, CancellationToken)" />
    /// <param name="paymentId">The payment</param>
    /// <param name="change">What changes; false when nothing did, so that there is nothing to store</param>
    /// <param name="timeout">How long to wait for others who hold the lock</param>
    /// <exception cref="LockTimeoutException">They held it for longer than <paramref name="timeout"/></exception>
    public Task<GlasePayment> UpdateAsync(int paymentId, Func<GlasePayment, bool> change, TimeSpan timeout)
    {
        return RunAsync(paymentId, locked => SaveIfAsync(locked, change), timeout);
    }

    /// <summary>
    /// Changes a payment whose invoice the caller has sent, under the lock of its cart or order, and stores it.
    /// </summary>
    /// <param name="sent">The payment as it was inserted under that lock</param>
    /// <param name="change">What changes; false when nothing did, so that there is nothing to store</param>
    /// <returns>The payment as it is now</returns>
    /// <exception cref="LockTimeoutException">
    /// The caller may have lost the lock, and others held the payment's for longer than <see cref="GlaseDefaults.LockTimeout"/>
    /// </exception>
    public async Task<GlasePayment> UpdateSentAsync(GlasePayment sent, Func<GlasePayment, bool> change)
    {
        if (locks.FindHeld(sent.CheckoutKey) is not { } held
            || await paymentStore.GetByIdAsync(sent.Id) is not { Status: GlasePaymentStatus.Sending } payment
            || payment.CheckoutKey != sent.CheckoutKey || !held.IsCertain)
            return await UpdateAsync(sent.Id, change, CancellationToken.None);

        if (change(payment))
            await SaveAsync(payment, GlasePaymentStatus.Sending);
        return payment;
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

    private static async Task<GlasePayment> SaveIfAsync(LockedPayment locked, Func<GlasePayment, bool> change)
    {
        if (change(locked.Payment))
            await locked.SaveAsync();
        return locked.Payment;
    }

    private async Task<T> RunAsync<T>(int paymentId, Func<LockedPayment, Task<T>> action, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var run = await RunLockedAsync(paymentId, action, timeout, cancellationToken);
        while (run.SentUnder is { } checkoutKey)
        {
            run = await locks.RunAsync(checkoutKey, () => RunLockedAsync(paymentId, action, timeout, cancellationToken), timeout,
                cancellationToken);
        }

        return run.Result;
    }

    private Task<Run<T>> RunLockedAsync<T>(int paymentId, Func<LockedPayment, Task<T>> action, TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        return locks.RunAsync(LockName(paymentId), () => RunLockedAsync(paymentId, action), timeout, cancellationToken);
    }

    // The action is not run while somebody else sends the payment's invoice.
    private async Task<Run<T>> RunLockedAsync<T>(int paymentId, Func<LockedPayment, Task<T>> action)
    {
        var held = locks.FindHeld(LockName(paymentId));
        var payment = held.FindPayment();
        if (payment is null)
        {
            payment = await paymentStore.GetByIdAsync(paymentId);
            held.Remember(payment);
        }

        if (payment is { Status: GlasePaymentStatus.Sending, CheckoutKey: { } checkoutKey } && !locks.IsHeldByCaller(checkoutKey))
            return new Run<T>(default, checkoutKey);

        var status = payment?.Status;
        var locked = new LockedPayment(payment, SaveAsync);
        try
        {
            return new Run<T>(await action(locked), SentUnder: null);
        }
        finally
        {
            locked.Release();
        }

        async Task SaveAsync(GlasePayment changed)
        {
            // Should it fail, it is not known what is stored.
            held.Forget();
            await this.SaveAsync(changed, status);
            held.Remember(changed);
            status = changed.Status;
        }
    }

    private async Task SaveAsync(GlasePayment payment, GlasePaymentStatus? statusBefore)
    {
        payment.CountChange();
        payment.TruncateErrors();
        await StorableText.SaveAsync(() => DatabaseRetry.RunAsync(() => repository.UpdateAsync(payment, publishEvent: false)),
            StorableText.IsAscii(payment.LastError) && StorableText.IsAscii(payment.ReceiptError), payment.ReduceErrorsToAscii);
        changePublisher.Publish(payment);
        if (payment.Status != statusBefore)
            metrics.RecordStatusChange(payment.Status);
    }

    // What an action returned, or the lock that has to be taken first.
    private readonly record struct Run<T>(T Result, string SentUnder);
}
