using System.Globalization;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Services.Logging;

namespace Nop.Plugin.Payments.Glase.Services;

/// <summary>
/// Gives money back, never the same twice: each refund is recorded before it is sent, and while the outcome of one is not
/// known no further one of that payment goes out.
/// </summary>
public class PaymentRefunder
{
    private readonly IGlaseClient _client;
    private readonly GlaseConnections _connections;
    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseLockService _lockService;
    private readonly ILogger _logger;
    private readonly IRepository<GlaseRefund> _repository;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public PaymentRefunder(IGlaseClient client, GlaseConnections connections, GlaseInvoiceService invoiceService,
        GlaseLockService lockService, ILogger logger, IRepository<GlaseRefund> repository, TimeProvider timeProvider)
    {
        _client = client;
        _connections = connections;
        _invoiceService = invoiceService;
        _lockService = lockService;
        _logger = logger;
        _repository = repository;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Gets the refunds of a payment, the oldest first.
    /// </summary>
    public Task<IList<GlaseRefund>> GetRefundsAsync(int invoiceId)
    {
        return _repository.GetAllAsync(query => query.Where(refund => refund.InvoiceId == invoiceId).OrderBy(refund => refund.Id));
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
            var refunds = await GetRefundsAsync(invoice.Id);
            if (WhyNot(invoice, refunds, amount, refundedBefore) is { } reason)
                return new RefundResult(GlaseRefundStatus.Refused, null, reason);

            var refund = new GlaseRefund
            {
                InvoiceId = invoice.Id,
                Amount = amount,
                Status = GlaseRefundStatus.Requested,
                CreatedOnUtc = _timeProvider.GetUtcNow().UtcDateTime
            };
            await _repository.InsertAsync(refund, publishEvent: false);
            await SendAsync(invoice, refund, title);
            await _repository.UpdateAsync(refund, publishEvent: false);
            return new RefundResult(refund.Status, refund.ErsReference, refund.Error);
        });
    }

    private async Task SendAsync(GlaseInvoice invoice, GlaseRefund refund, string title)
    {
        try
        {
            var connection = await _connections.GetAsync(invoice.StoreId);
            var response = await _client.RefundPaymentAsync(connection, invoice.ErsReference, title,
                new Amount(refund.Amount, invoice.PaidCurrencyCode));
            refund.Status = GlaseRefundStatus.Succeeded;
            refund.ErsReference = response.ErsReference;
        }
        catch (GlaseApiException exception)
        {
            refund.Status = exception.OutcomeUnknown ? GlaseRefundStatus.Unknown : GlaseRefundStatus.Refused;
            refund.Error = exception.OutcomeUnknown
                ? "Glase's answer was lost, so it is not known whether the money was refunded. Look at the payment " +
                  $"{invoice.ErsReference} in Glase's merchant portal. No further refund of it is sent until that is decided. " +
                  exception.Message
                : exception.Message;
            await _logger.ErrorAsync($"Glase payment {invoice.ErsReference}: a refund of " +
                $"{Text(refund.Amount, invoice.PaidCurrencyCode)} did not go through. {refund.Error}", exception);
        }
    }

    private static string WhyNot(GlaseInvoice invoice, IList<GlaseRefund> refunds, decimal amount, decimal refundedBefore)
    {
        if (invoice.Status != GlaseInvoiceStatus.Paid || invoice.ErsReference is null || invoice.PaidAmount is not { } paid)
            return "This payment was not paid, or Glase has not said how much was paid: there is nothing to refund.";
        if (refunds.FirstOrDefault(refund => refund.Status is GlaseRefundStatus.Unknown or GlaseRefundStatus.Requested) is { } open)
            return $"The outcome of an earlier refund of {Text(open.Amount, invoice.PaidCurrencyCode)} is not known. Look at the " +
                $"payment {invoice.ErsReference} in Glase's merchant portal before anything more is refunded.";
        if (amount <= 0)
            return "The amount to refund must be above zero.";
        if (amount != InvoiceDraft.RoundAmount(amount))
            return "Glase refunds amounts with two decimals at the most.";

        var refunded = refunds.Where(refund => refund.Status == GlaseRefundStatus.Succeeded).Sum(refund => refund.Amount);
        if (refunded > refundedBefore)
            return $"Glase has already refunded {Text(refunded, invoice.PaidCurrencyCode)} of this payment, but the order showed " +
                $"{Text(refundedBefore, invoice.PaidCurrencyCode)} when this refund was asked for. Load the order again and check.";
        return refunded + amount > paid
            ? $"At most {Text(paid - refunded, invoice.PaidCurrencyCode)} of this payment is left to refund."
            : null;
    }

    private static string Text(decimal amount, string currency)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{amount:0.00} {currency}");
    }
}
