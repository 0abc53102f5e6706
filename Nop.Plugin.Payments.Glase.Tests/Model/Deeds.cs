using Glase.Simulator.Faults;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Core.Events;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.ScheduleTasks;
using Nop.Plugin.Payments.Glase.Services;
using Nop.Plugin.Payments.Glase.Services.Issuing;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Refunding;
using Nop.Plugin.Payments.Glase.Services.Settling;
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
internal sealed class Deeds
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(25), TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(2.5), TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(11), TimeSpan.FromMinutes(25)
    ];

    private static readonly Fault[] Troubles =
    [
        Fault.ResetBefore(), Fault.ResetAfter(), Fault.Http(500), Fault.Http(500).Acting(), Fault.Http(404), Fault.Soap(),
        Fault.Truncated(), Fault.Result(90), Fault.Result(90).Acting(), Fault.Result(93), Fault.Result(48), Fault.Result(51)
    ];

    // What an answer PAID may lack.
    private static readonly Action<PaymentStatusAnswer>[] Gaps =
    [
        answer => answer.Receipt = null,
        answer => answer.Receipt.Invoice.TotalAmount = null,
        answer => answer.Receipt.Invoice.TotalAmount.Currency = null,
        answer => answer.ErsReference = null,
        answer => answer.ErsReference = new string('9', 300)
    ];

    private readonly ModelWorld _world;

    public Deeds(ModelWorld world)
    {
        _world = world;
    }

    private static readonly TimeSpan[] Absences =
    [
        TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(45)
    ];

    private static int? Anybody => null;

    private int? ShopperId => _world.ShopperId;

    /// <summary>
    /// Does something, if there is an occasion for it.
    /// </summary>
    public Task DoAsync(Move move, ModelProcess process)
    {
        return move.Deed switch
        {
            Deed.FillCart => AsShopperAsync(process, services => FillCartAsync(services, 1 + move.Pick % 3)),
            Deed.EmptyCart => AsShopperAsync(process, EmptyCartAsync),
            Deed.ShowPaymentStep => AsShopperAsync(process, ShowPaymentStepAsync),
            Deed.Continue => AsShopperAsync(process, ContinueAsync),
            Deed.PayOtherwise => AsShopperAsync(process, PayOtherwiseAsync),
            Deed.Poll => WithCodeAsync(move, process, Anybody, PollAsync),
            Deed.Notify => WithCodeAsync(move, process, Anybody, SettleAsync),
            Deed.ReturnAsShopper => WithCodeAsync(move, process, ShopperId, ReturnAsync),
            Deed.ReturnAsStranger => WithCodeAsync(move, process, Anybody, SettleAsync),
            Deed.Complete => WithCodeAsync(move, process, ShopperId, CompleteAsync),
            Deed.Renew => WithCodeAsync(move, process, ShopperId, RenewAsync),
            Deed.ComeAsGuest => ComeAsGuestAsync(process),
            Deed.LogIn => AsShopperAsync(process, services => LogInAsync(services, move.Pick)),
            Deed.LogOut => LogOutAsync(process),
            Deed.RetryOrder => WithOrderAsync(move, process, ShopperId, RetryAsync),
            Deed.RunTask => process.InBackgroundAsync(RunTaskAsync),
            Deed.RefundAll => WithOrderAsync(move, process, Anybody, RefundAllAsync),
            Deed.RefundPart => WithOrderAsync(move, process, Anybody,
                (services, order) => RefundPartAsync(services, order, move.Pick)),
            Deed.Capture => WithOrderAsync(move, process, Anybody, CaptureAsync),
            Deed.Void => WithOrderAsync(move, process, Anybody, VoidAsync),
            Deed.CancelOrder => WithOrderAsync(move, process, Anybody, CancelAsync),
            Deed.EditTotal => WithOrderAsync(move, process, Anybody, EditTotalAsync),
            Deed.LowerPaidTotal => WithOrderAsync(move, process, Anybody, LowerPaidTotalAsync),
            Deed.RefundBeyondTotal => WithOrderAsync(move, process, Anybody, RefundBeyondTotalAsync),
            Deed.MarkAsPaid => WithOrderAsync(move, process, Anybody, MarkAsPaidAsync),
            Deed.Reopen => WithOrderAsync(move, process, Anybody, ReopenAsync),
            _ => AtOnce(move)
        };
    }

    public static Task RunTaskAsync(IServiceProvider services)
    {
        return ActivatorUtilities.CreateInstance<CancelUnpaidInvoicesTask>(services).ExecuteAsync();
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

    private Task AtOnce(Move move)
    {
        switch (move.Deed)
        {
            case Deed.Wait:
                _world.Clock.Pass(Waits[move.Pick % Waits.Length]);
                break;
            case Deed.GlaseFails:
                _world.Glase.Faults.Add(Troubles[move.Pick % Troubles.Length].Times(1 + move.Pick / Troubles.Length));
                break;
            case Deed.GlaseTimesOut:
                _world.AddTimeout(move.Pick % 2 == 0 ? TimeoutTrouble.AfterItActed : TimeoutTrouble.BeforeItActed);
                break;
            case Deed.GlaseSaysLess:
                SayLess(Gaps[move.Pick % Gaps.Length], 1 + move.Pick / Gaps.Length);
                break;
            case Deed.DatabaseGoesAway:
                _world.TakeDatabaseAway(Absences[move.Pick % Absences.Length]);
                break;
            default:
                OnPhone(move);
                break;
        }

        return Task.CompletedTask;
    }

    private void SayLess(Action<PaymentStatusAnswer> gap, int answers)
    {
        _world.Glase.EditPaid = answer =>
        {
            if (Interlocked.Decrement(ref answers) >= 0)
                gap(answer);
        };
    }

    // What a payer does with a code that does not allow it shows on the phone only.
    private void OnPhone(Move move)
    {
        var codes = _world.All<GlaseInvoice>().Where(invoice => invoice.InvoiceReference is not null).ToList();
        if (codes.Count == 0)
            return;

        var reference = codes[^(1 + move.Pick % codes.Count)].InvoiceReference;
        try
        {
            switch (move.Deed)
            {
                case Deed.PhonePays:
                    _world.Glase.Pay(reference);
                    break;
                case Deed.PhonePaysOtherAmount:
                    _world.Glase.Pay(reference, 1 + move.Pick, _world.Glase.Invoice(reference).Content.TotalAmount.Currency);
                    break;
                case Deed.PhoneScans:
                    _world.Glase.Start(reference);
                    break;
                case Deed.PhoneCancels:
                    _world.Glase.Cancel(reference);
                    break;
                case Deed.PhoneFails:
                    _world.Glase.Fail(reference);
                    break;
                case Deed.PhoneExpires:
                    _world.Glase.Expire(reference);
                    break;
                case Deed.PhoneReserves:
                    _world.Glase.Reserve(reference);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(move), move.Deed, null);
            }
        }
        catch (InvalidOperationException refusal)
        {
            _world.Conductor.Score.Add($"{move.Deed}: {refusal.Message}");
        }
    }

    private Task AsShopperAsync(ModelProcess process, Func<IServiceProvider, Task> act)
    {
        return process.InRequestAsync(ShopperId, act);
    }

    private async Task WithCodeAsync(Move move, ModelProcess process, int? customerId, Func<IServiceProvider, string, Task> act)
    {
        var invoices = _world.All<GlaseInvoice>();
        if (invoices.Count == 0)
            return;

        var token = invoices[^(1 + move.Pick % invoices.Count)].Token;
        await process.InRequestAsync(customerId, services => act(services, token));
    }

    private async Task WithOrderAsync(Move move, ModelProcess process, int? customerId, Func<IServiceProvider, int, Task> act)
    {
        var orders = _world.All<Order>().Where(order => order.PaymentMethodSystemName == GlaseDefaults.SystemName).ToList();
        if (orders.Count == 0)
            return;

        var order = orders[^(1 + move.Pick % orders.Count)].Id;
        await process.InRequestAsync(customerId, services => act(services, order));
    }

    private async Task FillCartAsync(IServiceProvider services, int quantity)
    {
        var customer = await services.GetRequiredService<IWorkContext>().GetCurrentCustomerAsync();
        var product = await services.GetRequiredService<IProductService>().GetProductByIdAsync(_world.IsSentByPost ? _world.ParcelId : _world.DownloadId);
        await services.GetRequiredService<IShoppingCartService>().AddToCartAsync(
            customer, product, ShoppingCartType.ShoppingCart, _world.StoreId, quantity: quantity);
    }

    private async Task EmptyCartAsync(IServiceProvider services)
    {
        var customer = await services.GetRequiredService<IWorkContext>().GetCurrentCustomerAsync();
        await services.GetRequiredService<IShoppingCartService>().ClearShoppingCartAsync(customer, _world.StoreId);
    }

    private async Task ComeAsGuestAsync(ModelProcess process)
    {
        await process.InRequestAsync(null, async services =>
            _world.ShopperId = (await services.GetRequiredService<ICustomerService>().InsertGuestCustomerAsync()).Id);
    }

    private async Task LogInAsync(IServiceProvider services, int pick)
    {
        var customers = services.GetRequiredService<ICustomerService>();
        var workContext = services.GetRequiredService<IWorkContext>();
        var guest = await workContext.GetCurrentCustomerAsync();
        if (!await customers.IsGuestAsync(guest))
            return;

        var account = await customers.GetCustomerByIdAsync(_world.AccountIds[pick % 4 == 0 ? 1 : 0]);
        await services.GetRequiredService<IShoppingCartService>().MigrateShoppingCartAsync(guest, account, includeCouponCodes: true);
        await workContext.SetCurrentCustomerAsync(account);
        await services.GetRequiredService<IEventPublisher>().PublishAsync(new CustomerLoggedinEvent(account, guest));
        // The browser has the answer.
        _world.LoggedInGuestIds.Add(guest.Id);
        _world.ShopperId = account.Id;
    }

    // The next page makes a guest of whoever is signed in no more.
    private async Task LogOutAsync(ModelProcess process)
    {
        if (!_world.AccountIds.Contains(_world.ShopperId))
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
        await services.GetRequiredService<CheckoutStep>().PrepareAsync();
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
        var invoice = await services.GetRequiredService<GlaseInvoiceService>().GetByTokenAsync(token);
        if (!invoice.IsOpen)
            return;

        invoice = await AskAsync(services, invoice);
        if (invoice.IsConfirmed)
            await services.GetRequiredService<PaymentSettler>().SettleAsync(invoice);
    }

    private static async Task SettleAsync(IServiceProvider services, string token)
    {
        await services.GetRequiredService<PaymentSettler>().SettleAsync(await AskIfOpenAsync(services, token));
    }

    private static async Task ReturnAsync(IServiceProvider services, string token)
    {
        var invoice = await services.GetRequiredService<GlaseInvoiceService>().GetByTokenAsync(token);
        await (await services.GetRequiredService<ShopperSession>().OwnsAsync(invoice)
            ? CompleteAsync(services, token)
            : SettleAsync(services, token));
    }

    private static async Task CompleteAsync(IServiceProvider services, string token)
    {
        var invoice = await AskIfOpenAsync(services, token);
        if (invoice.IsConfirmed)
            await services.GetRequiredService<OrderPlacer>().PlaceAsync(invoice);
    }

    private static async Task RenewAsync(IServiceProvider services, string token)
    {
        var invoice = await services.GetRequiredService<GlaseInvoiceService>().GetByTokenAsync(token);
        if (!await services.GetRequiredService<ShopperSession>().OwnsAsync(invoice))
            return;

        if (invoice.OrderId is { } orderId)
            await services.GetRequiredService<OrderPayments>().PrepareAsync(orderId);
        else
            await services.GetRequiredService<CheckoutStep>().PrepareAsync();
    }

    private static async Task RetryAsync(IServiceProvider services, int orderId)
    {
        var order = await services.GetRequiredService<IOrderService>().GetOrderByIdAsync(orderId);
        var shopper = await services.GetRequiredService<IWorkContext>().GetCurrentCustomerAsync();
        if (order.CustomerId == shopper.Id && order.PaymentStatus == PaymentStatus.Pending && order.OrderStatus != OrderStatus.Cancelled)
            await services.GetRequiredService<IPaymentService>().PostProcessPaymentAsync(
                new PostProcessPaymentRequest { Order = order });
    }

    private static async Task<GlaseInvoice> AskIfOpenAsync(IServiceProvider services, string token)
    {
        var invoice = await services.GetRequiredService<GlaseInvoiceService>().GetByTokenAsync(token);
        return invoice.IsOpen ? await AskAsync(services, invoice) : invoice;
    }

    private static async Task<GlaseInvoice> AskAsync(IServiceProvider services, GlaseInvoice invoice)
    {
        return await services.GetRequiredService<IPaymentProbe>().TryAskAsync(invoice, CancellationToken.None) ?? invoice;
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

        await orders.InsertOrderNoteAsync(new OrderNote { OrderId = orderId, Note = MoneyRules.MarkedByAdministrator });
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
        foreach (var payment in await services.GetRequiredService<GlaseInvoiceService>().GetAllByOrderIdAsync(orderId))
        {
            var refunds = await services.GetRequiredService<GlaseRefundService>().GetByInvoiceIdAsync(payment.Id);
            var sums = RefundSums.Of(payment, refunds);
            if (sums.BeyondOrder(order) is > 0 and var amount)
                await services.GetRequiredService<OrderRefunds>().RefundBeyondOrderAsync(payment.Id, amount, sums.Refunded);
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
