using System.Globalization;
using Nop.Core.Domain.Customers;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Localization;
using Nop.Services.Logging;
using Nop.Services.Orders;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Settling;

/// <summary>
/// One attempt to place the order of a paid payment. It runs in the context of the payment: see <see cref="StoreRequestScope"/>.
/// </summary>
public class OrderPlacement
{
    private readonly CartReadiness _readiness;
    private readonly ICustomerService _customerService;
    private readonly IGenericAttributeService _genericAttributeService;
    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseSettlementService _settlementService;
    private readonly ILocalizationService _localizationService;
    private readonly ILogger _logger;
    private readonly KnownTroubles _troubles;
    private readonly OrderObstacles _obstacles;
    private readonly IOrderProcessingService _orderProcessingService;
    private readonly PaymentSettler _settler;
    private readonly PaymentTaker _taker;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public OrderPlacement(CartReadiness readiness, ICustomerService customerService,
        IGenericAttributeService genericAttributeService, GlaseInvoiceService invoiceService,
        GlaseSettlementService settlementService, ILocalizationService localizationService, ILogger logger, KnownTroubles troubles,
        OrderObstacles obstacles,
        IOrderProcessingService orderProcessingService, PaymentSettler settler, PaymentTaker taker, TimeProvider timeProvider)
    {
        _readiness = readiness;
        _customerService = customerService;
        _genericAttributeService = genericAttributeService;
        _invoiceService = invoiceService;
        _settlementService = settlementService;
        _localizationService = localizationService;
        _logger = logger;
        _troubles = troubles;
        _obstacles = obstacles;
        _orderProcessingService = orderProcessingService;
        _settler = settler;
        _taker = taker;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Places the order and settles the payment. To be called with the payment's lock held, on a payment that awaits its order.
    /// </summary>
    /// <returns>As of <see cref="OrderPlacer.PlaceAsync(GlaseInvoice, bool)"/></returns>
    public async Task<PaymentOutcome> PlaceAsync(GlaseInvoice payment)
    {
        var failure = await TryPlaceAsync(payment);

        // The order may have been saved although something after it failed: what counts is whether it is there.
        var outcome = await _settler.SettleAsync(payment, failure is null ? PlacingProgress.Announced : PlacingProgress.Ended);
        if (outcome == PaymentOutcome.AwaitsOrder)
            return await RecordAsync(payment.Id, failure);

        await ForgetRequestAsync(payment);
        return outcome;
    }

    /// <summary>
    /// Records that an attempt failed, and what follows from it.
    /// </summary>
    /// <returns>Delayed when it is tried again, Stuck when it is not</returns>
    public async Task<PaymentOutcome> RecordAsync(int invoiceId, PlacementFailure failure)
    {
        if (!await _settlementService.TryTakeBackAsync(invoiceId))
            return PaymentOutcome.InProgress;

        var invoice = await _invoiceService.GetByIdAsync(invoiceId);
        invoice.PlacementAttempts++;
        invoice.NextPlacementOnUtc = failure.MayPass
            ? PlacementSchedule.Next(invoice.PlacementAttempts, _timeProvider.GetUtcNow().UtcDateTime)
            : null;
        var rest = invoice.NextPlacementOnUtc is { } next
            ? string.Create(CultureInfo.InvariantCulture, $" It is tried again from {next:yyyy-MM-dd HH:mm:ss} UTC on.")
            : "";
        invoice.LastError = $"It is paid, but no order could be placed for it: {failure.Error}{rest}";
        invoice.Obstacle = failure.Obstacle;
        await _invoiceService.UpdateAsync(invoice);
        return invoice.NextPlacementOnUtc is null ? PaymentOutcome.Stuck : PaymentOutcome.Delayed;
    }

    private async Task<PlacementFailure> TryPlaceAsync(GlaseInvoice payment)
    {
        Customer customer = null;
        try
        {
            customer = await _customerService.GetCustomerByIdAsync(payment.CustomerId);

            // nopCommerce would place it where its price is known all the same, and nobody would know how to send it. The shopper
            // who began the checkout anew may still choose.
            if (await _readiness.LacksShippingAsync(customer, payment.StoreId))
                return PlacementFailure.Refusal("The cart is to be sent, but how, or where to, is not chosen.",
                    await TextAsync("ShippingNotChosen"));

            await _genericAttributeService.SaveAttributeAsync(customer, NopCustomerDefaults.SelectedPaymentMethodAttribute,
                GlaseDefaults.SystemName, payment.StoreId);
            var result = await _orderProcessingService.PlaceOrderAsync(new ProcessPaymentRequest
            {
                CustomerId = payment.CustomerId,
                StoreId = payment.StoreId,
                OrderGuid = payment.OrderGuid,
                PaymentMethodSystemName = GlaseDefaults.SystemName
            });

            // What fails after nopCommerce has looked the cart over comes as an error, not as an exception.
            if (result.Success)
                return null;
            if (_taker.Refusal is { } refusal)
                return PlacementFailure.Refusal(refusal, (await _invoiceService.GetByIdAsync(payment.Id)).Obstacle);
            var refused = await _obstacles.FindAsync(customer, payment.StoreId) is { MayPass: false } obstacle
                ? string.Join(" ", obstacle.Reasons)
                : null;
            return refused is not null
                ? PlacementFailure.Refusal(refused, refused)
                : new PlacementFailure(string.Join(" ", result.Errors), MayPass: true);
        }
        catch (Exception exception)
        {
            // nopCommerce throws for an empty cart, an article that was sold out, a missing address, and the like.
            if (_troubles.IsNews($"order {payment.Id}", exception.Message))
                await _logger.ErrorAsync($"{PaymentNames.Of(payment)}: the order could not be placed. " +
                    exception.Message, exception, customer);
            var failure = PlacementFailure.Of(exception);
            // That the cart is empty nopCommerce says in English, whatever the shopper's language.
            return failure.Obstacle is not null && await _readiness.IsEmptyAsync(customer, payment.StoreId)
                ? failure with { Obstacle = await TextAsync("CartEmpty") }
                : failure;
        }
    }

    private Task<string> TextAsync(string key)
    {
        return _localizationService.GetResourceAsync($"{GlaseDefaults.ResourcePrefix}.Error.{key}");
    }

    // nopCommerce would give the shopper's next order the same GUID, for as long as it keeps the request, and fail over it.
    private async Task ForgetRequestAsync(GlaseInvoice payment)
    {
        var customer = await _customerService.GetCustomerByIdAsync(payment.CustomerId);
        await _genericAttributeService.SaveAttributeAsync<string>(customer, NopCustomerDefaults.ProcessPaymentRequestAttribute,
            null, payment.StoreId);
    }
}
