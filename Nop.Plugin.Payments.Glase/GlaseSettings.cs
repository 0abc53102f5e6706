using Nop.Core.Configuration;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase;

/// <summary>
/// What the store owner sets; each value can differ by store.
/// </summary>
public class GlaseSettings : ISettings
{
    /// <summary>
    /// Gets or sets whether payments go to the provider's public test server instead of <see cref="LiveServiceUrl"/>.
    /// </summary>
    public bool UseTestServer { get; set; }

    /// <summary>
    /// Gets or sets the address for live payments, given by the provider with the credentials; null until then.
    /// </summary>
    public string LiveServiceUrl { get; set; }

    /// <summary>
    /// Gets or sets the TERMINALID that the provider gave for this webshop. Never one made by registerTerminal: those are
    /// cash registers, and each new invoice cancels the one before.
    /// </summary>
    public string TerminalId { get; set; }

    /// <summary>
    /// Gets or sets the terminal's password, encrypted with the shop's encryption key.
    /// </summary>
    public string TerminalPassword { get; set; }

    /// <summary>
    /// Gets or sets the shop id (RESELLERUSER) that periods and reports are asked with; null as long as they are not used.
    /// </summary>
    public string ShopId { get; set; }

    /// <summary>
    /// Gets or sets the shop's user; Glase names 9900 for periods and reports.
    /// </summary>
    public string ShopUserId { get; set; }

    /// <summary>
    /// Gets or sets the password of the shop's user, encrypted with the shop's encryption key.
    /// </summary>
    public string ShopPassword { get; set; }

    /// <summary>
    /// Gets or sets whether the transaction period is closed each day by itself.
    /// </summary>
    public bool ClosePeriodDaily { get; set; }

    /// <summary>
    /// Gets or sets from which hour of the day on it is closed, 0 to 23, in the shop's default time zone.
    /// </summary>
    public int ClosePeriodHour { get; set; }

    /// <summary>
    /// Gets or sets whether Glase charges the payer immediately or reserves the amount until the order is captured.
    /// </summary>
    public CaptureMode CaptureMode { get; set; }

    /// <summary>
    /// Gets or sets for how many days a reservation shall last, 0 to 365; 0 for as long as Glase's own default.
    /// </summary>
    public int ReservationDays { get; set; }

    /// <summary>
    /// Gets or sets whether calls to Glase are logged, with passwords and personal data hidden.
    /// </summary>
    public bool LogRequests { get; set; }

    /// <summary>
    /// Gets or sets the title on top of the invoice in the payer's app, at most 255 characters; null for the store's name.
    /// </summary>
    public string InvoiceTitle { get; set; }

    /// <summary>
    /// Gets or sets the line at the bottom of the invoice in the payer's app, at most 255 characters; null for none.
    /// </summary>
    public string InvoiceFooter { get; set; }

    /// <summary>
    /// Gets or sets the name of the cashier on the invoice, at most 64 characters; null or empty for none.
    /// </summary>
    public string CashierId { get; set; }

    /// <summary>
    /// Gets or sets where in the checkout the shopper sees the code.
    /// </summary>
    public QrCodePlacement QrCodePlacement { get; set; }

    /// <summary>
    /// Gets or sets for how many minutes an invoice can be paid, 1 to 120.
    /// </summary>
    public int PaymentWindowMinutes { get; set; }

    /// <summary>
    /// Gets or sets whether the pending order is cancelled together with its unpaid invoice.
    /// </summary>
    public bool CancelUnpaidOrders { get; set; }

    /// <summary>
    /// Gets or sets whether the invoice lists the cart's rows; otherwise it has one row with the total.
    /// </summary>
    public bool SendInvoiceRows { get; set; }

    /// <summary>
    /// Gets or sets whether the payer gets a receipt in the app once the order is paid.
    /// </summary>
    public bool SubmitReceipt { get; set; }

    /// <summary>
    /// Gets or sets the fee for paying with Glase: in the primary store currency, or in percent (0 to 100) of the order total.
    /// </summary>
    public decimal AdditionalFee { get; set; }

    /// <summary>
    /// Gets or sets whether <see cref="AdditionalFee"/> is a percentage.
    /// </summary>
    public bool AdditionalFeePercentage { get; set; }

    /// <summary>
    /// Gets or sets the address of a page that explains Glase to shoppers; null for no link to one.
    /// </summary>
    public string AboutUrl { get; set; }

    /// <summary>
    /// Gets or sets the address of a page where shoppers get the app; null for no link to one.
    /// </summary>
    public string AppUrl { get; set; }

    /// <summary>
    /// Gets or sets the secret that the payment links of orders are made with, encrypted, the same for all stores. With another one, links
    /// that were sent lead to a page that says so.
    /// </summary>
    public string PaymentLinkKey { get; set; }
}
