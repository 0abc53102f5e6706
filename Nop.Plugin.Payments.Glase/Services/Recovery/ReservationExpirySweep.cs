using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Services.Recovery;

/// <summary>
/// Checks the reservations that are due, the most urgent first. One that Glase says nothing about comes again an hour later, so
/// that it keeps no other waiting.
/// </summary>
public class ReservationExpirySweep(FailureLog failureLog, PaymentWorkQueries queries, ReservationExpiryCheck reservationExpiryCheck,
    TimeProvider timeProvider) : IRecoveryStep
{
    private const int BatchSize = 50;

    /// <inheritdoc />
    public string Name => "checking reservations";

    /// <inheritdoc />
    public TimeSpan TimeBudget => TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public Task RunAsync(CancellationToken cancellationToken)
    {
        return new BatchLoop<GlasePayment>
        {
            // A reservation that was checked, or postponed, is not due any more.
            ReadAsync = _ => queries.GetReservationsDueForCheckAsync(timeProvider.GetUtcNow().UtcDateTime, BatchSize),
            HandleAsync = CheckAsync,
            ReportAsync = (payment, exception) => failureLog.WarningAsync(Subject(payment),
                $"{PaymentLabels.For(payment)}: the status of its reservation could not be determined.", exception)
        }.RunAsync(cancellationToken);
    }

    private async Task CheckAsync(GlasePayment payment)
    {
        try
        {
            await reservationExpiryCheck.CheckAsync(payment.Id);
            failureLog.Reset(Subject(payment));
        }
        catch (Exception)
        {
            await reservationExpiryCheck.PostponeAsync(payment.Id);
            throw;
        }
    }

    private static string Subject(GlasePayment payment)
    {
        return $"reservation {payment.Id}";
    }
}
