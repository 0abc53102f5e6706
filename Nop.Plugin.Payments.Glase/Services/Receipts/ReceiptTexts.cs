using Nop.Plugin.Payments.Glase.Localization;
using Nop.Services.Localization;

namespace Nop.Plugin.Payments.Glase.Services.Receipts;

/// <summary>
/// The words on a receipt, in one language.
/// </summary>
/// <param name="Title">What the document is</param>
/// <param name="VatNumber">Stands before the shop's</param>
/// <param name="OrderNumber">Stands before the order's</param>
/// <param name="PaidOn">Stands before the time of the payment</param>
/// <param name="Item">Above the descriptions</param>
/// <param name="Quantity">Above the quantities</param>
/// <param name="Amount">Above the amounts</param>
/// <param name="Total">Stands before the sum</param>
/// <param name="Reference">Stands before Glase's reference</param>
public sealed record ReceiptTexts(string Title, string VatNumber, string OrderNumber, string PaidOn, string Item,
    string Quantity, string Amount, string Total, string Reference)
{
    private const string Prefix = GlaseDefaults.ResourcePrefix + ".Receipt.";

    /// <summary>
    /// Gets the words in a shopper's language, which need not be that of the current request.
    /// </summary>
    public static async Task<ReceiptTexts> GetAsync(ILocalizationService localizationService, int languageId)
    {
        Task<string> Text(string name) => localizationService.GetShopperTextAsync(name, languageId);

        return new ReceiptTexts(
            Title: await Text(Prefix + "Title"),
            VatNumber: await Text(Prefix + "VatNumber"),
            OrderNumber: await Text(Prefix + "OrderNumber"),
            PaidOn: await Text(Prefix + "PaidOn"),
            Item: await Text(Prefix + "Item"),
            Quantity: await Text(Prefix + "Quantity"),
            Amount: await Text(Prefix + "Amount"),
            Total: await Text(Prefix + "Total"),
            Reference: await Text(GlaseDefaults.ResourcePrefix + ".Reference"));
    }
}
