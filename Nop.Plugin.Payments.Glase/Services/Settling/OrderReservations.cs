using System.Globalization;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Issuing;
using Nop.Services.Orders;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Settling;

/// <summary>
/// Captures and voids, from an order's page, what Glase holds for the order.
/// </summary>
public class OrderReservations
{
    private const string CapturedBefore = "Glase says that this was captured already. The order is marked as paid with it, at once or " +
        "within a few minutes: load it again.";

    private const string ChangedMeanwhile = "The order was changed while this was asked for, and nothing was captured: load it again.";

    private const string NothingToCapture = "The order comes to nothing, so there is nothing to capture. Release the reservation in the " +
        "card \"Glase payment\" of this order.";

    private const string NotKnown = "No Glase reservation of this order is known.";

    private readonly IGlaseClient _client;
    private readonly GlaseConnections _connections;
    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseLockService _lockService;
    private readonly GlaseSettlementService _settlementService;
    private readonly InvoiceCanceller _canceller;
    private readonly IOrderService _orderService;
    private readonly OrderCurrency _orderCurrency;
    private readonly OrderNotes _notes;
    private readonly OrderReference _reference;
    private readonly PaymentSettler _settler;
    private readonly PaymentStatusService _statusService;
    private readonly StoredEntityReader _stored;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public OrderReservations(IGlaseClient client, GlaseConnections connections, GlaseInvoiceService invoiceService,
        GlaseLockService lockService, GlaseSettlementService settlementService, InvoiceCanceller canceller,
        IOrderService orderService, OrderCurrency orderCurrency, OrderNotes notes, OrderReference reference, PaymentSettler settler,
        PaymentStatusService statusService, StoredEntityReader stored, TimeProvider timeProvider)
    {
        _client = client;
        _connections = connections;
        _invoiceService = invoiceService;
        _lockService = lockService;
        _settlementService = settlementService;
        _canceller = canceller;
        _orderService = orderService;
        _orderCurrency = orderCurrency;
        _notes = notes;
        _reference = reference;
        _settler = settler;
        _statusService = statusService;
        _stored = stored;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Turns an order's reservation into a payment. Capturing again after a lost answer captures nothing twice: a reservation
    /// can be committed once. What goes wrong is said in the result, never thrown.
    /// </summary>
    public async Task<CapturePaymentResult> CaptureAsync(Order order)
    {
        if (await FindAsync(order) is not { } payment)
            return new CapturePaymentResult { Errors = [NotKnown] };

        try
        {
            return await _lockService.RunAsync(GlaseInvoiceService.LockName(payment.Id), () => CaptureAsync(order, payment.Id));
        }
        catch (Exception exception) when (exception is GlaseApiException or TimeoutException)
        {
            return new CapturePaymentResult { Errors = [exception.Message] };
        }
    }

    /// <summary>
    /// Gives an order's reservation back to the payer. What goes wrong is said in the result, never thrown.
    /// </summary>
    public async Task<VoidPaymentResult> VoidAsync(Order order)
    {
        if (await FindAsync(order) is not { } payment)
            return new VoidPaymentResult { Errors = [NotKnown] };

        try
        {
            var invoice = await _canceller.CancelAsync(payment, GlaseInvoiceStatus.Canceled);
            return invoice.IsOver
                ? new VoidPaymentResult { NewPaymentStatus = PaymentStatus.Voided }
                : new VoidPaymentResult { Errors = [WhyNotVoided(invoice)] };
        }
        catch (Exception exception) when (exception is GlaseApiException or TimeoutException)
        {
            return new VoidPaymentResult { Errors = [exception.Message] };
        }
    }

    /// <summary>
    /// Releases an order's reservation, and voids the order's payment, where nopCommerce offers neither because the order comes to
    /// nothing. What goes wrong is said in the result, never thrown.
    /// </summary>
    /// <param name="paymentId">The reservation</param>
    /// <returns>What went wrong; nothing when it was released</returns>
    public async Task<IList<string>> ReleaseAsync(int paymentId)
    {
        var payment = await _invoiceService.GetByIdAsync(paymentId);
        var order = await _stored.GetOrderAsync(payment.OrderId);
        if (order is not { OrderTotal: 0, PaymentStatus: PaymentStatus.Authorized } || (await FindAsync(order))?.Id != paymentId)
            return ["Void the order's payment with its own button instead."];

        var result = await VoidAsync(order);
        if (!result.Success)
            return result.Errors;

        order = await _stored.GetOrderAsync(order.Id);
        order.PaymentStatus = PaymentStatus.Voided;
        await _orderService.UpdateOrderAsync(order);
        await _notes.AddOnceAsync(order.Id, ReservationReleaser.ReleasedNote(payment, "the order comes to nothing"));
        return [];
    }

    // The one that authorizes the order, whatever else was paid for it.
    private async Task<GlaseInvoice> FindAsync(Order order)
    {
        var payments = await _invoiceService.GetAllByOrderIdAsync(order.Id);
        return payments.FirstOrDefault(payment => payment.InvoiceReference is not null
            && payment.InvoiceReference == order.AuthorizationTransactionId) ?? payments.FirstOrDefault();
    }

    private async Task<CapturePaymentResult> CaptureAsync(Order order, int invoiceId)
    {
        // nopCommerce read it when the page was opened, or the button pressed, and saves all of it after this.
        var stored = await _stored.GetOrderAsync(order.Id);
        if (stored.Deleted || stored.OrderStatus == OrderStatus.Cancelled || stored.PaymentStatus != order.PaymentStatus
            || stored.OrderTotal != order.OrderTotal)
            return new CapturePaymentResult { Errors = [ChangedMeanwhile] };

        var invoice = await _statusService.AskAsync(await _invoiceService.GetByIdAsync(invoiceId));
        var isOurs = false;
        if (invoice.Status == GlaseInvoiceStatus.Reserved)
        {
            var amount = CurrencyDecimals.Round(order.OrderTotal, invoice.CurrencyCode);
            if (amount <= 0)
                return new CapturePaymentResult { Errors = [NothingToCapture] };
            var currencyCode = await _orderCurrency.GetCodeAsync(stored);
            if (!OrderCurrency.IsSame(invoice.CurrencyCode, currencyCode))
                return new CapturePaymentResult { Errors = [OtherCurrency(invoice, amount, currencyCode)] };
            if (amount > Held(invoice))
                return new CapturePaymentResult { Errors = [TooMuch(invoice, amount)] };

            isOurs = await TryCommitAsync(invoice, amount);
            invoice = await _statusService.AskAsync(invoice);
        }

        if (!invoice.IsPaidInFull)
            return new CapturePaymentResult { Errors = [WhyNotCaptured(invoice)] };
        if (!isOurs || !await _settlementService.TryHandOverAsync(invoice.Id, order.OrderGuid, invoice.PaidOnUtc))
        {
            // Somebody else captured it, or an answer came late: nopCommerce must not count it as paid once more.
            await _settler.SettleAsync(invoice);
            return new CapturePaymentResult { Errors = [CapturedBefore] };
        }

        await _reference.WriteAsync(order, invoice.ErsReference);
        return new CapturePaymentResult { NewPaymentStatus = PaymentStatus.Paid, CaptureTransactionId = invoice.ErsReference };
    }

    // False when Glase had nothing reserved any more. Whether it was captured, only the status tells.
    private async Task<bool> TryCommitAsync(GlaseInvoice invoice, decimal amount)
    {
        var connection = await _connections.GetAsync(invoice.StoreId);

        // Recorded first: should the answer be lost, the scheduled task asks what became of it.
        invoice.Amount = amount;
        invoice.CapturingOnUtc = _timeProvider.GetUtcNow().UtcDateTime;
        await _invoiceService.UpdateAsync(invoice);
        try
        {
            await _client.CommitReservationAsync(connection, invoice.InvoiceReference, new Amount(amount, invoice.CurrencyCode));
            return true;
        }
        catch (GlaseApiException exception) when (exception.OutcomeUnknown)
        {
            return true;
        }
        catch (GlaseApiException exception) when (exception.ResultCode == GlaseResultCode.InvoiceStateNotReserved)
        {
            return false;
        }
        catch (GlaseApiException)
        {
            // Glase said no: all of it is still reserved.
            invoice.Amount = Held(invoice);
            invoice.CapturingOnUtc = null;
            await _invoiceService.UpdateAsync(invoice);
            throw;
        }
    }

    // What an earlier capture asked for, which Glase did not make, binds nobody.
    private static decimal Held(GlaseInvoice invoice)
    {
        return invoice.ReservedAmount ?? invoice.Amount;
    }

    private static string TooMuch(GlaseInvoice invoice, decimal amount)
    {
        return string.Create(CultureInfo.InvariantCulture,
            $"The order comes to {amount:0.00} {invoice.CurrencyCode}, but only {Held(invoice):0.00} {invoice.CurrencyCode} is ") +
            "reserved. Lower the order's total, or void the reservation and let the shopper pay again.";
    }

    private static string OtherCurrency(GlaseInvoice invoice, decimal amount, string currencyCode)
    {
        return string.Create(CultureInfo.InvariantCulture,
            $"The order comes to {amount:0.00} {currencyCode}, but {Held(invoice):0.00} {invoice.CurrencyCode} is reserved. Void the ") +
            "reservation and let the shopper pay again.";
    }

    private static string WhyNotCaptured(GlaseInvoice invoice)
    {
        return invoice.Status switch
        {
            GlaseInvoiceStatus.Reserved => "Glase still holds the reservation and has captured nothing. Try again.",
            GlaseInvoiceStatus.Paid => invoice.LastError,
            _ when invoice.IsOver => "The reservation is over: it was given back to the payer or has run out. Void the order's payment.",
            _ => NotKnown
        };
    }

    private static string WhyNotVoided(GlaseInvoice invoice)
    {
        return invoice.Status == GlaseInvoiceStatus.Paid
            ? "This was captured meanwhile and cannot be voided any more. Refund it instead."
            : "The payer is in the middle of it. Wait a moment and try again.";
    }
}
