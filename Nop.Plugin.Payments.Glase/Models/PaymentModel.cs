using System.Text.Json;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Web.Framework.Models;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// One payment as the shopper sees it: in the checkout's payment step, on its own page, and on the page the phone returns to.
/// </summary>
public record PaymentModel : BaseNopModel
{
    /// <summary>
    /// Gets or sets the payment's random token; null when there is no invoice (<see cref="PaymentState.Unavailable"/>,
    /// <see cref="PaymentState.NotOrderable"/>, <see cref="PaymentState.AfterOrder"/>).
    /// </summary>
    public string Token { get; set; }

    /// <summary>
    /// Gets or sets what the shopper is told.
    /// </summary>
    public PaymentState State { get; set; }

    /// <summary>
    /// Gets the state's name, as views and scripts use it.
    /// </summary>
    public string StateName => NameOf(State);

    /// <summary>
    /// Gets or sets the code as the data URL of a picture; null for none.
    /// </summary>
    public string QrCodeUrl { get; set; }

    /// <summary>
    /// Gets or sets what screen readers say instead of the code; null for none.
    /// </summary>
    public string QrCodeLabel { get; set; }

    /// <summary>
    /// Gets or sets the link that opens the app on this device, e.g. seqr://SEQR.SE/R123; null for none.
    /// </summary>
    public string DeepLink { get; set; }

    /// <summary>
    /// Gets or sets the amount with its currency, formatted for the shopper's language; null when nothing can be paid yet.
    /// </summary>
    public string Amount { get; set; }

    /// <summary>
    /// Gets or sets for how many more seconds the invoice can be paid.
    /// </summary>
    public int SecondsLeft { get; set; }

    /// <summary>
    /// Gets or sets for how many seconds in all the invoice can be paid; null without one.
    /// </summary>
    public int? SecondsTotal { get; set; }

    /// <summary>
    /// Gets or sets Glase's reference of the invoice, which the app shows too; null for none.
    /// </summary>
    public string InvoiceReference { get; set; }

    /// <summary>
    /// Gets or sets whether the shopper is on a phone: then the app's button comes first, because a phone cannot scan itself.
    /// </summary>
    public bool PhoneFirst { get; set; }

    /// <summary>
    /// Gets or sets the address that answers with the state as JSON; null without a token.
    /// </summary>
    public string StatusUrl { get; set; }

    /// <summary>
    /// Gets or sets the address of the state's server-sent events; null without a token.
    /// </summary>
    public string EventsUrl { get; set; }

    /// <summary>
    /// Gets or sets the address the browser posts to once the payment is paid; null without a token.
    /// </summary>
    public string CompleteUrl { get; set; }

    /// <summary>
    /// Gets or sets the address to post to for a new code, also for a first one when Glase could not be reached before; null
    /// when no new code is available, and "try again" reloads the page.
    /// </summary>
    public string RenewUrl { get; set; }

    /// <summary>
    /// Gets or sets the payment's own page, which works without script; null without a token.
    /// </summary>
    public string PayUrl { get; set; }

    /// <summary>
    /// Gets or sets the antiforgery token that posts carry.
    /// </summary>
    public string RequestToken { get; set; }

    /// <summary>
    /// Gets or sets the name of the form field for <see cref="RequestToken"/>.
    /// </summary>
    public string RequestTokenField { get; set; }

    /// <summary>
    /// Gets or sets whether this is the payment's own page rather than the checkout's payment step.
    /// </summary>
    public bool OnOwnPage { get; set; }

    /// <summary>
    /// Gets or sets whether the order was cancelled or paid in another way, so that no new code is available: <see cref="Message"/> says so.
    /// </summary>
    public bool IsClosed { get; set; }

    /// <summary>
    /// Gets or sets after how many seconds the page asks again; null unless it is <see cref="PaymentState.Completing"/>.
    /// </summary>
    public int? SecondsToNextLook { get; set; }

    /// <summary>
    /// Gets or sets why nopCommerce will not order the cart; null unless it is <see cref="PaymentState.NotOrderable"/>.
    /// </summary>
    public OrderValidationError Error { get; set; }

    /// <summary>
    /// Gets or sets the step of the checkout in which something is still to be chosen before there is a code.
    /// </summary>
    public CheckoutStep OpenStep { get; set; }

    /// <summary>
    /// Gets or sets whether the cart is paid and costs something else by now, so that no order can be placed with the payment.
    /// </summary>
    public bool IsCartChanged { get; set; }

    /// <summary>
    /// Gets or sets where the shopper can do something about what nopCommerce would not order a paid cart for: in the cart, or in the checkout.
    /// </summary>
    public CheckoutStep RemedyStep { get; set; }

    /// <summary>
    /// Gets or sets why nopCommerce would not order the cart of a code that was cancelled, for its shopper; null when it would.
    /// </summary>
    public string Reason { get; set; }

    /// <summary>
    /// Gets or sets the address to post to that puts the cart back as it was paid, and completes the order; null when it cannot.
    /// </summary>
    public string PutBackUrl { get; set; }

    /// <summary>
    /// Gets or sets how much was refunded and under which reference; null for a payment that is not refunded.
    /// </summary>
    public string Refunded { get; set; }

    /// <summary>
    /// Gets or sets what is charged, where the shopper sees the shop's prices in another currency; null where not.
    /// </summary>
    public string Charge { get; set; }

    /// <summary>
    /// Gets or sets what arrived in place of the amount that was asked for; null where nothing else arrived.
    /// </summary>
    public string Arrived { get; set; }

    /// <summary>
    /// Gets or sets what is said about the order that is to be paid; null for a cart.
    /// </summary>
    public OrderFactsModel Order { get; set; }

    /// <summary>
    /// Gets or sets whether the shop has the payment's order, or completes it by itself, so that no window waits for the shopper.
    /// </summary>
    public bool IsLeftToShop { get; set; }

    /// <summary>
    /// Gets or sets whether an admin of the shop decides what becomes of the payment.
    /// </summary>
    public bool AwaitsDecision { get; set; }

    /// <summary>
    /// Gets or sets the other payment methods that the shopper may choose for the cart; empty when there is none, and for an order.
    /// </summary>
    public IReadOnlyList<OtherMethodModel> OtherMethods { get; set; } = [];

    /// <summary>
    /// Gets or sets the address that the browser posts to when the shopper chooses another payment method, which cancels the code; null
    /// when there is none to cancel.
    /// </summary>
    public string CancelUrl { get; set; }

    /// <summary>
    /// Gets or sets where the way back to the shop leads: the cart, or the order.
    /// </summary>
    public string ShopUrl { get; set; }

    /// <summary>
    /// Gets or sets one more sentence for the shopper, ready to show; null for none.
    /// </summary>
    public string Message { get; set; }

    /// <summary>
    /// Gets the name of a state, as views and scripts use it.
    /// </summary>
    public static string NameOf(PaymentState state) => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}
