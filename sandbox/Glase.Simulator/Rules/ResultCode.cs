namespace Glase.Simulator.Rules;

/// <summary>The result codes of the merchant API; their names are what resultDescription says.</summary>
public enum ResultCode
{
    Success = 0,
    PendingApproval = 1,
    ReportNotReady = 2,
    RejectedBusinessLogic = 10,
    RejectedAmount = 11,
    RejectedPayment = 12,
    AuthenticationFailed = 20,
    AccessDenied = 21,
    InvalidErsReference = 23,
    InvalidInitiatorPrincipalId = 29,
    InvalidInitiatorPrincipalState = 33,
    InitiatorPrincipalNotFound = 37,
    PaymentInProgress = 48,
    InvalidInvoiceData = 49,
    CannotCancelPaidInvoice = 50,
    CannotCancelInvoiceInProgress = 51,
    InvalidInvoiceReference = 54,
    PaymentAlreadyCancelled = 55,
    PaymentExpired = 58,
    InvalidNotificationUrl = 64,
    SystemError = 90,
    UnsupportedOperation = 91,
    LicenseRejection = 92,
    SystemBusy = 93,
    ServiceUnavailable = 94,
    InvoiceAlreadyCanceled = 95,
    InvoiceStateNotReserved = 96,
    ResellerNotAllowedToDoRefund = 97,
    SumOfRefundsCanNotBeMoreThanOriginalTransaction = 98,
    ReceiverAccountDoesNotAllowRefunds = 99
}
