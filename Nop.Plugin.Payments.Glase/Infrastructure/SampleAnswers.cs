using System.Reflection;
using Microsoft.AspNetCore.Antiforgery;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Directory;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// Answers in the place of the shop's services as a shop does in which a shopper may pay: by the type of what is asked for. It knows
/// nothing of the shop and calls nobody.
/// </summary>
internal class SampleAnswers : DispatchProxy
{
    private const string Anything = "0";

    private static readonly MethodInfo _later = typeof(SampleAnswers).GetMethod(nameof(LaterAsync), BindingFlags.NonPublic | BindingFlags.Static);

    private static readonly MethodInfo _each = typeof(SampleAnswers).GetMethod(nameof(EachAsync), BindingFlags.NonPublic | BindingFlags.Static);

    private static readonly Dictionary<string, object> _byMethod = new()
    {
        ["IsMobileDevice"] = false,
        ["HidePaymentMethodAsync"] = false,
        ["GetStoreLocation"] = GlaseClientWarmUp.ServiceUrl
    };

    private static readonly Dictionary<Type, object> _byType = new()
    {
        [typeof(bool)] = true,
        [typeof(decimal)] = 1m,
        [typeof(string)] = Anything,
        [typeof(AntiforgeryTokenSet)] = new AntiforgeryTokenSet(Anything, Anything, Anything, Anything)
    };

    private static readonly Dictionary<Type, Func<object>> _made = new()
    {
        [typeof(Address)] = () => new Address { Email = "sample@nowhere.invalid" },
        [typeof(Country)] = () => new Country { AllowsBilling = true, AllowsShipping = true },
        [typeof(Currency)] = () => new Currency { CurrencyCode = "EUR" },
        [typeof(Customer)] = () => new Customer { BillingAddressId = 0, ShippingAddressId = 0 },
        [typeof(GlaseSettings)] = () => new GlaseSettings
        {
            LiveServiceUrl = GlaseClientWarmUp.ServiceUrl,
            TerminalId = Anything,
            TerminalPassword = Anything,
            PaymentWindowMinutes = 1,
            SendInvoiceRows = true
        },
        [typeof(OrderSettings)] = () => new OrderSettings { AnonymousCheckoutAllowed = true },
        [typeof(Product)] = () => new Product { Name = Anything },
        [typeof(ShoppingCartItem)] = () => new ShoppingCartItem { Quantity = 1 },
        [typeof(Store)] = () => new Store { Name = Anything }
    };

    /// <summary>
    /// Makes a service of the shop that answers so.
    /// </summary>
    public static object Create(Type service) => Create(service, typeof(SampleAnswers));

    /// <summary>
    /// Gets what is answered to a question for something of a type; null where nothing is known to be good.
    /// </summary>
    public static object Of(Type type)
    {
        if (_byType.TryGetValue(type, out var value))
            return value;
        if (_made.TryGetValue(type, out var make))
            return make();
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Of(underlying);
        if (type.IsGenericType)
            return OfGeneric(type, type.GetGenericArguments());
        if (type.IsInterface)
            return type.Namespace.StartsWith("Nop.", StringComparison.Ordinal) ? Create(type) : null;
        return type.IsValueType || type is { IsClass: true, IsAbstract: false } && type.GetConstructor(Type.EmptyTypes) is not null
            ? Activator.CreateInstance(type)
            : null;
    }

    /// <inheritdoc />
    protected override object Invoke(MethodInfo targetMethod, object[] args)
    {
        var type = targetMethod.ReturnType;
        if (type == typeof(void))
            return null;
        if (type == typeof(Task))
            return LaterAsync<object>(null);
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(Task<>))
            return AnswerOf(targetMethod, type);

        var answer = type.GenericTypeArguments[0];
        return _later.MakeGenericMethod(answer).Invoke(null, [AnswerOf(targetMethod, answer)]);
    }

    private static object AnswerOf(MethodInfo method, Type type) => _byMethod.TryGetValue(method.Name, out var answer) ? answer : Of(type);

    private static object OfGeneric(Type type, Type[] arguments)
    {
        if (type.IsValueType)
            return Activator.CreateInstance(type, Array.ConvertAll(arguments, Of));
        if (arguments.Length != 1)
            return null;

        if (type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>))
            return _each.MakeGenericMethod(arguments).Invoke(null, [Of(arguments[0])]);

        // A list of texts is one of what is wrong.
        var item = arguments[0] == typeof(string) ? null : Of(arguments[0]);
        var items = Array.CreateInstance(arguments[0], item is null ? 0 : 1);
        if (item is not null)
            items.SetValue(item, 0);
        var list = typeof(List<>).MakeGenericType(arguments);
        return type.IsAssignableFrom(list) ? Activator.CreateInstance(list, items) : null;
    }

    // A database takes its time: what waits for it is compiled too.
    private static async Task<T> LaterAsync<T>(T answer)
    {
        // The views' texts, which are waited for without giving up the thread.
        if (typeof(T) != typeof(string))
            await Task.Yield();
        return answer;
    }

    private static async IAsyncEnumerable<T> EachAsync<T>(T item)
    {
        await Task.Yield();
        yield return item;
    }
}
