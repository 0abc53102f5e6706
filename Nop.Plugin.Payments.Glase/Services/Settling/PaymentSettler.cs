using System.Globalization;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Receipts;
using Nop.Plugin.Payments.Glase.Services.Refunding;
using Nop.Services.Logging;
using Nop.Services.Orders;

namespace Nop.Plugin.Payments.Glase.Services.Settling;

/// <summary>
/// Pays orders with what Glase says was paid: exactly once, however many callers there are.
/// </summary>
/// <remarks>
/// Marking an order as paid sends e-mails with links, for which nopCommerce needs a web request: call it from within one.
/// </remarks>
public class PaymentSettler
{
    private static readonly AsyncLocal<int> Applying = new();

    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseLockService _lockService;
    private readonly GlaseRefundService _refundService;
    private readonly GlaseSettlementService _settlementService;
    private readonly ILogger _logger;
    private readonly IOrderProcessingService _orderProcessingService;
    private readonly OrderNotes _notes;
    private readonly IOrderService _orderService;
    private readonly OrderCurrency _orderCurrency;
    private readonly OrderReference _reference;
    private readonly PartialOrderCompleter _completer;
    private readonly ReceiptPlanner _receipts;
    private readonly StoredEntityReader _stored;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public PaymentSettler(GlaseInvoiceService invoiceService, GlaseLockService lockService,
        GlaseRefundService refundService, GlaseSettlementService settlementService, ILogger logger,
        IOrderProcessingService orderProcessingService, OrderNotes notes, IOrderService orderService, OrderCurrency orderCurrency,
        OrderReference reference, PartialOrderCompleter completer, ReceiptPlanner receipts, StoredEntityReader stored,
        TimeProvider timeProvider)
    {
        _invoiceService = invoiceService;
        _lockService = lockService;
        _refundService = refundService;
        _settlementService = settlementService;
        _logger = logger;
        _orderProcessingService = orderProcessingService;
        _notes = notes;
        _orderService = orderService;
        _orderCurrency = orderCurrency;
        _reference = reference;
        _completer = completer;
        _receipts = receipts;
        _stored = stored;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Pays the order of a payment, if there is one, and records that it is settled. Settling again changes nothing, and where
    /// there is nothing to settle nothing is written: strangers may call it as well.
    /// </summary>
    /// <exception cref="LockBusyException">
    /// Others worked on the payment for longer than <see cref="GlaseDefaults.LockPatience"/>
    /// </exception>
    /// <param name="payment">The payment</param>
    /// <param name="progress">How far nopCommerce is known to have come with its order</param>
    public Task<PaymentOutcome> SettleAsync(GlaseInvoice payment, PlacingProgress progress = PlacingProgress.Unknown)
    {
        return SettleAsync(payment, GlaseDefaults.LockPatience, progress);
    }

    /// <inheritdoc cref="SettleAsync(GlaseInvoice, PlacingProgress)" />
    /// <param name="payment">The payment</param>
    /// <param name="patience">How long to wait for others who work on the payment</param>
    /// <param name="progress">How far nopCommerce is known to have come with its order</param>
    /// <exception cref="LockBusyException">They took longer than <paramref name="patience"/></exception>
    public async Task<PaymentOutcome> SettleAsync(GlaseInvoice payment, TimeSpan patience,
        PlacingProgress progress = PlacingProgress.Unknown)
    {
        if (payment.IsConfirmed && payment.SettledOnUtc is not null)
            return PaymentOutcome.Settled;

        return await LookAsync(payment.Id)
            ?? await _lockService.RunAsync(GlaseInvoiceService.LockName(payment.Id), () => SettleAsync(payment.Id, progress), patience);
    }

    // Null when there is something to do.
    private async Task<PaymentOutcome?> LookAsync(int invoiceId)
    {
        var invoice = await _invoiceService.GetByIdAsync(invoiceId);
        if (OutcomeOf(invoice) is { } outcome)
            return outcome;

        var order = await FindOrderAsync(invoice);
        if (order is null)
            return await CanPayAsync(invoice) ? PaymentOutcome.AwaitsOrder : PaymentOutcome.Stuck;
        if (await WhyNotAsync(invoice, order) is not { } reason)
            return null;
        if (await NeedsAdminAsync(invoice, order))
            return invoice.AwaitsDecision && await _notes.HasAsync(order.Id, Question(invoice, reason))
                ? PaymentOutcome.AwaitsDecision
                : null;
        return await _notes.HasAsync(order.Id, Report(invoice, reason)) ? PaymentOutcome.Stuck : null;
    }

    private async Task<PaymentOutcome> SettleAsync(int invoiceId, PlacingProgress progress)
    {
        var invoice = await _invoiceService.GetByIdAsync(invoiceId);
        if (OutcomeOf(invoice) is { } outcome)
            return outcome;

        var order = await FindOrderAsync(invoice);
        if (order is null)
            return await CanPayAsync(invoice) ? PaymentOutcome.AwaitsOrder : PaymentOutcome.Stuck;
        return await WhyNotAsync(invoice, order) is { } reason
            ? await RefuseAsync(invoice, order, reason)
            : await PayAsync(invoice, order, progress);
    }

    private async Task<PaymentOutcome> RefuseAsync(GlaseInvoice invoice, Order order, string reason)
    {
        return await NeedsAdminAsync(invoice, order)
            ? await AskAdminAsync(invoice, order, reason)
            : await ReportAsync(invoice, order, reason);
    }

    private PaymentOutcome? OutcomeOf(GlaseInvoice invoice)
    {
        if (invoice.Status == GlaseInvoiceStatus.Refunded)
            return PaymentOutcome.GivenBack;
        if (!invoice.IsConfirmed)
            return PaymentOutcome.NotPaid;
        if (invoice.SettledOnUtc is not null)
            return PaymentOutcome.Settled;
        return invoice.IsIncomplete && !IncompletePayments.IsOverdue(invoice, _timeProvider.GetUtcNow().UtcDateTime)
            ? PaymentOutcome.InProgress
            : null;
    }

    private async Task<Order> FindOrderAsync(GlaseInvoice invoice)
    {
        if (invoice.OrderId is { } orderId)
            return await _stored.GetOrderAsync(orderId);

        // While a shopper pays in another way, the new order may still have the GUID that was meant for this payment's.
        var order = await _orderService.GetOrderByGuidAsync(invoice.OrderGuid);
        return order?.PaymentMethodSystemName == GlaseDefaults.SystemName ? order : null;
    }

    private async Task<bool> CanPayAsync(GlaseInvoice invoice)
    {
        return invoice.IsCovered && invoice.Decision != PaymentDecision.Refund && !await _refundService.HasMovedMoneyAsync(invoice.Id);
    }

    private async Task<bool> NeedsAdminAsync(GlaseInvoice invoice, Order order)
    {
        if (!DecisionRules.NeedsAdmin(invoice, order))
            return false;

        // Where another payment of Glase paid the order, there is nothing to decide: this one is too much.
        return !(await _invoiceService.GetAllByOrderIdAsync(order.Id)).Any(other => other.Id != invoice.Id
            && other.Status == GlaseInvoiceStatus.Paid && IsPaidWith(other, order));
    }

    private async Task<string> WhyNotAsync(GlaseInvoice invoice, Order order)
    {
        var unwanted = invoice.Status == GlaseInvoiceStatus.Reserved
            ? UnwantedReservations.WhyUnwanted(order)
            : UnwantedReservations.WhyOff(order);
        if (IsPaidWith(invoice, order) && !(unwanted is not null && invoice.Status == GlaseInvoiceStatus.Reserved))
            return null;

        var paid = invoice.Status == GlaseInvoiceStatus.Paid
            ? string.Create(CultureInfo.InvariantCulture, $"{invoice.PaidAmount:0.00} {invoice.PaidCurrencyCode} was paid")
            : string.Create(CultureInfo.InvariantCulture, $"{invoice.Amount:0.00} {invoice.CurrencyCode} was reserved");
        if (invoice.Decision == PaymentDecision.Refund)
            return $"{paid}, and {invoice.DecidedBy} decided to refund it.";
        if (invoice.IsIncomplete)
            return $"Glase says that this was paid, but not {PaymentFacts.Of(invoice).WhatIsMissing()}.";
        if (!invoice.IsCovered)
            return string.Create(CultureInfo.InvariantCulture,
                $"{paid}, but the bill was for {invoice.Amount:0.00} {invoice.CurrencyCode}.");
        if (invoice.Decision == PaymentDecision.Keep
            && DecisionRules.CanKeep(invoice, order, await _orderCurrency.GetCodeAsync(order)))
            return await WhyMovedAsync(invoice, paid);
        if (unwanted is not null)
            return $"{paid}, but {unwanted}.";
        if (order.PaymentStatus is not (PaymentStatus.Pending or PaymentStatus.Authorized)
            && !DecisionRules.IsMarkedAsPaid(invoice, order))
            return $"{paid}, but the order's payment is already {order.PaymentStatus}.";
        var currencyCode = await _orderCurrency.GetCodeAsync(order);
        if (invoice.Amount != CurrencyDecimals.Round(order.OrderTotal, invoice.CurrencyCode)
            || !OrderCurrency.IsSame(invoice.CurrencyCode, currencyCode))
            return string.Create(CultureInfo.InvariantCulture,
                $"{paid}, but the order now comes to {order.OrderTotal:0.00} {currencyCode}.");
        return await WhyMovedAsync(invoice, paid);
    }

    private async Task<string> WhyMovedAsync(GlaseInvoice invoice, string paid)
    {
        return await _refundService.HasMovedMoneyAsync(invoice.Id) ? $"{paid}, but a refund of it was sent already." : null;
    }

    internal static bool IsPaidWith(GlaseInvoice invoice, Order order)
    {
        return invoice.Status == GlaseInvoiceStatus.Paid
            ? invoice.ErsReference is not null && order.CaptureTransactionId == invoice.ErsReference
                && order.PaymentStatus is not (PaymentStatus.Pending or PaymentStatus.Authorized)
            : order.AuthorizationTransactionId == invoice.InvoiceReference && order.PaymentStatus != PaymentStatus.Pending;
    }

    private async Task<PaymentOutcome> PayAsync(GlaseInvoice invoice, Order order, PlacingProgress progress)
    {
        // Whoever places it does all of the rest. Done twice, the shopper would get e-mails and reward points twice.
        var isBeingPlaced = progress == PlacingProgress.Unknown && IsBeingPlaced(order);
        if (IsPaidWith(invoice, order))
        {
            // Who has just paid it is still to write that down. What was reserved is handed over long before it is captured.
            var isCaptured = invoice.Status == GlaseInvoiceStatus.Paid
                && order.AuthorizationTransactionId == invoice.InvoiceReference;
            if (!isCaptured && await _settlementService.IsWithAnotherAsync(invoice.Id))
                return PaymentOutcome.Settled;
            if (isBeingPlaced && !isCaptured && invoice.SettlingOnUtc is null)
                return PaymentOutcome.InProgress;
        }
        else if (isBeingPlaced && invoice.OrderId is null)
            return PaymentOutcome.InProgress;
        else if (!await _settlementService.TryHandOverAsync(invoice.Id, order.OrderGuid,
            invoice.ReservedOnUtc is null ? null : invoice.PaidOnUtc))
        {
            return await _settlementService.HasAnotherAsync(invoice.Id, order.OrderGuid)
                ? await ReportAsync(invoice, order, "This was paid, but the order is paid with another payment.")
                : PaymentOutcome.InProgress;
        }
        else if (await _refundService.HasMovedMoneyAsync(invoice.Id))
        {
            await _settlementService.TryTakeBackAsync(invoice.Id);
            return PaymentOutcome.InProgress;
        }

        // The event that an order is placed ties it to its payment. An order with a status beyond the first is past that event.
        var now = _timeProvider.GetUtcNow().UtcDateTime;
        if (invoice.OrderId is null && order.OrderStatus == OrderStatus.Pending)
            invoice.OrderCompletionDueOnUtc ??= now;
        invoice.OrderId = order.Id;
        invoice.OrderGuid = order.OrderGuid;
        invoice.CheckoutKey = GlaseInvoiceService.OrderKey(order.Id);
        await _invoiceService.UpdateAsync(invoice);

        // Read again: what is written is the whole order, and an admin may have changed it since it was looked at.
        order = await _stored.GetOrderAsync(order.Id);
        if (await WhyNotAsync(invoice, order) is { } reason)
        {
            await _settlementService.TryTakeBackAsync(invoice.Id);
            return await RefuseAsync(invoice, order, reason);
        }

        Applying.Value = invoice.Id;
        if (invoice.OrderCompletionDueOnUtc is not null)
            await _completer.CompletePlacingAsync(invoice, order);
        if (!IsPaidWith(invoice, order))
        {
            invoice.SettlingOnUtc ??= now;
            await _invoiceService.UpdateAsync(invoice);
            await MarkAsync(invoice, order);
        }
        else if (progress != PlacingProgress.Announced)
            await _completer.CompletePaymentAsync(invoice, order, progress);

        await _notes.AddOnceAsync(order.Id, invoice.Status == GlaseInvoiceStatus.Paid
            ? string.Create(CultureInfo.InvariantCulture,
                $"Glase: {invoice.PaidAmount:0.00} {invoice.PaidCurrencyCode} paid, reference {invoice.ErsReference}.")
            : string.Create(CultureInfo.InvariantCulture,
                $"Glase: {invoice.Amount:0.00} {invoice.CurrencyCode} reserved, invoice {invoice.InvoiceReference}") +
                Until(invoice) + ".");

        invoice.SettledOnUtc = _timeProvider.GetUtcNow().UtcDateTime;
        invoice.LastError = null;
        invoice.NextPlacementOnUtc = null;
        invoice.Obstacle = null;
        await _receipts.PlanAsync(invoice);
        await _invoiceService.UpdateAsync(invoice);
        _receipts.Begin(invoice);
        return PaymentOutcome.Settled;
    }

    private bool IsBeingPlaced(Order order)
    {
        return order.CreatedOnUtc + GlaseDefaults.PlacementPatience > _timeProvider.GetUtcNow().UtcDateTime;
    }

    private static string Until(GlaseInvoice invoice)
    {
        return invoice.ReservationEndsOnUtc is { } end
            ? string.Create(CultureInfo.InvariantCulture, $", until {end:yyyy-MM-dd HH:mm} UTC")
            : "";
    }

    private async Task MarkAsync(GlaseInvoice invoice, Order order)
    {
        if (invoice.Status == GlaseInvoiceStatus.Reserved)
        {
            order.AuthorizationTransactionId = invoice.InvoiceReference;
            await _orderService.UpdateOrderAsync(order);
            await _orderProcessingService.MarkAsAuthorizedAsync(order);
            return;
        }

        order.CaptureTransactionId = invoice.ErsReference;
        await _reference.WriteAsync(order, invoice.ErsReference);
        await _orderService.UpdateOrderAsync(order);
        // An admin may have done so before Glase's answer came. Done twice, the shopper would get e-mails and reward points twice.
        if (order.PaymentStatus != PaymentStatus.Paid)
            await _orderProcessingService.MarkOrderAsPaidAsync(order);
        else
            await _notes.AddOnceAsync(order.Id, $"Glase: the order had been marked as paid. The payment {invoice.ErsReference}, made with " +
                "the order's own code, now counts as its payment.");
    }

    /// <summary>
    /// Gets whether somebody further up the caller's own call chain is applying a payment to its order, and goes on with it.
    /// </summary>
    internal static bool IsApplying(GlaseInvoice payment) => Applying.Value == payment.Id;

    /// <summary>
    /// Writes the reference of an order's payment back onto the order, where somebody saved the order as it was before. To be called
    /// with the very order that was saved, so that saving it once more does no harm.
    /// </summary>
    /// <param name="payment">The payment of the order</param>
    /// <param name="order">The order, just after it was saved</param>
    public async Task RestoreReferenceAsync(GlaseInvoice payment, Order order)
    {
        order.CaptureTransactionId = payment.ErsReference;
        await _reference.WriteAsync(order, payment.ErsReference);
        await _orderService.UpdateOrderAsync(order);
    }

    // Recorded first: from here on nothing refunds it, whatever becomes of this process.
    private async Task<PaymentOutcome> AskAdminAsync(GlaseInvoice invoice, Order order, string reason)
    {
        if (!invoice.AwaitsDecision)
        {
            invoice.DecisionDueOnUtc = _timeProvider.GetUtcNow().UtcDateTime;
            (invoice.Decision, invoice.DecidedOnUtc, invoice.DecidedBy) = (PaymentDecision.None, null, null);
        }

        invoice.OrderId ??= order.Id;
        invoice.LastError = reason;
        await _invoiceService.UpdateAsync(invoice);
        var question = Question(invoice, reason);
        if (await _notes.AddOnceAsync(order.Id, question))
            await _logger.WarningAsync($"Order {order.CustomOrderNumber}: {question}");
        return PaymentOutcome.AwaitsDecision;
    }

    private static string Question(GlaseInvoice invoice, string reason)
    {
        return $"Glase: {reason} Nothing happens to this money before an admin decides in the card \"Glase payment\" of this order: refund " +
            $"it, or keep it as the order's payment. Glase reference: {invoice.ErsReference ?? invoice.InvoiceReference}.";
    }

    private async Task<PaymentOutcome> ReportAsync(GlaseInvoice invoice, Order order, string reason)
    {
        var report = Report(invoice, reason);
        if (!await _notes.AddOnceAsync(order.Id, report))
            return PaymentOutcome.Stuck;

        // Another sum than the bill's was logged when it was learnt.
        if (invoice.Status == GlaseInvoiceStatus.Reserved && UnwantedReservations.WhyUnwanted(order) is not null
            || invoice.Decision == PaymentDecision.Refund)
            await _logger.InformationAsync($"Order {order.CustomOrderNumber}: {report}");
        else if (invoice.IsCovered)
            await _logger.ErrorAsync($"Order {order.CustomOrderNumber}: {report}");
        invoice.LastError = reason;
        await _invoiceService.UpdateAsync(invoice);
        return PaymentOutcome.Stuck;
    }

    private static string Report(GlaseInvoice invoice, string reason)
    {
        return $"Glase: {reason} The order was not marked as paid with it. Glase reference: " +
            $"{invoice.ErsReference ?? invoice.InvoiceReference}.";
    }
}
