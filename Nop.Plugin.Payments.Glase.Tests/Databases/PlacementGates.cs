using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Orders;
using Nop.Core.Events;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// Holds orders up while nopCommerce places them, each at another step, until a test lets them go on.
/// </summary>
internal sealed class PlacementGates
{
    // The order's way through nopCommerce: what has to be stored next.
    private static readonly Step[] _all =
    [
        new("the order is saved", (method, _) => method == nameof(IOrderService.InsertOrderAsync)),
        new("its items are saved", (method, _) => method == nameof(IOrderService.InsertOrderItemAsync)),
        new("the cart is emptied", (method, _) => method == nameof(IShoppingCartService.ClearShoppingCartAsync)),
        new("others hear that it was placed", (_, argument) => argument is OrderPlacedEvent),
        new("others hear that it is paid", (_, argument) => argument is OrderPaidEvent)
    ];

    private readonly AsyncLocal<Step> _next = new();
    private readonly ConcurrentQueue<Step> _steps = [];
    private int _held;
    private TaskCompletionSource _opening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static int Count => _all.Length;

    /// <summary>
    /// Adds the gates to a shop.
    /// </summary>
    public void AddTo(IServiceCollection services)
    {
        services.Intercept<IOrderProcessingService>(Begin);
        services.Intercept<IOrderService>(Pass);
        services.Intercept<IShoppingCartService>(Pass);
        services.Intercept<IEventPublisher>(Pass);
    }

    /// <summary>
    /// Closes all gates: each of the next orders is held up at one of them.
    /// </summary>
    public void Close()
    {
        _held = 0;
        _opening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var step in _all)
            _steps.Enqueue(step);
    }

    /// <summary>
    /// Waits until each of the orders stands at a gate, or has failed before: a database may refuse what many do at once.
    /// </summary>
    public async Task UntilAllAreHeldAsync(IReadOnlyCollection<Task> orders)
    {
        await ShopFixture.UntilAsync(() => Task.FromResult(_held + orders.Count(order => order.IsCompleted) >= orders.Count),
            "the orders at their gates");
        Assert.That(_held, Is.GreaterThanOrEqualTo(Count - 1));
    }

    /// <summary>
    /// Lets all go on.
    /// </summary>
    public void Open() => _opening.TrySetResult();

    private object Begin(MethodInfo method, object[] arguments, Func<object> call)
    {
        if (method.Name == nameof(IOrderProcessingService.PlaceOrderAsync) && _steps.TryDequeue(out var step))
            _next.Value = step;
        return call();
    }

    private object Pass(MethodInfo method, object[] arguments, Func<object> call)
    {
        if (_next.Value?.IsReached(method.Name, arguments.FirstOrDefault()) != true)
            return call();

        _next.Value = null;
        return HoldAsync(call);
    }

    private async Task HoldAsync(Func<object> call)
    {
        Interlocked.Increment(ref _held);
        await _opening.Task;
        await (Task)call();
    }

    private sealed record Step(string Name, Func<string, object, bool> IsReached);
}
