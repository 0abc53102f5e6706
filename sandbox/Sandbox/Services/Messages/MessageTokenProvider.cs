using System.Net;
using Nop.Core.Domain.Messages;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Stores;
using Nop.Core.Events;
using Nop.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Messages;
using Nop.Services.Orders;

namespace Sandbox.Services.Messages;

/// <summary>The tokens of nopCommerce's that the templates here use.</summary>
internal sealed class MessageTokenProvider : IMessageTokenProvider
{
    private static readonly Dictionary<string, string[]> _allowed = new()
    {
        [TokenGroupNames.StoreTokens] = ["%Store.Name%", "%Store.URL%", "%Store.Email%"],
        [TokenGroupNames.CustomerTokens] = ["%Customer.Email%", "%Customer.FirstName%"],
        [TokenGroupNames.OrderTokens] =
            ["%Order.OrderNumber%", "%Order.CustomerFullName%", "%Order.CustomerEmail%", "%Order.Product(s)%"]
    };

    private readonly IAddressService _addresses;
    private readonly ICustomerService _customers;
    private readonly IEventPublisher _events;
    private readonly IOrderService _orders;

    public MessageTokenProvider(IAddressService addresses, ICustomerService customers, IEventPublisher events, IOrderService orders)
    {
        _addresses = addresses;
        _customers = customers;
        _events = events;
        _orders = orders;
    }

    public async Task AddStoreTokensAsync(IList<Token> tokens, Store store, EmailAccount emailAccount, int languageId)
    {
        tokens.Add(new Token("Store.Name", store.Name));
        tokens.Add(new Token("Store.URL", store.Url, true));
        tokens.Add(new Token("Store.Email", emailAccount.Email));
        await _events.PublishAsync(new EntityTokensAddedEvent<Store>(store, tokens));
    }

    public async Task AddOrderTokensAsync(IList<Token> tokens, Order order, int languageId, int vendorId = 0)
    {
        var address = await _addresses.GetAddressByIdAsync(order.BillingAddressId);
        var rows = new List<string>();
        foreach (var item in await _orders.GetOrderItemsAsync(order.Id))
        {
            var product = await _orders.GetProductByOrderItemIdAsync(item.Id);
            rows.Add($"<tr><td>{item.Quantity}</td><td>{WebUtility.HtmlEncode(product.Name)}</td></tr>");
        }

        tokens.Add(new Token("Order.OrderNumber", order.CustomOrderNumber));
        tokens.Add(new Token("Order.CustomerFullName", $"{address.FirstName} {address.LastName}"));
        tokens.Add(new Token("Order.CustomerEmail", address.Email));
        tokens.Add(new Token("Order.Product(s)", $"<table>{string.Concat(rows)}</table>", true));
        await _events.PublishAsync(new EntityTokensAddedEvent<Order>(order, tokens));
    }

    public async Task AddCustomerTokensAsync(IList<Token> tokens, int customerId)
    {
        var customer = await _customers.GetCustomerByIdAsync(customerId);
        tokens.Add(new Token("Customer.Email", customer?.Email));
        tokens.Add(new Token("Customer.FirstName", customer?.FirstName));
    }

    public async Task<IEnumerable<string>> GetListOfAllowedTokensAsync(IList<string> tokenGroups = null)
    {
        var added = new AdditionalTokensAddedEvent { TokenGroups = tokenGroups ?? [] };
        await _events.PublishAsync(added);
        return _allowed.Where(group => tokenGroups is null || tokenGroups.Contains(group.Key)).SelectMany(group => group.Value)
            .Concat(added.AdditionalTokens).Distinct();
    }
}
