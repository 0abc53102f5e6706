using System.Linq.Expressions;
using FluentValidation;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Services.Localization;
using Nop.Web.Framework.Validators;

namespace Nop.Plugin.Payments.Glase.Validators;

/// <summary>
/// Checks what the owner entered. Fields that a store takes from all stores are not sent, and not checked.
/// </summary>
public class ConfigurationValidator : BaseNopValidator<ConfigurationModel>
{
    /// <summary>
    /// The shortest payment time limit: less is too short to open the app.
    /// </summary>
    public const int MinPaymentWindowMinutes = 1;

    /// <summary>
    /// The longest time to pay.
    /// </summary>
    public const int MaxPaymentWindowMinutes = 120;

    /// <summary>
    /// The longest reservation period.
    /// </summary>
    public const int MaxReservationDays = 365;

    /// <summary>
    /// The last hour of a day.
    /// </summary>
    public const int LastHour = 23;

    /// <summary>
    /// The longest title and footer that an invoice is sent with.
    /// </summary>
    public const int MaxInvoiceTextLength = 255;

    /// <summary>
    /// The longest name of a cashier that an invoice is sent with.
    /// </summary>
    public const int MaxCashierLength = 64;

    /// <summary>
    /// The longest id or user.
    /// </summary>
    public const int MaxIdLength = 128;

    /// <summary>
    /// The longest address.
    /// </summary>
    public const int MaxAddressLength = 2000;

    /// <summary>
    /// The longest password: encrypted, it still fits into nopCommerce's column of settings.
    /// </summary>
    public const int MaxPasswordLength = 500;

    private const decimal MaxPercentage = 100;

    /// <summary>
    /// Initializes a new instance of the <see cref="ConfigurationValidator"/> class.
    /// </summary>
    public ConfigurationValidator(ILocalizationService localizationService)
    {
        Task<string> Text(string name) => localizationService.GetResourceAsync(name);

        RuleFor(model => model.LiveServiceUrl)
            .NotEmpty()
            .WithMessageAwait(Text("Plugins.Payments.Glase.Fields.LiveServiceUrl.Required"))
            .When(model => !model.UseTestServer
                && model.Applies(model.UseTestServer_OverrideForStore) && model.Applies(model.LiveServiceUrl_OverrideForStore));

        RuleFor(model => model.LiveServiceUrl)
            .Must(IsSafeAddress)
            .WithMessageAwait(Text("Plugins.Payments.Glase.Fields.LiveServiceUrl.Invalid"))
            .When(model => !string.IsNullOrEmpty(model.LiveServiceUrl));

        void WebPage(Expression<Func<ConfigurationModel, string>> field)
        {
            RuleFor(field)
                .Must(address => string.IsNullOrEmpty(address) || IsWebPage(address))
                .WithMessageAwait(Text("Plugins.Payments.Glase.Fields.LiveServiceUrl.Invalid"));
        }

        WebPage(model => model.AboutUrl);
        WebPage(model => model.AppUrl);

        void Bounded(Expression<Func<ConfigurationModel, string>> field, int maxLength)
        {
            RuleFor(field)
                .MaximumLength(maxLength)
                .WithMessageAwait(Text("Plugins.Payments.Glase.Fields.TooLong"), maxLength);
        }

        void Storable(Expression<Func<ConfigurationModel, string>> field, int maxLength)
        {
            Bounded(field, maxLength);
            RuleFor(field)
                .Must(IsStorable)
                .WithMessageAwait(Text("Plugins.Payments.Glase.Fields.Characters"));
        }

        Storable(model => model.InvoiceTitle, MaxInvoiceTextLength);
        Storable(model => model.InvoiceFooter, MaxInvoiceTextLength);
        Storable(model => model.CashierId, MaxCashierLength);
        Storable(model => model.LiveServiceUrl, MaxAddressLength);
        Storable(model => model.AboutUrl, MaxAddressLength);
        Storable(model => model.AppUrl, MaxAddressLength);
        Storable(model => model.TerminalId, MaxIdLength);
        Storable(model => model.ShopId, MaxIdLength);
        Storable(model => model.ShopUserId, MaxIdLength);
        // They are stored encrypted, in plain characters.
        Bounded(model => model.TerminalPassword, MaxPasswordLength);
        Bounded(model => model.ShopPassword, MaxPasswordLength);

        RuleFor(model => model.TerminalId)
            .NotEmpty()
            .WithMessageAwait(Text("Plugins.Payments.Glase.Fields.TerminalId.Required"))
            .When(model => model.Applies(model.TerminalId_OverrideForStore) && !string.IsNullOrEmpty(model.TerminalPassword));

        RuleFor(model => model.TerminalPassword)
            .NotEmpty()
            .WithMessageAwait(Text("Plugins.Payments.Glase.Fields.TerminalPassword.Required"))
            .When(model => model.Applies(model.TerminalPassword_OverrideForStore)
                && !model.HasTerminalPassword && !string.IsNullOrEmpty(model.TerminalId));

        RuleFor(model => model.ShopId)
            .NotEmpty()
            .WithMessageAwait(Text("Plugins.Payments.Glase.Fields.ShopId.Required"))
            .When(model => model.Applies(model.ShopId_OverrideForStore) && !string.IsNullOrEmpty(model.ShopPassword));

        RuleFor(model => model.ClosePeriodHour)
            .InclusiveBetween(0, LastHour)
            .WithMessageAwait(Text("Plugins.Payments.Glase.Fields.ClosePeriodHour.Range"), LastHour)
            .When(model => model.Applies(model.ClosePeriodHour_OverrideForStore));

        RuleFor(model => model.CaptureModeId)
            .Must(id => Enum.IsDefined((CaptureMode)id))
            .WithMessageAwait(Text("Plugins.Payments.Glase.Fields.CaptureMode.Unknown"));

        RuleFor(model => model.ReservationDays)
            .InclusiveBetween(0, MaxReservationDays)
            .WithMessageAwait(Text("Plugins.Payments.Glase.Fields.ReservationDays.Range"), MaxReservationDays)
            .When(model => model.Applies(model.ReservationDays_OverrideForStore));

        RuleFor(model => model.QrCodePlacementId)
            .Must(id => Enum.IsDefined((QrCodePlacement)id))
            .WithMessageAwait(Text("Plugins.Payments.Glase.Fields.QrCodePlacement.Unknown"));

        RuleFor(model => model.PaymentWindowMinutes)
            .InclusiveBetween(MinPaymentWindowMinutes, MaxPaymentWindowMinutes)
            .WithMessageAwait(Text("Plugins.Payments.Glase.Fields.PaymentWindowMinutes.Range"), MinPaymentWindowMinutes, MaxPaymentWindowMinutes)
            .When(model => model.Applies(model.PaymentWindowMinutes_OverrideForStore));

        RuleFor(model => model.AdditionalFee)
            .GreaterThanOrEqualTo(0)
            .WithMessageAwait(Text("Plugins.Payments.Glase.Fields.AdditionalFee.Negative"));

        RuleFor(model => model.AdditionalFee)
            .LessThanOrEqualTo(MaxPercentage)
            .WithMessageAwait(Text("Plugins.Payments.Glase.Fields.AdditionalFee.Percentage"))
            .When(model => model.AdditionalFeePercentage);
    }

    // nopCommerce's column of settings holds no characters of four bytes in MySQL, and PostgreSQL refuses some control characters.
    private static bool IsStorable(string text)
    {
        return text is null || !text.Any(character => char.IsSurrogate(character) || char.IsControl(character));
    }

    // Shoppers follow it: a script, or a page that the browser warns of, has no place in a checkout.
    private static bool IsWebPage(string address)
    {
        return Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps;
    }

    // Payments go over https; on the developer's own machine nothing can listen in.
    private static bool IsSafeAddress(string address)
    {
        return Uri.TryCreate(address, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
    }
}
