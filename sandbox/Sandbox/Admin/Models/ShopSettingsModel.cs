using System.ComponentModel.DataAnnotations;
using Nop.Web.Framework.Models;

namespace Sandbox.Admin.Models;

public record ShopSettingsModel : BaseNopModel
{
    [Display(Name = "Checkout on one page")]
    public bool OnePageCheckout { get; set; }

    [Display(Name = "Terms of service on the confirm page")]
    public bool TermsOfServiceOnConfirmPage { get; set; }

    [Display(Name = "Guests may order")]
    public bool AnonymousCheckout { get; set; }

    [Display(Name = "No payment step for methods that redirect")]
    public bool SkipPaymentInfo { get; set; }

    [Display(Name = "Show prices with tax")]
    public bool PricesShownWithTax { get; set; }

    [Display(Name = "Entered prices include tax")]
    public bool PricesIncludeTax { get; set; }
}
