namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// Timeouts, retries, circuit breaker and size limits of the client. The defaults follow from two requirements: a
/// checkout page with Glase on it is shown within 4 seconds even when Glase does not answer, and a payment is seen long before Glase
/// reverses it (20 seconds after the payer confirmed).
/// </summary>
public sealed class GlaseClientOptions
{
    /// <summary>
    /// Default: 2.8 s, once. A shopper waits for the page. It ends before <see cref="GlaseDefaults.CheckoutTimeout"/> does,
    /// so that a server that hangs is counted as a failure and not as a caller who left.
    /// </summary>
    public GlaseCallPolicy SendInvoice { get; set; } = GlaseCallPolicy.Once(2.8);

    /// <summary>
    /// Default: 12 s, once. For a code that a page asks for which is on the shopper's screen already.
    /// </summary>
    public GlaseCallPolicy SendInvoiceForRenewal { get; set; } = GlaseCallPolicy.Once(12);

    /// <summary>
    /// Default: 1.5 s, one retry, 3.5 s in all. A shopper waits for the page here too.
    /// </summary>
    public GlaseCallPolicy UpdateInvoice { get; set; } = GlaseCallPolicy.Repeated(1.5, 1, 3.5);

    /// <summary>
    /// Default: 2 s, one retry, 3.5 s in all. It is asked again each second anyway, and pages wait for it.
    /// </summary>
    public GlaseCallPolicy GetPaymentStatus { get; set; } = GlaseCallPolicy.Repeated(2, 1, 3.5);

    /// <summary>
    /// Default: 3 s, two retries, 8 s in all. Where a shopper or an admin waits, the caller ends it after
    /// <see cref="GlaseDefaults.CheckoutTimeout"/>.
    /// </summary>
    public GlaseCallPolicy CancelInvoice { get; set; } = GlaseCallPolicy.Repeated(3, 2, 8);

    /// <summary>
    /// Default: 20 s, once. An administrator waits; a late answer is better than none, which would leave the outcome unknown.
    /// </summary>
    public GlaseCallPolicy CommitReservation { get; set; } = GlaseCallPolicy.Once(20);

    /// <summary>
    /// Default: 5 s, two retries, 12 s in all. No page waits for it.
    /// </summary>
    public GlaseCallPolicy SubmitPaymentReceipt { get; set; } = GlaseCallPolicy.Repeated(5, 2, 12);

    /// <summary>
    /// Default: 20 s, once. As for <see cref="CommitReservation"/>: an admin has to resolve an unknown outcome.
    /// </summary>
    public GlaseCallPolicy RefundPayment { get; set; } = GlaseCallPolicy.Once(20);

    /// <summary>
    /// Default: 20 s, once. An administrator or a task waits.
    /// </summary>
    public GlaseCallPolicy MarkTransactionPeriod { get; set; } = GlaseCallPolicy.Once(20);

    /// <summary>
    /// Default: 20 s, one retry, 45 s in all. Reports are large.
    /// </summary>
    public GlaseCallPolicy ExecuteReport { get; set; } = GlaseCallPolicy.Repeated(20, 1, 45);

    /// <summary>
    /// Wait before the first retry, doubled for each further one and spread at random, so that many callers do not return
    /// at once. Default: 200 ms.
    /// </summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// The longest wait before a retry. Default: 2 s.
    /// </summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The circuit opens when at least this share of the requests in <see cref="BreakerWindow"/> failed because of the network or
    /// server. Default: 0.8. A server that answers half of the calls is worth asking; one that is down answers none.
    /// </summary>
    public double BreakerFailureRatio { get; set; } = 0.8;

    /// <summary>
    /// Fewer requests than this in <see cref="BreakerWindow"/> never open the circuit. Default: 5.
    /// </summary>
    public int BreakerMinimumRequests { get; set; } = 5;

    /// <summary>
    /// The time over which requests are counted. Default: 15 s, long enough for five calls in a row that time out (2.8 s each).
    /// </summary>
    public TimeSpan BreakerWindow { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long an open circuit sends nothing before one request tests the server again. Default: 5 s, so that after a recovery
    /// the status of a payment is polled well within Glase's 20 seconds.
    /// </summary>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The longest answer that is read, in bytes, reports apart. Default: 1 MB, about 1,500 invoice rows.
    /// </summary>
    public int MaxResponseBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// The longest answer to executeReport that is read, in bytes. Default: 32 MB.
    /// </summary>
    public int MaxReportBytes { get; set; } = 32 * 1024 * 1024;

    internal GlaseCallPolicy For(GlaseOperation operation)
    {
        return operation switch
        {
            GlaseOperation.SendInvoice => SendInvoice,
            GlaseOperation.UpdateInvoice => UpdateInvoice,
            GlaseOperation.GetPaymentStatus => GetPaymentStatus,
            GlaseOperation.CancelInvoice => CancelInvoice,
            GlaseOperation.CommitReservation => CommitReservation,
            GlaseOperation.SubmitPaymentReceipt => SubmitPaymentReceipt,
            GlaseOperation.RefundPayment => RefundPayment,
            GlaseOperation.MarkTransactionPeriod => MarkTransactionPeriod,
            GlaseOperation.ExecuteReport => ExecuteReport,
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null)
        };
    }

    internal int MaxBytes(GlaseOperation operation)
    {
        return operation == GlaseOperation.ExecuteReport ? MaxReportBytes : MaxResponseBytes;
    }
}
