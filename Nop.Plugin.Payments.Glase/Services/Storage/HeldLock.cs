using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Services.Storage;

/// <summary>
/// A lock as its owner holds it, with the payment that it protects as it was last read or saved under it: nobody else changes it meanwhile,
/// so that whatever the owner calls need not read it again.
/// </summary>
/// <param name="started">The time stamp from which the lock was tried to take</param>
/// <param name="timeProvider">Measures the time passed</param>
internal sealed class HeldLock(long started, TimeProvider timeProvider)
{
    // A process that was suspended for longer than a lease may have lost the lock: it reads again.
    private static readonly TimeSpan _maxAge = GlaseDefaults.LockRenewalInterval;

    // Half of the time after which others take the lock over leaves the other half for the statement that relies on it.
    private static readonly TimeSpan _certainDuration = GlaseDefaults.LockLeaseDuration / 2;

    private volatile Known _known;

    /// <summary>
    /// Gets whether the lock was released: work that was started under it, and not waited for, does not hold it any more.
    /// </summary>
    public bool IsReleased { get; private set; }

    /// <summary>
    /// Gets whether the lock was taken so short a time ago that nobody can have taken it over, whatever became of its renewals.
    /// </summary>
    public bool IsCertain => !IsReleased && timeProvider.GetElapsedTime(started) < _certainDuration;

    /// <summary>
    /// Gets a copy of the payment as it is stored; null when that is to be read.
    /// </summary>
    public GlasePayment FindPayment()
    {
        return _known is { } known && !IsReleased && timeProvider.GetElapsedTime(known.Since) < _maxAge ? known.Payment.Copy() : null;
    }

    /// <summary>
    /// Notes a payment as it was just read or saved.
    /// </summary>
    public void Remember(GlasePayment payment)
    {
        _known = payment is null ? null : new Known(payment.Copy(), timeProvider.GetTimestamp());
    }

    /// <summary>
    /// Has the payment read again, because it is not known what is stored.
    /// </summary>
    public void Forget()
    {
        _known = null;
    }

    /// <summary>
    /// Ends the lock.
    /// </summary>
    public void Release()
    {
        IsReleased = true;
        _known = null;
    }

    private sealed record Known(GlasePayment Payment, long Since);
}
