using System.Text.Json;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Services.Settling;

namespace Nop.Plugin.Payments.Glase.Services.Live;

/// <summary>
/// What browsers are told of a payment: its state in JSON, after what follows from it has been done.
/// </summary>
public class PaymentNews
{
    private readonly PaymentModelFactory _modelFactory;
    private readonly PaymentSettler _settler;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public PaymentNews(PaymentModelFactory modelFactory, PaymentSettler settler)
    {
        _modelFactory = modelFactory;
        _settler = settler;
    }

    /// <summary>
    /// Settles the payment if it was confirmed, and describes it.
    /// </summary>
    public async Task<string> TellAsync(PaymentSnapshot snapshot)
    {
        if (snapshot.Invoice.IsConfirmed)
            await _settler.SettleAsync(snapshot.Invoice);

        // Written here and not by the host, whose settings decide on the case of names.
        return JsonSerializer.Serialize(new
        {
            State = JsonNamingPolicy.CamelCase.ConvertName(PaymentModelFactory.StateOf(snapshot.Invoice).ToString()),
            SecondsLeft = _modelFactory.SecondsLeft(snapshot.Invoice),
            Amount = await _modelFactory.FormatAmountAsync(snapshot.Invoice),
            Trouble = snapshot.IsTroubled
        }, JsonSerializerOptions.Web);
    }
}
