using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;
using Nop.Web.Framework.Models;
using Nop.Web.Framework.Mvc;
using Nop.Web.Framework.Mvc.ModelBinding;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// The plugin's settings as the admin's page shows and sends them; see <see cref="GlaseSettings"/> for what they mean.
/// With a store chosen, only the fields whose box is checked are the store's own; browsers leave the others out.
/// </summary>
public record ConfigurationModel : BaseNopModel
{
    /// <summary>
    /// Gets or sets the store that the settings are for; 0 for all stores.
    /// </summary>
    public int ActiveStoreScopeConfiguration { get; set; }

    /// <summary>
    /// Gets or sets whether the settings say enough for shoppers to see Glase.
    /// </summary>
    public bool IsComplete { get; set; }

    /// <summary>
    /// Gets or sets where Glase says that an invoice was paid, with TOKEN in place of the payment's token.
    /// </summary>
    public string NotificationUrl { get; set; }

    /// <summary>
    /// Gets or sets where the phone's browser returns to, with TOKEN in place of the payment's token.
    /// </summary>
    public string ReturnUrl { get; set; }

    /// <summary>
    /// Gets or sets the store's host when Glase cannot reach it from outside; null when it can.
    /// </summary>
    public string LocalHost { get; set; }

    /// <summary>
    /// Gets or sets whether the store's address is not protected by https.
    /// </summary>
    public bool IsInsecure { get; set; }

    /// <summary>
    /// Gets or sets what a test of the connection found out; null when there was none.
    /// </summary>
    public ConnectionTestModel ConnectionTest { get; set; }

    /// <summary>
    /// Gets or sets whether payments go to the test server.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.UseTestServer")]
    public bool UseTestServer { get; set; }

    /// <summary>
    /// Gets or sets whether the store has its own <see cref="UseTestServer"/>.
    /// </summary>
    public bool UseTestServer_OverrideForStore { get; set; }

    /// <summary>
    /// Gets or sets the address for live payments.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.LiveServiceUrl")]
    public string LiveServiceUrl { get; set; }

    /// <summary>
    /// Gets or sets whether the store has its own <see cref="LiveServiceUrl"/>.
    /// </summary>
    public bool LiveServiceUrl_OverrideForStore { get; set; }

    /// <summary>
    /// Gets or sets the terminal id.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.TerminalId")]
    public string TerminalId { get; set; }

    /// <summary>
    /// Gets or sets whether the store has its own <see cref="TerminalId"/>.
    /// </summary>
    public bool TerminalId_OverrideForStore { get; set; }

    /// <summary>
    /// Gets or sets the terminal's password as typed; empty to keep the stored one. Never filled in for the page.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.TerminalPassword")]
    [DataType(DataType.Password)]
    [NoTrim]
    public string TerminalPassword { get; set; }

    /// <summary>
    /// Gets or sets whether the store has its own <see cref="TerminalPassword"/>.
    /// </summary>
    public bool TerminalPassword_OverrideForStore { get; set; }

    /// <summary>
    /// Gets or sets whether there is a password to keep.
    /// </summary>
    public bool HasTerminalPassword { get; set; }

    /// <summary>
    /// Gets or sets whether the stored <see cref="TerminalPassword"/> cannot be decrypted.
    /// </summary>
    public bool IsTerminalPasswordUnreadable { get; set; }

    /// <summary>
    /// Gets or sets the shop id for periods and reports.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.ShopId")]
    public string ShopId { get; set; }

    /// <summary>
    /// Gets or sets whether the store has its own <see cref="ShopId"/>.
    /// </summary>
    public bool ShopId_OverrideForStore { get; set; }

    /// <summary>
    /// Gets or sets the shop's user for periods and reports; empty for 9900.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.ShopUserId")]
    public string ShopUserId { get; set; }

    /// <summary>
    /// Gets or sets whether the store has its own <see cref="ShopUserId"/>.
    /// </summary>
    public bool ShopUserId_OverrideForStore { get; set; }

    /// <summary>
    /// Gets or sets the password of the shop's user as typed; empty to keep the stored one. Never filled in for the page.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.ShopPassword")]
    [DataType(DataType.Password)]
    [NoTrim]
    public string ShopPassword { get; set; }

    /// <summary>
    /// Gets or sets whether the store has its own <see cref="ShopPassword"/>.
    /// </summary>
    public bool ShopPassword_OverrideForStore { get; set; }

    /// <summary>
    /// Gets or sets whether there is a password of the shop's user to keep.
    /// </summary>
    public bool HasShopPassword { get; set; }

    /// <summary>
    /// Gets or sets whether the stored <see cref="ShopPassword"/> cannot be decrypted.
    /// </summary>
    public bool IsShopPasswordUnreadable { get; set; }

    /// <summary>
    /// Gets or sets whether the stored password of the shop's user is to be removed.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.RemoveShopPassword")]
    public bool RemoveShopPassword { get; set; }

    /// <summary>
    /// Gets or sets the <see cref="Domain.CaptureMode"/> as a number.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.CaptureMode")]
    public int CaptureModeId { get; set; }

    /// <summary>
    /// Gets or sets whether the store has its own <see cref="CaptureModeId"/>.
    /// </summary>
    public bool CaptureModeId_OverrideForStore { get; set; }

    /// <summary>
    /// Gets or sets the capture modes to choose from.
    /// </summary>
    public IList<SelectListItem> CaptureModes { get; set; } = [];

    /// <summary>
    /// Gets or sets for how many days a reservation shall last; 0 for Glase's default.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.ReservationDays")]
    public int ReservationDays { get; set; }

    /// <summary>
    /// Gets or sets whether the store has its own <see cref="ReservationDays"/>.
    /// </summary>
    public bool ReservationDays_OverrideForStore { get; set; }

    /// <summary>
    /// Gets or sets whether the period is closed each day by itself.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.ClosePeriodDaily")]
    public bool ClosePeriodDaily { get; set; }

    /// <summary>
    /// Gets or sets whether the store has its own <see cref="ClosePeriodDaily"/>.
    /// </summary>
    public bool ClosePeriodDaily_OverrideForStore { get; set; }

    /// <summary>
    /// Gets or sets from which hour on it is closed, 0 to 23, in the shop's default time zone.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.ClosePeriodHour")]
    public int ClosePeriodHour { get; set; }

    /// <summary>
    /// Gets or sets whether the store has its own <see cref="ClosePeriodHour"/>.
    /// </summary>
    public bool ClosePeriodHour_OverrideForStore { get; set; }

    /// <summary>
    /// Gets or sets whether calls to Glase are logged.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.LogRequests")]
    public bool LogRequests { get; set; }

    /// <summary>
    /// Gets or sets whether the store has its own <see cref="LogRequests"/>.
    /// </summary>
    public bool LogRequests_OverrideForStore { get; set; }

    /// <summary>
    /// Gets or sets the <see cref="Domain.QrCodePlacement"/> as a number.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.QrCodePlacement")]
    public int QrCodePlacementId { get; set; }

    /// <summary>
    /// Gets or sets whether the store has its own <see cref="QrCodePlacementId"/>.
    /// </summary>
    public bool QrCodePlacementId_OverrideForStore { get; set; }

    /// <summary>
    /// Gets or sets the placements to choose from.
    /// </summary>
    public IList<SelectListItem> QrCodePlacements { get; set; } = [];

    /// <summary>
    /// Gets or sets for how many minutes an invoice can be paid.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.PaymentWindowMinutes")]
    public int PaymentWindowMinutes { get; set; }

    /// <summary>
    /// Gets or sets whether the store has its own <see cref="PaymentWindowMinutes"/>.
    /// </summary>
    public bool PaymentWindowMinutes_OverrideForStore { get; set; }

    /// <summary>
    /// Gets or sets whether unpaid orders are cancelled with their invoice.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.CancelUnpaidOrders")]
    public bool CancelUnpaidOrders { get; set; }

    /// <summary>
    /// Gets or sets whether the store has its own <see cref="CancelUnpaidOrders"/>.
    /// </summary>
    public bool CancelUnpaidOrders_OverrideForStore { get; set; }

    /// <summary>
    /// Gets or sets whether the invoice lists the cart's rows.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.SendInvoiceRows")]
    public bool SendInvoiceRows { get; set; }

    /// <summary>
    /// Gets or sets whether the store has its own <see cref="SendInvoiceRows"/>.
    /// </summary>
    public bool SendInvoiceRows_OverrideForStore { get; set; }

    /// <summary>
    /// Gets or sets whether the payer gets a receipt.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.SubmitReceipt")]
    public bool SubmitReceipt { get; set; }

    /// <summary>
    /// Gets or sets whether the store has its own <see cref="SubmitReceipt"/>.
    /// </summary>
    public bool SubmitReceipt_OverrideForStore { get; set; }

    /// <summary>
    /// Gets or sets the invoice's title.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.InvoiceTitle")]
    public string InvoiceTitle { get; set; }

    /// <summary>
    /// Gets or sets whether the store has its own <see cref="InvoiceTitle"/>.
    /// </summary>
    public bool InvoiceTitle_OverrideForStore { get; set; }

    /// <summary>
    /// Gets or sets the invoice's footer.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.InvoiceFooter")]
    public string InvoiceFooter { get; set; }

    /// <summary>
    /// Gets or sets whether the store has its own <see cref="InvoiceFooter"/>.
    /// </summary>
    public bool InvoiceFooter_OverrideForStore { get; set; }

    /// <summary>
    /// Gets or sets the cashier's name on the invoice.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.CashierId")]
    public string CashierId { get; set; }

    /// <summary>
    /// Gets or sets whether the store has its own <see cref="CashierId"/>.
    /// </summary>
    public bool CashierId_OverrideForStore { get; set; }

    /// <summary>
    /// Gets or sets the fee for paying with Glase, in the primary store currency or in percent.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.AdditionalFee")]
    public decimal AdditionalFee { get; set; }

    /// <summary>
    /// Gets or sets whether the store has its own <see cref="AdditionalFee"/>.
    /// </summary>
    public bool AdditionalFee_OverrideForStore { get; set; }

    /// <summary>
    /// Gets or sets the primary store currency, in which <see cref="AdditionalFee"/> is unless it is a percentage.
    /// </summary>
    public string CurrencyCode { get; set; }

    /// <summary>
    /// Gets or sets whether the fee is a percentage.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.AdditionalFeePercentage")]
    public bool AdditionalFeePercentage { get; set; }

    /// <summary>
    /// Gets or sets whether the store has its own <see cref="AdditionalFeePercentage"/>.
    /// </summary>
    public bool AdditionalFeePercentage_OverrideForStore { get; set; }

    /// <summary>
    /// Gets or sets the address of a page that explains Glase to shoppers.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.AboutUrl")]
    public string AboutUrl { get; set; }

    /// <summary>
    /// Gets or sets whether the store has its own <see cref="AboutUrl"/>.
    /// </summary>
    public bool AboutUrl_OverrideForStore { get; set; }

    /// <summary>
    /// Gets or sets the address of a page where shoppers get the app.
    /// </summary>
    [NopResourceDisplayName("Plugins.Payments.Glase.Fields.AppUrl")]
    public string AppUrl { get; set; }

    /// <summary>
    /// Gets or sets whether the store has its own <see cref="AppUrl"/>.
    /// </summary>
    public bool AppUrl_OverrideForStore { get; set; }

    /// <summary>
    /// Gets whether a field is to be saved: all are when no store is chosen.
    /// </summary>
    /// <param name="overrideForStore">The field's box</param>
    public bool Applies(bool overrideForStore)
    {
        return ActiveStoreScopeConfiguration == 0 || overrideForStore;
    }
}
