using Nop.Services.Localization;

namespace Nop.Plugin.Payments.Glase.Localization;

/// <summary>
/// Texts for a shopper.
/// </summary>
internal static class ShopperTextExtensions
{
    /// <summary>
    /// Gets one of the plugin's texts for a shopper who need not be the one that is there: an admin or the scheduled task may be.
    /// </summary>
    /// <param name="localizationService">The shop's texts</param>
    /// <param name="name">The resource name</param>
    /// <param name="languageId">
    /// The shopper's language, whose text is English when the shop has the language no more; null or 0 for the language of
    /// the current customer
    /// </param>
    public static Task<string> GetShopperTextAsync(this ILocalizationService localizationService, string name, int? languageId)
    {
        return languageId is null or 0
            ? localizationService.GetResourceAsync(name)
            : localizationService.GetResourceAsync(name, languageId.Value, defaultValue: GlaseResources.Load()[name]);
    }

    /// <summary>
    /// Gets the text that tells a shopper why something could not be done, in the language of the current customer.
    /// </summary>
    /// <param name="localizationService">The shop's texts</param>
    /// <param name="name">The end of the resource name</param>
    public static Task<string> GetErrorTextAsync(this ILocalizationService localizationService, string name)
    {
        return localizationService.GetResourceAsync($"{GlaseDefaults.ResourcePrefix}.Error.{name}");
    }
}
