namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// What Glase answered. A number that is not named here is kept as it came: <c>(GlaseResultCode)1234</c>.
/// </summary>
public enum GlaseResultCode
{
    /// <summary>Done</summary>
    Success = 0,

    /// <summary>Accepted, but Glase has yet to approve it</summary>
    PendingApproval = 1,

    /// <summary>The report is still being made: ask again in about 3 seconds</summary>
    ReportNotReady = 2,

    /// <summary>Refused by a rule of Glase</summary>
    RejectedBusinessLogic = 10,

    /// <summary>The amount is refused</summary>
    RejectedAmount = 11,

    /// <summary>The payment is refused</summary>
    RejectedPayment = 12,

    /// <summary>Wrong password</summary>
    AuthenticationFailed = 20,

    /// <summary>The credentials do not allow this</summary>
    AccessDenied = 21,

    /// <summary>There is no payment with that reference</summary>
    InvalidErsReference = 23,

    /// <summary>The terminal or shop id has a wrong form</summary>
    InvalidInitiatorPrincipalId = 29,

    /// <summary>The terminal or shop is not active</summary>
    InvalidInitiatorPrincipalState = 33,

    /// <summary>There is no such terminal or shop</summary>
    InitiatorPrincipalNotFound = 37,

    /// <summary>The payer is in the middle of paying</summary>
    PaymentInProgress = 48,

    /// <summary>The invoice's rows or fields are wrong</summary>
    InvalidInvoiceData = 49,

    /// <summary>The invoice is paid and cannot be cancelled</summary>
    CannotCancelPaidInvoice = 50,

    /// <summary>The payer is in the middle of paying, so the invoice cannot be cancelled</summary>
    CannotCancelInvoiceInProgress = 51,

    /// <summary>There is no invoice with that reference</summary>
    InvalidInvoiceReference = 54,

    /// <summary>The payment was cancelled before</summary>
    PaymentAlreadyCancelled = 55,

    /// <summary>The time to pay is over</summary>
    PaymentExpired = 58,

    /// <summary>Glase does not accept the notification address</summary>
    InvalidNotificationUrl = 64,

    /// <summary>Glase had an internal error and may have carried out the call</summary>
    SystemError = 90,

    /// <summary>The server does not know the operation</summary>
    UnsupportedOperation = 91,

    /// <summary>The merchant's licence does not allow this</summary>
    LicenseRejection = 92,

    /// <summary>Too busy: try again</summary>
    SystemBusy = 93,

    /// <summary>Not available now: try again</summary>
    ServiceUnavailable = 94,

    /// <summary>The invoice was cancelled before</summary>
    InvoiceAlreadyCanceled = 95,

    /// <summary>There is no reservation to commit</summary>
    InvoiceStateNotReserved = 96,

    /// <summary>The merchant may not refund</summary>
    ResellerNotAllowedToDoRefund = 97,

    /// <summary>The refunds would exceed the payment</summary>
    SumOfRefundsCanNotBeMoreThanOriginalTransaction = 98,

    /// <summary>The payer's account takes no refunds</summary>
    ReceiverAccountDoesNotAllowRefunds = 99
}
