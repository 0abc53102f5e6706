using System.Net;
using System.Text.RegularExpressions;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Services.Localization;

namespace Nop.Plugin.Payments.Glase.Services.Composing;

/// <summary>
/// The texts of invoice lines in the shopper's language.
/// </summary>
public partial class InvoiceTexts
{
    private const string Prefix = GlaseDefaults.ResourcePrefix + ".Rows.";

    private readonly ILocalizationService _localizationService;

    /// <summary>
    /// Initializes a new instance of the <see cref="InvoiceTexts"/> class.
    /// </summary>
    public InvoiceTexts(ILocalizationService localizationService)
    {
        _localizationService = localizationService;
    }

    /// <summary>
    /// Gets what to call an invoice's only line.
    /// </summary>
    public Task<string> OrderAsync(int? languageId = null) => GetAsync("Order", languageId);

    /// <summary>
    /// Gets what to call the shipping charge.
    /// </summary>
    public Task<string> ShippingAsync(int? languageId = null) => GetAsync("Shipping", languageId);

    /// <summary>
    /// Gets what to call the fee for the payment method.
    /// </summary>
    public Task<string> FeeAsync(int? languageId = null) => GetAsync("Fee", languageId);

    /// <summary>
    /// Gets what to call discounts.
    /// </summary>
    public Task<string> DiscountAsync(int? languageId = null) => GetAsync("Discount", languageId);

    /// <summary>
    /// Gets what to call the part paid by gift card.
    /// </summary>
    public Task<string> GiftCardAsync(int? languageId = null) => GetAsync("GiftCard", languageId);

    /// <summary>
    /// Gets what to call the part paid by reward points.
    /// </summary>
    public Task<string> RewardPointsAsync(int? languageId = null) => GetAsync("RewardPoints", languageId);

    /// <summary>
    /// Gets what to call the line that takes up differences of rounding.
    /// </summary>
    public Task<string> RoundingAsync(int? languageId = null) => GetAsync("Rounding", languageId);

    /// <summary>
    /// Gets what to call the part of a reservation that was not taken.
    /// </summary>
    public Task<string> NotChargedAsync(int? languageId = null) => GetAsync("NotCaptured", languageId);

    /// <summary>
    /// Puts a name and its details on one line of plain text.
    /// </summary>
    /// <param name="name">The name</param>
    /// <param name="details">The details, possibly HTML, as nopCommerce formats attributes; null or empty for none</param>
    public static string Describe(string name, string details)
    {
        if (string.IsNullOrEmpty(details))
            return name;

        var plain = Plain(LineBreaks().Replace(details, ", ")).Trim(' ', ',');
        return plain.Length == 0 ? name : $"{name} ({plain})";
    }

    /// <summary>
    /// Takes the tags out of a text and writes it on one line.
    /// </summary>
    /// <param name="html">The text, possibly HTML</param>
    public static string Plain(string html)
    {
        return Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(html, " ")), " ").Trim();
    }

    private Task<string> GetAsync(string name, int? languageId)
    {
        return _localizationService.GetShopperTextAsync(Prefix + name, languageId);
    }

    [GeneratedRegex(@"<\s*br\s*/?\s*>", RegexOptions.IgnoreCase)]
    private static partial Regex LineBreaks();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
