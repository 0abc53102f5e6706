using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Logging;
using Nop.Services.Orders;
using Nop.Services.Payments;

namespace Nop.Plugin.Payments.Glase.Services.Settling;

/// <summary>
/// Places the order for a cart that was paid in the payment step.
/// </summary>
public class OrderPlacer
{
    private readonly CartReadiness _readiness;
    private readonly ICustomerService _customerService;
    private readonly IGenericAttributeService _genericAttributeService;
    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseLockService _lockService;
    private readonly GlaseSettlementService _settlementService;
    private readonly ILogger _logger;
    private readonly KnownTroubles _troubles;
    private readonly IOrderProcessingService _orderProcessingService;
    private readonly PaymentSettler _settler;

    /// <summary>
    /// Makes the service.
    /// </summary>
    public OrderPlacer(CartReadiness readiness, ICustomerService customerService,
        IGenericAttributeService genericAttributeService, GlaseInvoiceService invoiceService, GlaseLockService lockService,
        GlaseSettlementService settlementService, ILogger logger, KnownTroubles troubles,
        IOrderProcessingService orderProcessingService, PaymentSettler settler)
    {
        _readiness = readiness;
        _customerService = customerService;
        _genericAttributeService = genericAttributeService;
        _invoiceService = invoiceService;
        _lockService = lockService;
        _settlementService = settlementService;
        _logger = logger;
        _troubles = troubles;
        _orderProcessingService = orderProcessingService;
        _settler = settler;
    }

    /// <summary>
    /// Places the order of a paid payment unless it is placed already, and settles it.
    /// </summary>
    /// <returns>Settled, or Stuck when no order could be placed: the payment's LastError then says why</returns>
    public Task<PaymentOutcome> PlaceAsync(GlaseInvoice payment)
    {
        return _lockService.RunAsync(GlaseInvoiceService.LockName(payment.Id), async () =>
        {
            var outcome = await _settler.SettleAsync(payment);
            if (outcome != PaymentOutcome.AwaitsOrder)
                return outcome;

            var error = await TryPlaceAsync(payment);

            // The order may have been saved although something after it failed: what counts is whether it is there.
            outcome = await _settler.SettleAsync(payment);
            if (outcome == PaymentOutcome.AwaitsOrder)
                return await GiveUpAsync(payment.Id, error);

            await ForgetRequestAsync(payment);
            return outcome;
        });
    }

    private async Task<string> TryPlaceAsync(GlaseInvoice payment)
    {
        var customer = await _customerService.GetCustomerByIdAsync(payment.CustomerId);
        try
        {
            // nopCommerce would place it where its price is known all the same, and nobody would know how to send it. The shopper
            // who began the checkout anew may still choose.
            if (await _readiness.LacksShippingAsync(customer, payment.StoreId))
                return "The cart is to be sent, but how, or where to, is not chosen.";

            await _genericAttributeService.SaveAttributeAsync(customer, NopCustomerDefaults.SelectedPaymentMethodAttribute,
                GlaseDefaults.SystemName, payment.StoreId);
            var result = await _orderProcessingService.PlaceOrderAsync(new ProcessPaymentRequest
            {
                CustomerId = payment.CustomerId,
                StoreId = payment.StoreId,
                OrderGuid = payment.OrderGuid,
                PaymentMethodSystemName = GlaseDefaults.SystemName
            });
            return result.Success ? null : string.Join(" ", result.Errors);
        }
        catch (Exception exception)
        {
            // nopCommerce throws for an empty cart, an article that was sold out, a missing address, and the like.
            if (_troubles.IsNews($"order {payment.Id}", exception.Message))
                await _logger.ErrorAsync($"{PaymentNames.Of(payment)}: the order could not be placed. " +
                    exception.Message, exception, customer);
            return exception.Message;
        }
    }

    // nopCommerce would give the shopper's next order the same GUID, for as long as it keeps the request, and fail over it.
    private async Task ForgetRequestAsync(GlaseInvoice payment)
    {
        var customer = await _customerService.GetCustomerByIdAsync(payment.CustomerId);
        await _genericAttributeService.SaveAttributeAsync<string>(customer, NopCustomerDefaults.ProcessPaymentRequestAttribute,
            null, payment.StoreId);
    }

    private async Task<PaymentOutcome> GiveUpAsync(int invoiceId, string error)
    {
        if (!await _settlementService.TryTakeBackAsync(invoiceId))
            return PaymentOutcome.InProgress;

        var invoice = await _invoiceService.GetByIdAsync(invoiceId);
        invoice.LastError = $"It is paid, but no order could be placed for it: {error}";
        await _invoiceService.UpdateAsync(invoice);
        return PaymentOutcome.Stuck;
    }
}
