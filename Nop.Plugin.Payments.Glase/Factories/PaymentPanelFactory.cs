using System.Globalization;
using Nop.Core;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Refunding;
using Nop.Plugin.Payments.Glase.Services.Settling;
using Nop.Services.Common;
using Nop.Services.Helpers;
using Nop.Services.Localization;
using Nop.Services.Orders;
using Nop.Services.Security;
using Nop.Services.Stores;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares payments for admins, from what is recorded here: Glase is not asked.
/// </summary>
public class PaymentPanelFactory
{
    /// <summary>
    /// The admin's own attribute that says whether the card on order pages is folded.
    /// </summary>
    public const string FoldedAttribute = "OrderPage.HideGlaseBlock";

    private readonly GlaseInvoiceService _invoiceService;
    private readonly GlaseRefundService _refundService;
    private readonly IDateTimeHelper _dateTimeHelper;
    private readonly IGenericAttributeService _genericAttributeService;
    private readonly ILocalizationService _localizationService;
    private readonly IOrderService _orderService;
    private readonly IPermissionService _permissionService;
    private readonly IStoreService _storeService;
    private readonly IWorkContext _workContext;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Makes the factory.
    /// </summary>
    public PaymentPanelFactory(GlaseInvoiceService invoiceService, GlaseRefundService refundService,
        IDateTimeHelper dateTimeHelper, IGenericAttributeService genericAttributeService,
        ILocalizationService localizationService, IOrderService orderService, IPermissionService permissionService,
        IStoreService storeService, IWorkContext workContext, TimeProvider timeProvider)
    {
        _invoiceService = invoiceService;
        _refundService = refundService;
        _dateTimeHelper = dateTimeHelper;
        _genericAttributeService = genericAttributeService;
        _localizationService = localizationService;
        _orderService = orderService;
        _permissionService = permissionService;
        _storeService = storeService;
        _workContext = workContext;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Prepares the card of an order's page.
    /// </summary>
    /// <returns>The card; null when the order has nothing to do with Glase, or a vendor looks at it</returns>
    public async Task<OrderPaymentsModel> PrepareForOrderAsync(int orderId)
    {
        if (await _workContext.GetCurrentVendorAsync() is not null)
            return null;

        var payments = await _invoiceService.GetAllByOrderIdAsync(orderId);
        if (payments.Count == 0)
            return null;

        var panel = await PrepareAsync(payments[0], onOwnPage: false);
        var admin = await _workContext.GetCurrentCustomerAsync();
        return new OrderPaymentsModel
        {
            Payment = panel,
            IsFolded = panel.Tasks.Count == 0 && await _genericAttributeService.GetAttributeAsync<bool>(admin, FoldedAttribute)
        };
    }

    /// <summary>
    /// Prepares one payment.
    /// </summary>
    /// <param name="payment">The payment</param>
    /// <param name="onOwnPage">Whether it is shown on a page of its own</param>
    public async Task<PaymentPanelModel> PrepareAsync(GlaseInvoice payment, bool onOwnPage)
    {
        var refunds = await _refundService.GetByInvoiceIdAsync(payment.Id);
        var order = payment.OrderId is { } orderId ? await _orderService.GetOrderByIdAsync(orderId) : null;
        var refunded = refunds.Where(refund => refund.Status == GlaseRefundStatus.Succeeded).Sum(refund => refund.Amount);
        var isUnsettled = payment is { IsConfirmed: true, SettledOnUtc: null };
        var paidCurrency = payment.PaidCurrencyCode ?? payment.CurrencyCode;
        var model = new PaymentPanelModel
        {
            PaymentId = payment.Id,
            OnOwnPage = onOwnPage,
            CanManage = await _permissionService.AuthorizeAsync(StandardPermission.Orders.ORDERS_CREATE_EDIT_DELETE),
            State = await _localizationService.GetLocalizedEnumAsync(payment.Status),
            StateStyle = StyleOf(payment),
            InvoiceReference = payment.InvoiceReference,
            PaymentReference = payment.ErsReference,
            OrderId = order?.Id,
            CustomerId = payment.CustomerId,
            StoreName = (await _storeService.GetStoreByIdAsync(payment.StoreId))?.Name,
            Asked = Text(payment.Amount, payment.CurrencyCode),
            Paid = payment.PaidAmount is { } paid ? Text(paid, paidCurrency) : null,
            Refunded = payment.PaidAmount is not null ? Text(refunded, paidCurrency) : null,
            Left = payment.PaidAmount is { } most ? Text(most - refunded, paidCurrency) : null,
            LastError = payment.LastError,
            Receipt = await ReceiptAsync(payment),
            CanAsk = payment.InvoiceReference is not null && !PaymentStatusService.IsFinal(payment),
            CanCancel = payment.IsOpen,
            CanFinish = isUnsettled && !refunds.Any(refund => refund.IsOpen),
            CanClose = payment.Status == GlaseInvoiceStatus.Paid && isUnsettled && AutomaticRefunds.AreRefusedForGood(refunds),
            CanBook = RefundBookkeeper.Missing(order, payment, refunded) > 0
        };

        if (payment.Status == GlaseInvoiceStatus.Reserved)
        {
            model.Held = Text(payment.ReservedAmount ?? payment.Amount, payment.CurrencyCode);
            model.HeldUntil = payment.ReservationEndsOnUtc is { } end
                ? await TimeAsync(end)
                : await ResourceAsync("HeldUntil.Unknown");
        }

        foreach (var refund in refunds)
            model.Refunds.Add(await PrepareAsync(refund, payment));
        await AddTasksAsync(model, payment, refunds, order, refunded);
        await AddTimelineAsync(model, payment, refunds);
        await AddOthersAsync(model, payment);
        return model;
    }

    private async Task<RefundPanelModel> PrepareAsync(GlaseRefund refund, GlaseInvoice payment)
    {
        var isUndecided = RefundDecisions.IsUndecided(refund, _timeProvider.GetUtcNow().UtcDateTime);
        var amount = Text(refund.Amount, payment.PaidCurrencyCode);
        var time = await TimeAsync(refund.CreatedOnUtc);
        return new RefundPanelModel
        {
            RefundId = refund.Id,
            Time = time,
            Amount = amount,
            State = await _localizationService.GetLocalizedEnumAsync(isUndecided ? GlaseRefundStatus.Unknown : refund.Status),
            StateStyle = refund.Status switch
            {
                GlaseRefundStatus.Succeeded => "success",
                GlaseRefundStatus.Refused => "secondary",
                _ => "warning"
            },
            Reference = refund.ErsReference,
            Remark = refund.DecidedOnUtc is { } decided
                ? await ResourceAsync("Decided", refund.DecidedBy, await TimeAsync(decided))
                : isUndecided ? null : refund.Error,
            Instruction = isUndecided ? await ResourceAsync("LookFor", payment.ErsReference, amount, time) : null
        };
    }

    private async Task<string> ReceiptAsync(GlaseInvoice payment)
    {
        return payment switch
        {
            { ReceiptSubmittedOnUtc: { } submitted } => await ResourceAsync("Receipt.HandedIn", await TimeAsync(submitted)),
            { ReceiptDueOnUtc: not null, ReceiptError: null } => await ResourceAsync("Receipt.OnItsWay"),
            { ReceiptDueOnUtc: { } due } => await ResourceAsync("Receipt.Again", payment.ReceiptError, await TimeAsync(due)),
            { ReceiptError: not null } => await ResourceAsync("Receipt.GivenUp", payment.ReceiptError),
            _ => null
        };
    }

    private async Task AddTasksAsync(PaymentPanelModel model, GlaseInvoice payment, IList<GlaseRefund> refunds, Order order,
        decimal refunded)
    {
        if (model.Refunds.Any(refund => refund.Instruction is not null))
            model.Tasks.Add(await ResourceAsync("Task.Decide"));
        else if (model.CanClose)
            model.Tasks.Add(await ResourceAsync("Task.Stuck"));
        else if (model.CanFinish)
            model.Tasks.Add(await ResourceAsync("Task.Unsettled"));
        if (ReservationTimes.IsEnding(payment, _timeProvider.GetUtcNow().UtcDateTime))
            model.Tasks.Add(await ResourceAsync("Task.ReservationEnds", model.HeldUntil));
        if (model.CanBook)
            model.Tasks.Add(await ResourceAsync("Task.Book", model.Refunded, Text(order.RefundedAmount, payment.CurrencyCode)));
    }

    private async Task AddTimelineAsync(PaymentPanelModel model, GlaseInvoice payment, IList<GlaseRefund> refunds)
    {
        var events = new List<(DateTime Time, string Event)>
        {
            (payment.CreatedOnUtc, await ResourceAsync("Event.Issued", model.Asked))
        };
        if (payment.ReservedOnUtc is { } reserved)
            events.Add((reserved, payment.ReservationEndsOnUtc is { } end
                ? await ResourceAsync("Event.ReservedUntil", await TimeAsync(end))
                : await ResourceAsync("Event.Reserved")));
        if (payment.PaidOnUtc is { } paid)
            events.Add((paid, await ResourceAsync("Event.Paid", model.Paid)));
        if (payment.SettledOnUtc is { } settled)
        {
            var key = payment.Status switch
            {
                GlaseInvoiceStatus.Refunded => "Event.GivenBack",
                GlaseInvoiceStatus.Paid => "Event.Settled",
                _ => "Event.Authorized"
            };
            events.Add((settled, await ResourceAsync(key)));
        }

        if (payment.ReceiptSubmittedOnUtc is { } receipt)
            events.Add((receipt, await ResourceAsync("Event.Receipt")));
        foreach (var refund in refunds)
        {
            var amount = Text(refund.Amount, payment.PaidCurrencyCode);
            events.Add((refund.CreatedOnUtc, await ResourceAsync("Event.Refund", amount)));
            if (refund.DecidedOnUtc is { } decided)
            {
                var key = refund.Status == GlaseRefundStatus.Succeeded ? "Event.Made" : "Event.NotMade";
                events.Add((decided, await ResourceAsync(key, amount, refund.DecidedBy)));
            }
        }

        foreach (var (time, what) in events.OrderBy(entry => entry.Time))
            model.Timeline.Add((await TimeAsync(time), what));
    }

    private async Task AddOthersAsync(PaymentPanelModel model, GlaseInvoice payment)
    {
        if (payment.OrderId is not { } orderId)
            return;

        foreach (var other in await _invoiceService.GetAllByOrderIdAsync(orderId))
        {
            if (other.Id != payment.Id)
                model.Others.Add((other.Id, await ResourceAsync("Other", await TimeAsync(other.CreatedOnUtc),
                    await _localizationService.GetLocalizedEnumAsync(other.Status))));
        }
    }

    internal static string StyleOf(GlaseInvoice payment)
    {
        return payment.Status switch
        {
            GlaseInvoiceStatus.Paid or GlaseInvoiceStatus.Reserved => payment.SettledOnUtc is null ? "warning" : "success",
            GlaseInvoiceStatus.Failed => "danger",
            _ => payment.IsOver ? "secondary" : "info"
        };
    }

    internal static string Text(decimal amount, string currencyCode)
    {
        return $"{amount.ToString($"N{CurrencyDecimals.Of(currencyCode)}", CultureInfo.CurrentCulture)} {currencyCode}";
    }

    private async Task<string> TimeAsync(DateTime utc)
    {
        return (await _dateTimeHelper.ConvertToUserTimeAsync(utc, DateTimeKind.Utc)).ToString(CultureInfo.CurrentCulture);
    }

    private async Task<string> ResourceAsync(string name, params object[] values)
    {
        var text = await _localizationService.GetResourceAsync($"{GlaseDefaults.ResourcePrefix}.Panel.{name}");
        return string.Format(CultureInfo.CurrentCulture, text, values);
    }
}
