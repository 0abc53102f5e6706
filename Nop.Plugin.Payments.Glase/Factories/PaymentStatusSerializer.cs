using System.Text.Json;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Serializes a payment's state for browsers, after applying the payment.
/// </summary>
public class PaymentStatusSerializer(LogDeduplicator logDeduplicator, PaymentModelFactory modelFactory, PaymentApplier applier,
    SafeLog log, ShopperSession session)
{
    /// <summary>
    /// Applies the payment if it was confirmed, and describes it: the shopper's own browser is told the amount as well, any
    /// other is not.
    /// </summary>
    public async Task<string> SerializeAsync(PaymentSnapshot snapshot)
    {
        if (snapshot.Payment.IsPaidOrReserved)
            await TryApplyAsync(snapshot.Payment);

        // Written here and not by the host, whose settings decide on the case of names.
        return JsonSerializer.Serialize(new
        {
            State = JsonNamingPolicy.CamelCase.ConvertName(PaymentModelFactory.StateOf(snapshot.Payment).ToString()),
            SecondsLeft = modelFactory.SecondsLeft(snapshot.Payment),
            Amount = await session.OwnsPaymentAsync(snapshot.Payment) ? await modelFactory.FormatAmountAsync(snapshot.Payment) : null,
            Trouble = snapshot.IsPollFailing
        }, JsonSerializerOptions.Web);
    }

    // That it is paid is true, whatever becomes of its order now. The browser asks for the order next, and the scheduled task
    // finishes what is left.
    private async Task TryApplyAsync(GlasePayment payment)
    {
        try
        {
            await applier.ApplyAsync(payment, GlaseDefaults.PageTimeout);
        }
        catch (LockTimeoutException)
        {
            // Somebody else is at it.
        }
        catch (Exception exception)
        {
            if (logDeduplicator.ShouldLog($"settling {payment.Id}", exception))
                await log.ErrorAsync($"{PaymentLabels.For(payment)} is paid, but its order could not be marked as paid yet. " +
                    exception.Message, exception);
        }
    }
}
