using System.Text.Json;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Live;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Serializes a payment's state for browsers.
/// </summary>
public class PaymentStatusSerializer(PaymentModelFactory modelFactory, PaymentTexts texts, ShopperSession session)
{
    /// <summary>
    /// Serializes how far a payment has come, as JSON: the shopper's own browser is told the amount as well, any other is not.
    /// </summary>
    public async Task<string> SerializeAsync(PaymentProgressResult progress)
    {
        var isOwn = await session.OwnsPaymentAsync(progress.Payment);
        // Written here and not by the host, whose settings decide on the case of names.
        return JsonSerializer.Serialize(new
        {
            State = JsonNamingPolicy.CamelCase.ConvertName(PaymentModelFactory.StateOf(progress.Payment).ToString()),
            SecondsLeft = modelFactory.SecondsLeft(progress.Payment),
            Amount = isOwn ? await texts.FormatAsync(progress.Payment) : null,
            Charge = isOwn ? await texts.DescribeChargeAsync(progress.Payment) : null,
            Arrived = isOwn ? await texts.DescribeArrivedAsync(progress.Payment) : null,
            Trouble = progress.IsPollFailing
        }, JsonSerializerOptions.Web);
    }
}
