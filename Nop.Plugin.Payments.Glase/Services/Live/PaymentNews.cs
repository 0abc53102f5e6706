using System.Text.Json;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Services.Settling;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// What browsers are told of a payment: its state in JSON, after what follows from it has been done.
/// </summary>
public class PaymentNews
{
    private readonly KnownTroubles _troubles;
    private readonly PaymentModelFactory _modelFactory;
    private readonly PaymentSettler _settler;
    private readonly SafeLog _log;
    private readonly ShopperSession _session;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public PaymentNews(KnownTroubles troubles, PaymentModelFactory modelFactory, PaymentSettler settler, SafeLog log,
        ShopperSession session)
    {
        _troubles = troubles;
        _log = log;
        _modelFactory = modelFactory;
        _settler = settler;
        _session = session;
    }

    /// <summary>
    /// Settles the payment if it was confirmed, and describes it: the shopper's own browser is told the amount as well, any
    /// other is not.
    /// </summary>
    public async Task<string> TellAsync(PaymentSnapshot snapshot)
    {
        if (snapshot.Invoice.IsConfirmed)
            await TrySettleAsync(snapshot.Invoice);

        // Written here and not by the host, whose settings decide on the case of names.
        return JsonSerializer.Serialize(new
        {
            State = JsonNamingPolicy.CamelCase.ConvertName(PaymentModelFactory.StateOf(snapshot.Invoice).ToString()),
            SecondsLeft = _modelFactory.SecondsLeft(snapshot.Invoice),
            Amount = await _session.OwnsAsync(snapshot.Invoice) ? await _modelFactory.FormatAmountAsync(snapshot.Invoice) : null,
            Trouble = snapshot.IsTroubled
        }, JsonSerializerOptions.Web);
    }

    // That it is paid is true, whatever becomes of its order now. The browser asks for the order next, and the scheduled task
    // finishes what is left.
    private async Task TrySettleAsync(GlaseInvoice payment)
    {
        try
        {
            await _settler.SettleAsync(payment, GlaseDefaults.PagePatience);
        }
        catch (LockBusyException)
        {
            // Somebody else is at it.
        }
        catch (Exception exception)
        {
            if (_troubles.IsNews($"settling {payment.Id}", exception))
                await _log.ErrorAsync($"{PaymentNames.Of(payment)} is paid, but its order could not be marked as paid yet. " +
                    exception.Message, exception);
        }
    }
}
