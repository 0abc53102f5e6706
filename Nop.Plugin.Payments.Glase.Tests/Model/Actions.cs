using Glase.Simulator.Faults;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Core.Events;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.ScheduleTasks;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Catalog;
using Nop.Services.Customers;
using Nop.Services.Orders;
using Nop.Services.Payments;
using Sandbox.Services.Payments;
using Sandbox.Shop;
using Sandbox.Shop.Models;
using PaymentStatusAnswer = Glase.Simulator.Wire.PaymentStatusResponse;

namespace Nop.Plugin.Payments.Glase.Tests.Model;

/// <summary>
/// What shopper, phone, Glase, scheduled task and administrator do, as the shop's and the plugin's controllers do it for them.
/// </summary>
internal sealed class Actions
{
    private static readonly TimeSpan[] _waits =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(25), TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(2.5), TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(11), TimeSpan.FromMinutes(25)
    ];

    private static readonly Fault[] _faults =
    [
        Fault.ResetBefore(), Fault.ResetAfter(), Fault.Http(500), Fault.Http(500).Acting(), Fault.Http(404), Fault.Soap(),
        Fault.Truncated(), Fault.Result(90), Fault.Result(90).Acting(), Fault.Result(93), Fault.Result(48), Fault.Result(51)
    ];

    // What an answer PAID may lack.
    private static readonly Action<PaymentStatusAnswer>[] _gaps =
    [
        answer => answer.Receipt = null,
        answer => answer.Receipt.Invoice.TotalAmount = null,
        answer => answer.Receipt.Invoice.TotalAmount.Currency = null,
        answer => answer.ErsReference = null,
        answer => answer.ErsReference = new string('9', 300)
    ];

    private readonly ModelEnvironment _environment;

    public Actions(ModelEnvironment environment)
    {
        _environment = environment;
    }

    private static readonly TimeSpan[] _absences =
    [
        TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(45)
    ];

    private static int? Anybody => null;

    private int? ShopperId => _environment.ShopperId;

    /// <summary>
    /// Does something, if there is an occasion for it.
    /// </summary>
    public Task DoAsync(ScenarioAction action, ModelProcess process)
    {
        return action.Kind switch
        {
            ActionKind.FillCart => AsShopperAsync(process, services => FillCartAsync(services, 1 + action.Pick % 3)),
            ActionKind.EmptyCart => AsShopperAsync(process, EmptyCartAsync),
            ActionKind.ShowPaymentStep => AsShopperAsync(process, ShowPaymentStepAsync),
            ActionKind.Continue => AsShopperAsync(process, ContinueAsync),
            ActionKind.PayWithOtherMethod => AsShopperAsync(process, PayOtherwiseAsync),
            ActionKind.Poll => WithCodeAsync(action, process, Anybody, PollAsync),
            ActionKind.Notify => WithCodeAsync(action, process, Anybody, AdvanceAsync),
            ActionKind.ReturnAsShopper => WithCodeAsync(action, process, ShopperId, ReturnAsync),
            ActionKind.ReturnAsStranger => WithCodeAsync(action, process, Anybody, AdvanceAsync),
            ActionKind.Complete => WithCodeAsync(action, process, ShopperId, CompleteAsync),
            ActionKind.Renew => WithCodeAsync(action, process, ShopperId, RenewAsync),
            ActionKind.ComeAsGuest => ComeAsGuestAsync(process),
            ActionKind.LogIn => AsShopperAsync(process, services => LogInAsync(services, action.Pick)),
            ActionKind.LogOut => LogOutAsync(process),
            ActionKind.RetryOrder => WithOrderAsync(action, process, ShopperId, RetryAsync),
            ActionKind.RunTask => process.InBackgroundAsync(RunTaskAsync),
            ActionKind.RefundAll => WithOrderAsync(action, process, Anybody, RefundAllAsync),
            ActionKind.RefundPart => WithOrderAsync(action, process, Anybody,
                (services, order) => RefundPartAsync(services, order, action.Pick)),
            ActionKind.Capture => WithOrderAsync(action, process, Anybody, CaptureAsync),
            ActionKind.Void => WithOrderAsync(action, process, Anybody, VoidAsync),
            ActionKind.CancelOrder => WithOrderAsync(action, process, Anybody, CancelAsync),
            ActionKind.EditTotal => WithOrderAsync(action, process, Anybody, EditTotalAsync),
            ActionKind.LowerPaidTotal => WithOrderAsync(action, process, Anybody, LowerPaidTotalAsync),
            ActionKind.RefundBeyondTotal => WithOrderAsync(action, process, Anybody, RefundBeyondTotalAsync),
            ActionKind.MarkAsPaid => WithOrderAsync(action, process, Anybody, MarkAsPaidAsync),
            ActionKind.Reopen => WithOrderAsync(action, process, Anybody, ReopenAsync),
            ActionKind.SaveOrder => WithOrderAsync(action, process, Anybody,
                (services, order) => SaveOrderAsync(services, order, action.Pick)),
            _ => AtOnce(action)
        };
    }

    public static Task RunTaskAsync(IServiceProvider services)
    {
        return ActivatorUtilities.CreateInstance<PaymentRecoveryTask>(services).ExecuteAsync();
    }

    public static async Task CaptureAsync(IServiceProvider services, int orderId)
    {
        var processing = services.GetRequiredService<IOrderProcessingService>();
        var order = await services.GetRequiredService<IOrderService>().GetOrderByIdAsync(orderId);
        if (await processing.CanCaptureAsync(order))
            await processing.CaptureAsync(order);
    }

    private static async Task VoidAsync(IServiceProvider services, int orderId)
    {
        var processing = services.GetRequiredService<IOrderProcessingService>();
        var order = await services.GetRequiredService<IOrderService>().GetOrderByIdAsync(orderId);
        if (await processing.CanVoidAsync(order))
            await processing.VoidAsync(order);
    }

    private Task AtOnce(ScenarioAction action)
    {
        switch (action.Kind)
        {
            case ActionKind.Wait:
                _environment.Clock.Pass(_waits[action.Pick % _waits.Length]);
                break;
            case ActionKind.GlaseFails:
                _environment.Glase.Faults.Add(_faults[action.Pick % _faults.Length].Times(1 + action.Pick / _faults.Length));
                break;
            case ActionKind.GlaseTimesOut:
                _environment.AddTimeout(action.Pick % 2 == 0 ? TimeoutFault.AfterItActed : TimeoutFault.BeforeItActed);
                break;
            case ActionKind.GlaseOmitsDetails:
                SayLess(_gaps[action.Pick % _gaps.Length], 1 + action.Pick / _gaps.Length);
                break;
            case ActionKind.DatabaseUnavailable:
                _environment.TakeDatabaseAway(_absences[action.Pick % _absences.Length]);
                break;
            default:
                OnPhone(action);
                break;
        }

        return Task.CompletedTask;
    }

    private void SayLess(Action<PaymentStatusAnswer> gap, int answers)
    {
        _environment.Glase.EditPaid = answer =>
        {
            if (Interlocked.Decrement(ref answers) >= 0)
                gap(answer);
        };
    }

    // What a payer does with a code that does not allow it shows on the phone only.
    private void OnPhone(ScenarioAction action)
    {
        var codes = _environment.All<GlasePayment>().Where(payment => payment.InvoiceReference is not null).ToList();
        if (codes.Count == 0)
            return;

        var reference = codes[^(1 + action.Pick % codes.Count)].InvoiceReference;
        try
        {
            switch (action.Kind)
            {
                case ActionKind.PhonePays:
                    _environment.Glase.Pay(reference);
                    break;
                case ActionKind.PhonePaysOtherAmount:
                    _environment.Glase.Pay(reference, 1 + action.Pick, _environment.Glase.Invoice(reference).Content.TotalAmount.Currency);
                    break;
                case ActionKind.PhoneScans:
                    _environment.Glase.Start(reference);
                    break;
                case ActionKind.PhoneCancels:
                    _environment.Glase.Cancel(reference);
                    break;
                case ActionKind.PhoneFails:
                    _environment.Glase.Fail(reference);
                    break;
                case ActionKind.PhoneExpires:
                    _environment.Glase.Expire(reference);
                    break;
                case ActionKind.PhoneReserves:
                    _environment.Glase.Reserve(reference);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(action), action.Kind, null);
            }
        }
        catch (InvalidOperationException refusal)
        {
            _environment.Scheduler.Trace.Add($"{action.Kind}: {refusal.Message}");
        }
    }

    private Task AsShopperAsync(ModelProcess process, Func<IServiceProvider, Task> act)
    {
        return process.InRequestAsync(ShopperId, act);
    }

    private async Task WithCodeAsync(ScenarioAction action, ModelProcess process, int? customerId, Func<IServiceProvider, string, Task> act)
    {
        var payments = _environment.All<GlasePayment>();
        if (payments.Count == 0)
            return;

        var token = payments[^(1 + action.Pick % payments.Count)].Token;
        await process.InRequestAsync(customerId, services => act(services, token));
    }

    private async Task WithOrderAsync(ScenarioAction action, ModelProcess process, int? customerId, Func<IServiceProvider, int, Task> act)
    {
        var orders = _environment.All<Order>().Where(order => order.PaymentMethodSystemName == GlaseDefaults.SystemName).ToList();
        if (orders.Count == 0)
            return;

        var order = orders[^(1 + action.Pick % orders.Count)].Id;
        await process.InRequestAsync(customerId, services => act(services, order));
    }

    private async Task FillCartAsync(IServiceProvider services, int quantity)
    {
        var customer = await services.GetRequiredService<IWorkContext>().GetCurrentCustomerAsync();
        var product = await services.GetRequiredService<IProductService>().GetProductByIdAsync(_environment.IsSentByPost ? _environment.ParcelId : _environment.DownloadId);
        await services.GetRequiredService<IShoppingCartService>().AddToCartAsync(
            customer, product, ShoppingCartType.ShoppingCart, _environment.StoreId, quantity: quantity);
    }

    private async Task EmptyCartAsync(IServiceProvider services)
    {
        var customer = await services.GetRequiredService<IWorkContext>().GetCurrentCustomerAsync();
        await services.GetRequiredService<IShoppingCartService>().ClearShoppingCartAsync(customer, _environment.StoreId);
    }

    private async Task ComeAsGuestAsync(ModelProcess process)
    {
        await process.InRequestAsync(null, async services =>
            _environment.ShopperId = (await services.GetRequiredService<ICustomerService>().InsertGuestCustomerAsync()).Id);
    }

    private async Task LogInAsync(IServiceProvider services, int pick)
    {
        var customers = services.GetRequiredService<ICustomerService>();
        var workContext = services.GetRequiredService<IWorkContext>();
        var guest = await workContext.GetCurrentCustomerAsync();
        if (!await customers.IsGuestAsync(guest))
            return;

        var account = await customers.GetCustomerByIdAsync(_environment.AccountIds[pick % 4 == 0 ? 1 : 0]);
        await services.GetRequiredService<IShoppingCartService>().MigrateShoppingCartAsync(guest, account, includeCouponCodes: true);
        await workContext.SetCurrentCustomerAsync(account);
        await services.GetRequiredService<IEventPublisher>().PublishAsync(new CustomerLoggedinEvent(account, guest));
        // The browser has the answer.
        _environment.LoggedInGuestIds.Add(guest.Id);
        _environment.ShopperId = account.Id;
    }

    // The next page makes a guest of a customer who is no longer signed in.
    private async Task LogOutAsync(ModelProcess process)
    {
        if (!_environment.AccountIds.Contains(_environment.ShopperId))
            return;

        await AsShopperAsync(process, async services => await services.GetRequiredService<IEventPublisher>().PublishAsync(
            new CustomerLoggedOutEvent(await services.GetRequiredService<IWorkContext>().GetCurrentCustomerAsync())));
        await ComeAsGuestAsync(process);
    }

    // The checkout's steps before the payment.
    private static async Task ChooseAsync(IServiceProvider services)
    {
        var choices = services.GetRequiredService<CheckoutChoices>();
        if ((await services.GetRequiredService<IWorkContext>().GetCurrentCustomerAsync()).BillingAddressId is null)
            await choices.SaveAddressAsync(new CheckoutAddressModel
            {
                FirstName = "Ada",
                LastName = "Berg",
                Email = "ada@example.com",
                CountryId = 1,
                City = "Lund",
                Address1 = "Storgatan 1",
                ZipPostalCode = "223 50"
            });
        var isSent = await services.GetRequiredService<IShoppingCartService>().ShoppingCartRequiresShippingAsync(await choices.CartAsync());
        if (isSent && await choices.ShippingAsync() is null)
            await choices.SaveShippingAsync("Post");
    }

    private static async Task ShowPaymentStepAsync(IServiceProvider services)
    {
        var choices = services.GetRequiredService<CheckoutChoices>();
        if ((await choices.CartAsync()).Count == 0)
            return;

        await ChooseAsync(services);
        await choices.SavePaymentMethodAsync(GlaseDefaults.SystemName);
        await services.GetRequiredService<CartPaymentService>().GetPayableAsync();
    }

    private static async Task ContinueAsync(IServiceProvider services)
    {
        var choices = services.GetRequiredService<CheckoutChoices>();
        if ((await choices.CartAsync()).Count == 0)
            return;

        await ChooseAsync(services);
        var method = await choices.SavePaymentMethodAsync(GlaseDefaults.SystemName);
        await PlaceAsync(services, await method.GetPaymentInfoAsync(null));
    }

    private static async Task PayOtherwiseAsync(IServiceProvider services)
    {
        var choices = services.GetRequiredService<CheckoutChoices>();
        if ((await choices.CartAsync()).Count == 0)
            return;

        await ChooseAsync(services);
        await choices.SavePaymentMethodAsync(CheckPaymentMethod.SystemName);
        await PlaceAsync(services, new ProcessPaymentRequest());
    }

    private static async Task PlaceAsync(IServiceProvider services, ProcessPaymentRequest request)
    {
        await services.GetRequiredService<IOrderProcessingService>().SetProcessPaymentRequestAsync(request);
        var result = await services.GetRequiredService<CheckoutChoices>().PlaceOrderAsync();
        if (result.Success)
            await services.GetRequiredService<IPaymentService>().PostProcessPaymentAsync(
                new PostProcessPaymentRequest { Order = result.PlacedOrder });
    }

    private static async Task PollAsync(IServiceProvider services, string token)
    {
        var payment = await services.GetRequiredService<PaymentStore>().GetByTokenAsync(token);
        if (!payment.IsOpen)
            return;

        payment = await AskAsync(services, payment);
        if (payment.IsPaidOrReserved)
            await services.GetRequiredService<PaymentApplier>().ApplyAsync(payment);
    }

    private static async Task AdvanceAsync(IServiceProvider services, string token)
    {
        await services.GetRequiredService<PaymentApplier>().ApplyAsync(await AskIfOpenAsync(services, token));
    }

    private static async Task ReturnAsync(IServiceProvider services, string token)
    {
        var payment = await services.GetRequiredService<PaymentStore>().GetByTokenAsync(token);
        await (await services.GetRequiredService<ShopperSession>().OwnsPaymentAsync(payment)
            ? CompleteAsync(services, token)
            : AdvanceAsync(services, token));
    }

    private static async Task CompleteAsync(IServiceProvider services, string token)
    {
        var payment = await AskIfOpenAsync(services, token);
        if (payment.IsPaidOrReserved)
            await services.GetRequiredService<OrderPlacer>().PlaceAsync(payment);
    }

    private static async Task RenewAsync(IServiceProvider services, string token)
    {
        var payment = await services.GetRequiredService<PaymentStore>().GetByTokenAsync(token);
        if (!await services.GetRequiredService<ShopperSession>().OwnsPaymentAsync(payment))
            return;

        if (payment.OrderId is { } orderId)
            await services.GetRequiredService<OrderPaymentService>().GetPayableAsync(orderId);
        else
            await services.GetRequiredService<CartPaymentService>().GetPayableAsync();
    }

    private static async Task RetryAsync(IServiceProvider services, int orderId)
    {
        var order = await services.GetRequiredService<IOrderService>().GetOrderByIdAsync(orderId);
        var shopper = await services.GetRequiredService<IWorkContext>().GetCurrentCustomerAsync();
        if (order.CustomerId == shopper.Id && order.PaymentStatus == PaymentStatus.Pending && order.OrderStatus != OrderStatus.Cancelled)
            await services.GetRequiredService<IPaymentService>().PostProcessPaymentAsync(
                new PostProcessPaymentRequest { Order = order });
    }

    private static async Task<GlasePayment> AskIfOpenAsync(IServiceProvider services, string token)
    {
        var payment = await services.GetRequiredService<PaymentStore>().GetByTokenAsync(token);
        return payment.IsOpen ? await AskAsync(services, payment) : payment;
    }

    private static async Task<GlasePayment> AskAsync(IServiceProvider services, GlasePayment payment)
    {
        return await services.GetRequiredService<IPaymentPoller>().TryPollAsync(payment, CancellationToken.None) ?? payment;
    }

    private static async Task RefundAllAsync(IServiceProvider services, int orderId)
    {
        var processing = services.GetRequiredService<IOrderProcessingService>();
        var order = await services.GetRequiredService<IOrderService>().GetOrderByIdAsync(orderId);
        if (await processing.CanRefundAsync(order))
            await processing.RefundAsync(order);
    }

    private static async Task RefundPartAsync(IServiceProvider services, int orderId, int pick)
    {
        var processing = services.GetRequiredService<IOrderProcessingService>();
        var order = await services.GetRequiredService<IOrderService>().GetOrderByIdAsync(orderId);
        var left = order.OrderTotal - order.RefundedAmount;
        var amount = pick % 4 == 0 ? left : Math.Round(left / (1 + pick), 2);
        if (amount > 0 && await processing.CanPartiallyRefundAsync(order, amount))
            await processing.PartiallyRefundAsync(order, amount);
    }

    private static async Task CancelAsync(IServiceProvider services, int orderId)
    {
        var processing = services.GetRequiredService<IOrderProcessingService>();
        var order = await services.GetRequiredService<IOrderService>().GetOrderByIdAsync(orderId);
        if (processing.CanCancelOrder(order))
            await processing.CancelOrderAsync(order, true);
    }

    // On a partly refunded order nopCommerce offers it too, and forgets the refund: nobody wants that.
    private static async Task MarkAsPaidAsync(IServiceProvider services, int orderId)
    {
        var processing = services.GetRequiredService<IOrderProcessingService>();
        var orders = services.GetRequiredService<IOrderService>();
        var order = await orders.GetOrderByIdAsync(orderId);
        if (!processing.CanMarkOrderAsPaid(order) || order.PaymentStatus == PaymentStatus.PartiallyRefunded)
            return;

        await orders.InsertOrderNoteAsync(new OrderNote { OrderId = orderId, Note = MoneyInvariants.MarkedByAdministrator });
        await processing.MarkOrderAsPaidAsync(order);
    }

    private static async Task ReopenAsync(IServiceProvider services, int orderId)
    {
        var orders = services.GetRequiredService<IOrderService>();
        var order = await orders.GetOrderByIdAsync(orderId);
        if (order.OrderStatus != OrderStatus.Cancelled)
            return;

        order.OrderStatus = OrderStatus.Pending;
        await orders.UpdateOrderAsync(order);
        await services.GetRequiredService<IEventPublisher>().PublishAsync(new OrderStatusChangedEvent(order, OrderStatus.Cancelled));
    }

    // Another plugin, or an admin who edits something else of the order: what happens meanwhile is not on the copy that is saved.
    private static async Task SaveOrderAsync(IServiceProvider services, int orderId, int steps)
    {
        var orders = services.GetRequiredService<IOrderService>();
        var order = await orders.GetOrderByIdAsync(orderId);
        for (var step = 0; step <= steps; step++)
            await orders.InsertOrderNoteAsync(new OrderNote { OrderId = orderId, Note = "Somebody looks at the order." });
        order.ShippingMethod = "Post";
        await orders.UpdateOrderAsync(order);
    }

    private static async Task LowerPaidTotalAsync(IServiceProvider services, int orderId)
    {
        var orders = services.GetRequiredService<IOrderService>();
        var order = await orders.GetOrderByIdAsync(orderId);
        if (order.PaymentStatus is not (PaymentStatus.Paid or PaymentStatus.PartiallyRefunded) || order.OrderTotal - 1 <= order.RefundedAmount)
            return;

        order.OrderTotal -= 1;
        await orders.UpdateOrderAsync(order);
    }

    private static async Task RefundBeyondTotalAsync(IServiceProvider services, int orderId)
    {
        var order = await services.GetRequiredService<IOrderService>().GetOrderByIdAsync(orderId);
        foreach (var payment in await services.GetRequiredService<PaymentStore>().GetAllByOrderIdAsync(orderId))
        {
            var refunds = await services.GetRequiredService<RefundStore>().GetByPaymentIdAsync(payment.Id);
            var totals = RefundTotals.From(payment, refunds);
            if (totals.GetOverpayment(order) is > 0 and var amount)
                await services.GetRequiredService<OrderRefundService>().RefundOverpaymentAsync(payment.Id, amount, totals.Refunded);
        }
    }

    private static async Task EditTotalAsync(IServiceProvider services, int orderId)
    {
        var orders = services.GetRequiredService<IOrderService>();
        var order = await orders.GetOrderByIdAsync(orderId);
        if (order.PaymentStatus != PaymentStatus.Pending)
            return;

        order.OrderTotal += 1;
        await orders.UpdateOrderAsync(order);
    }
}
