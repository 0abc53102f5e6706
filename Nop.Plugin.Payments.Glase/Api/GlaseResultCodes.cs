namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// What is known about each <see cref="GlaseResultCode"/>.
/// </summary>
public static class GlaseResultCodes
{
    private static readonly Dictionary<GlaseResultCode, GlaseResultCodeInfo> _known = new GlaseResultCodeInfo[]
    {
        new(GlaseResultCode.Success, "SUCCESS", "done", "Nothing."),
        new(GlaseResultCode.PendingApproval, "PENDING_APPROVAL", "Glase has yet to approve it",
            "Ask Glase's merchant support to approve it, and look at the payment again."),
        new(GlaseResultCode.ReportNotReady, "REPORT_NOT_READY", "the report is still being made",
            "Ask for the report again in a few seconds."),
        new(GlaseResultCode.RejectedBusinessLogic, "REJECTED_BUSINESS_LOGIC", "a rule of Glase forbids it",
            "Ask Glase's merchant support which rule of your agreement it was, naming the reference."),
        new(GlaseResultCode.RejectedAmount, "REJECTED_AMOUNT", "Glase does not accept the amount",
            "Check the order total, the primary store currency and the limits of your agreement."),
        new(GlaseResultCode.RejectedPayment, "REJECTED_PAYMENT", "Glase does not accept the payment",
            "Let the shopper try again or choose another payment method."),
        new(GlaseResultCode.AuthenticationFailed, "AUTHENTICATION_FAILED", "the id or password is wrong",
            "Enter id and password again on the plugin's Configure page, exactly as Glase sent them."),
        new(GlaseResultCode.AccessDenied, "ACCESS_DENIED", "these credentials may not do this",
            "Check that payments use the terminal's credentials and reports the shop's, and ask Glase to grant the right."),
        new(GlaseResultCode.InvalidErsReference, "INVALID_ERS_REFERENCE", "Glase knows no payment with this reference",
            "Check that the store uses the same server and credentials as when the payment was made."),
        new(GlaseResultCode.InvalidInitiatorPrincipalId, "INVALID_INITIATOR_PRINCIPAL_ID",
            "the terminal or shop id has a wrong form",
            "Correct the id on the plugin's Configure page: no spaces, exactly as Glase sent it."),
        new(GlaseResultCode.InvalidInitiatorPrincipalState, "INVALID_INITIATOR_PRINCIPAL_STATE",
            "the terminal or shop is not active",
            "Ask Glase's merchant support to activate it."),
        new(GlaseResultCode.InitiatorPrincipalNotFound, "INITIATOR_PRINCIPAL_NOT_FOUND",
            "Glase knows no such terminal or shop",
            "Check the id, and that test credentials are not used with the live server or the other way round."),
        new(GlaseResultCode.PaymentInProgress, "PAYMENT_IN_PROGRESS", "the payer is in the middle of paying",
            "Wait a moment and look at the payment again."),
        new(GlaseResultCode.InvalidInvoiceData, "INVALID_INVOICE_DATA", "Glase does not accept the invoice's data",
            "Switch Send invoice rows off on the plugin's Configure page, and tell Glase's merchant support the client reference."),
        new(GlaseResultCode.CannotCancelPaidInvoice, "CANNOT_CANCEL_PAID_INVOICE", "the invoice is paid",
            "Get the payment's status again; to return the money, refund it."),
        new(GlaseResultCode.CannotCancelInvoiceInProgress, "CANNOT_CANCEL_INVOICE_IN_PROGRESS",
            "the payer is in the middle of paying",
            "Wait a moment and look at the payment again."),
        new(GlaseResultCode.InvalidInvoiceReference, "INVALID_INVOICE_REFERENCE", "Glase knows no invoice with this reference",
            "Check that the store uses the same server and credentials as when the invoice was issued."),
        new(GlaseResultCode.PaymentAlreadyCancelled, "PAYMENT_ALREADY_CANCELLED", "the payment was cancelled before",
            "Nothing: it is over."),
        new(GlaseResultCode.PaymentExpired, "PAYMENT_EXPIRED", "the time to pay is over",
            "Nothing: the shopper can ask for a new code."),
        new(GlaseResultCode.InvalidNotificationUrl, "INVALID_NOTIFICATION_URL",
            "Glase does not accept the address for notifications",
            "Check the store's URL: it has to be https and reachable from the internet."),
        new(GlaseResultCode.SystemError, "SYSTEM_ERROR", "Glase had an internal error and may have carried out the call",
            "Look at the payment before trying again."),
        new(GlaseResultCode.UnsupportedOperation, "UNSUPPORTED_OPERATION", "the server does not know this call",
            "Check the server's address on the plugin's Configure page, and ask Glase whether your agreement covers it."),
        new(GlaseResultCode.LicenseRejection, "LICENSE_REJECTION", "your agreement with Glase does not cover this",
            "Ask Glase's merchant support."),
        new(GlaseResultCode.SystemBusy, "SYSTEM_BUSY", "Glase is too busy", "Try again in a while."),
        new(GlaseResultCode.ServiceUnavailable, "SERVICE_UNAVAILABLE", "Glase is not available now", "Try again in a while."),
        new(GlaseResultCode.InvoiceAlreadyCanceled, "INVOICE_ALREADY_CANCELED", "the invoice was cancelled before",
            "Nothing: it is over."),
        new(GlaseResultCode.InvoiceStateNotReserved, "INVOICE_STATE_NOT_RESERVED", "there is no reservation",
            "Check the payment: it was captured, released or has expired."),
        new(GlaseResultCode.ResellerNotAllowedToDoRefund, "RESELLER_NOT_ALLOWED_TO_DO_REFUND",
            "your agreement with Glase does not include refunds",
            "Ask Glase's merchant support to allow refunds, or refund the payer outside Glase."),
        new(GlaseResultCode.SumOfRefundsCanNotBeMoreThanOriginalTransaction,
            "SUM_OF_REFUNDS_CAN_NOT_BE_MORE_THAN_ORIGINAL_TRANSACTION",
            "the refunds would exceed the payment",
            "Check the earlier refunds of this payment and refund at most the rest."),
        new(GlaseResultCode.ReceiverAccountDoesNotAllowRefunds, "RECEIVER_ACCOUNT_DOES_NOT_ALLOW_REFUNDS",
            "the payer's account does not accept refunds",
            "Refund the payer outside Glase.")
    }.ToDictionary(info => info.Code);

    /// <summary>
    /// Explains a code.
    /// </summary>
    /// <param name="resultCode">What Glase answered</param>
    /// <returns>The code's name, meaning and remedy; a general text for an unknown number</returns>
    public static GlaseResultCodeInfo Describe(GlaseResultCode resultCode)
    {
        return _known.TryGetValue(resultCode, out var info)
            ? info
            : new(resultCode, "UNKNOWN", "a code this version of the plugin does not know",
                "Look at the payment before trying again, and ask Glase's merchant support what the code means.");
    }

    /// <summary>
    /// Whether the same request may succeed a moment later (Glase API: 90, 93 and 94).
    /// </summary>
    /// <param name="resultCode">What Glase answered</param>
    /// <returns>True for a temporary failure</returns>
    public static bool IsTransient(GlaseResultCode resultCode)
    {
        return resultCode is GlaseResultCode.SystemError or GlaseResultCode.SystemBusy or GlaseResultCode.ServiceUnavailable;
    }

    /// <summary>
    /// Whether Glase refused the terminal, the shop or the password, so that every further call will fail likewise.
    /// </summary>
    /// <param name="resultCode">What Glase answered</param>
    /// <returns>True when the store's owner has to correct the credentials or have them activated</returns>
    public static bool IsAboutCredentials(GlaseResultCode resultCode)
    {
        return resultCode is GlaseResultCode.AuthenticationFailed or GlaseResultCode.InvalidInitiatorPrincipalId
            or GlaseResultCode.InvalidInitiatorPrincipalState or GlaseResultCode.InitiatorPrincipalNotFound;
    }

    /// <summary>
    /// Whether Glase may have acted, or may still, although it answered with this code. For calls that move money, also a code
    /// that says something is under way, or that Glase is busy, does not say that nothing was done (Glase API: another try is
    /// safe for reads and idempotent calls only).
    /// </summary>
    internal static bool LeavesOutcomeUnknown(GlaseOperation operation, GlaseResultCode resultCode)
    {
        return resultCode switch
        {
            GlaseResultCode.SystemError or GlaseResultCode.PendingApproval => true,
            GlaseResultCode.ReportNotReady or GlaseResultCode.PaymentInProgress
                or GlaseResultCode.CannotCancelInvoiceInProgress or GlaseResultCode.SystemBusy
                or GlaseResultCode.ServiceUnavailable => operation.MovesMoney(),
            _ => !_known.ContainsKey(resultCode)
        };
    }

    internal static string Message(GlaseOperation operation, GlaseResultCode resultCode)
    {
        var info = Describe(resultCode);
        return $"Glase {operation.WireName()} was answered with code {(int)resultCode} {info.Name}: {info.Meaning}. "
            + info.Advice;
    }
}
