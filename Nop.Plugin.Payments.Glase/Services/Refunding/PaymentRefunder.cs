using System.Globalization;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services.Refunding;

/// <summary>
/// Gives money back, never the same twice: each refund is recorded before it is sent, and while the outcome of one is not
/// known no further one of that payment goes out.
/// </summary>
public class PaymentRefunder
{
    /// <summary>
    /// How long after a refund one of the same amount is taken for a double click. nopCommerce may have booked the first one
    /// by then, so that the second looks as if it were meant.
    /// </summary>
    public static readonly TimeSpan DoubleClick = TimeSpan.FromSeconds(15);

    private const string RefundedMeanwhile =
        "Somebody else is refunding this payment right now. Load the order again and check before you refund more.";

    private readonly IGlaseClient _client;
    private readonly GlaseConnections _connections;
    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseLockService _lockService;
    private readonly GlaseRefundService _refundService;
    private readonly ILogger _logger;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public PaymentRefunder(IGlaseClient client, GlaseConnections connections, GlaseInvoiceService invoiceService,
        GlaseLockService lockService, GlaseRefundService refundService, ILogger logger, TimeProvider timeProvider)
    {
        _client = client;
        _connections = connections;
        _invoiceService = invoiceService;
        _lockService = lockService;
        _refundService = refundService;
        _logger = logger;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Refunds a part or all of a payment.
    /// </summary>
    /// <param name="payment">The payment</param>
    /// <param name="amount">How much, in the payment's currency; two decimals at the most</param>
    /// <param name="refundedBefore">
    /// What the one who asks believes was refunded before: when Glase refunded more than that meanwhile, because of a double
    /// click or a second admin, this refund is not sent
    /// </param>
    /// <param name="title">What the payer reads</param>
    public Task<RefundResult> RefundAsync(GlaseInvoice payment, decimal amount, decimal refundedBefore, string title)
    {
        return _lockService.RunAsync(GlaseInvoiceService.LockName(payment.Id), async () =>
        {
            var invoice = await _invoiceService.GetByIdAsync(payment.Id);
            var refunds = await _refundService.GetByInvoiceIdAsync(invoice.Id);
            if (WhyNot(invoice, refunds, amount, refundedBefore) is { } reason)
                return new RefundResult(GlaseRefundStatus.Refused, null, reason);

            var connection = await _connections.GetAsync(invoice.StoreId);
            if (await _refundService.TryRecordAsync(invoice.Id, refunds.Count, amount) is not { } refund)
                return new RefundResult(GlaseRefundStatus.Refused, null, RefundedMeanwhile);

            await SendAsync(connection, invoice, refund, title, refunds.LastOrDefault());
            await _refundService.UpdateAsync(refund);
            return new RefundResult(refund.Status, refund.ErsReference, refund.Error);
        });
    }

    private async Task SendAsync(GlaseConnection connection, GlaseInvoice invoice, GlaseRefund refund, string title,
        GlaseRefund last)
    {
        try
        {
            var response = await _client.RefundPaymentAsync(connection, invoice.ErsReference, title,
                new Amount(refund.Amount, invoice.PaidCurrencyCode));
            refund.Status = GlaseRefundStatus.Succeeded;
            refund.ErsReference = response.ErsReference;
        }
        catch (Exception exception)
        {
            // Only Glase's own word, or that nothing was sent, says for sure that no money moved.
            var refusal = exception is GlaseApiException { OutcomeUnknown: false } known ? known : null;
            refund.Status = refusal is null ? GlaseRefundStatus.Unknown : GlaseRefundStatus.Refused;
            refund.ResultCode = (int?)refusal?.ResultCode;
            refund.Error = refusal is null
                ? "Glase's answer was lost, so it is not known whether the money was refunded. Look at the payment " +
                  $"{invoice.ErsReference} in Glase's merchant portal. No further refund of it is sent until that is decided. " +
                  exception.Message
                : Refusal(refusal);
            if (refund.Error == last?.Error)
                return;

            var what = refusal is null ? "was sent, and nobody knows what became of it" : "was not made";
            await _logger.ErrorAsync($"{PaymentNames.Of(invoice)}: a refund of " +
                $"{Text(refund.Amount, invoice.PaidCurrencyCode)} {what}. {refund.Error}", exception);
        }
    }

    private static string Refusal(GlaseApiException exception)
    {
        if (exception.ResultCode is not { } code)
            return exception.Message;

        var info = GlaseResultCodes.Describe(code);
        return $"Nothing was refunded: {info.Meaning}. {info.Advice} Glase's code is {(int)code} {info.Name}.";
    }

    private string WhyNot(GlaseInvoice invoice, IList<GlaseRefund> refunds, decimal amount, decimal refundedBefore)
    {
        if (invoice.Status != GlaseInvoiceStatus.Paid || invoice.ErsReference is null || invoice.PaidAmount is not { } paid)
            return "This payment was not paid, or Glase has not said how much was paid: there is nothing to refund.";
        if (refunds.FirstOrDefault(refund => refund.IsOpen) is { } open)
            return $"The outcome of an earlier refund of {Text(open.Amount, invoice.PaidCurrencyCode)} is not known. Look at the " +
                $"payment {invoice.ErsReference} in Glase's merchant portal before anything more is refunded.";
        if (amount <= 0)
            return "The amount to refund must be above zero.";
        if (amount != CurrencyDecimals.Round(amount, invoice.PaidCurrencyCode))
            return CurrencyDecimals.Of(invoice.PaidCurrencyCode) == 0
                ? $"{invoice.PaidCurrencyCode} has no decimals: enter a whole amount."
                : "Glase refunds amounts with two decimals at the most.";

        var refunded = refunds.Where(refund => refund.Status == GlaseRefundStatus.Succeeded).Sum(refund => refund.Amount);
        if (refunded > refundedBefore)
            return $"Glase has already refunded {Text(refunded, invoice.PaidCurrencyCode)} of this payment, but the order showed " +
                $"{Text(refundedBefore, invoice.PaidCurrencyCode)} when this refund was asked for. Load the order again and check.";
        if (refunded + amount > paid)
            return $"At most {Text(paid - refunded, invoice.PaidCurrencyCode)} of this payment is left to refund.";
        return refunds.LastOrDefault(refund => refund.Status == GlaseRefundStatus.Succeeded) is { } last && IsRepeated(last, amount)
            ? $"{Text(amount, invoice.PaidCurrencyCode)} of this payment was refunded a moment ago, reference {last.ErsReference}. If " +
              $"you want to refund the same amount once more, wait {DoubleClick.TotalSeconds:0} seconds and load the order again."
            : null;
    }

    private bool IsRepeated(GlaseRefund last, decimal amount)
    {
        return last.Amount == amount && last.CreatedOnUtc + DoubleClick > _timeProvider.GetUtcNow().UtcDateTime;
    }

    private static string Text(decimal amount, string currency)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{amount:0.00} {currency}");
    }
}
