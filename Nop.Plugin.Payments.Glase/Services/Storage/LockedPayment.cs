using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// A payment whose lock the caller holds, as it was stored when the lock was taken. Only a locked payment can be saved.
/// </summary>
/// <remarks>
/// Whatever else the caller runs under the same lock reads the payment for itself and may save it: after that, take the payment again
/// with <see cref="LockedPayments"/> before changing it.
/// </remarks>
public sealed class LockedPayment
{
    private readonly Func<GlasePayment, Task> _save;
    private bool _isReleased;

    internal LockedPayment(GlasePayment payment, Func<GlasePayment, Task> save)
    {
        Payment = payment;
        _save = save;
    }

    /// <summary>
    /// Gets the payment; null when there is none.
    /// </summary>
    public GlasePayment Payment { get; }

    /// <summary>
    /// Stores what has changed. What went wrong is shortened, or written in ASCII, rather than keep the rest from being stored.
    /// </summary>
    /// <exception cref="InvalidOperationException">The lock was released</exception>
    public Task SaveAsync()
    {
        RequireHeld();
        return _save(Payment);
    }

    /// <summary>
    /// Throws when the lock was released.
    /// </summary>
    /// <exception cref="InvalidOperationException">The lock was released</exception>
    internal void RequireHeld()
    {
        if (_isReleased)
            throw new InvalidOperationException($"The lock of Glase payment #{Payment?.Id} was released: take it again to save.");
    }

    /// <summary>
    /// Ends what the caller may do.
    /// </summary>
    internal void Release()
    {
        _isReleased = true;
    }
}
