using Nop.Core;
using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Core.Domain.Shipping;
using Nop.Data;
using Nop.Services.Common;
using Nop.Services.Customers;
using Nop.Services.Orders;
using Nop.Services.Payments;
using Sandbox.Data.Entities;
using Sandbox.Services.Orders;
using Sandbox.Shop.Models;

namespace Sandbox.Shop;

/// <summary>What the shopper chooses on the way through the checkout, whichever form the checkout has.</summary>
internal sealed class CheckoutChoices
{
    private readonly IShoppingCartService _carts;
    private readonly ICustomerService _customers;
    private readonly IAddressService _addresses;
    private readonly IRepository<CustomerAddressLink> _addressLinks;
    private readonly IGenericAttributeService _attributes;
    private readonly IOrderService _orders;
    private readonly IOrderProcessingService _processing;
    private readonly IPaymentPluginManager _methods;
    private readonly IStoreContext _storeContext;
    private readonly IWorkContext _workContext;
    private readonly OrderSettings _orderSettings;
    private readonly PaymentSettings _paymentSettings;
    private readonly TimeProvider _time;

    public CheckoutChoices(
        IShoppingCartService carts, ICustomerService customers, IAddressService addresses,
        IRepository<CustomerAddressLink> addressLinks, IGenericAttributeService attributes, IOrderService orders,
        IOrderProcessingService processing, IPaymentPluginManager methods, IStoreContext storeContext, IWorkContext workContext,
        OrderSettings orderSettings, PaymentSettings paymentSettings, TimeProvider time)
    {
        _carts = carts;
        _customers = customers;
        _addresses = addresses;
        _addressLinks = addressLinks;
        _attributes = attributes;
        _orders = orders;
        _processing = processing;
        _methods = methods;
        _storeContext = storeContext;
        _workContext = workContext;
        _orderSettings = orderSettings;
        _paymentSettings = paymentSettings;
        _time = time;
    }

    public async Task<IList<ShoppingCartItem>> CartAsync()
    {
        var store = await _storeContext.GetCurrentStoreAsync();
        return await _carts.GetShoppingCartAsync(
            await _workContext.GetCurrentCustomerAsync(), ShoppingCartType.ShoppingCart, store.Id);
    }

    /// <summary>False when guests may not order here and this is one.</summary>
    public async Task<bool> MayOrderAsync()
    {
        return _orderSettings.AnonymousCheckoutAllowed
            || !await _customers.IsGuestAsync(await _workContext.GetCurrentCustomerAsync());
    }

    /// <summary>The beginning of a checkout forgets what an earlier one chose.</summary>
    public async Task ForgetAsync()
    {
        var store = await _storeContext.GetCurrentStoreAsync();
        await _customers.ResetCheckoutDataAsync(await _workContext.GetCurrentCustomerAsync(), store.Id);
    }

    public async Task SaveAddressAsync(CheckoutAddressModel model)
    {
        var customer = await _workContext.GetCurrentCustomerAsync();
        var known = model.AddressId == 0 ? null : await _customers.GetCustomerAddressAsync(customer.Id, model.AddressId);
        var address = known ?? await NewAddressAsync(customer, model);
        customer.BillingAddressId = customer.ShippingAddressId = address.Id;
        await _customers.UpdateCustomerAsync(customer);
    }

    public async Task<bool> SaveShippingAsync(string name)
    {
        if (ShippingOptions.Find(name) is not { } option)
            return false;

        await SaveAsync(NopCustomerDefaults.SelectedShippingOptionAttribute, option);
        return true;
    }

    public Task<ShippingOption> ShippingAsync() => ReadAsync<ShippingOption>(NopCustomerDefaults.SelectedShippingOptionAttribute);

    public Task UseRewardPointsAsync(bool use) => SaveAsync(NopCustomerDefaults.UseRewardPointsDuringCheckoutAttribute, use);

    public async Task<IPaymentMethod> SavePaymentMethodAsync(string systemName)
    {
        var customer = await _workContext.GetCurrentCustomerAsync();
        var store = await _storeContext.GetCurrentStoreAsync();
        var method = await _methods.LoadPluginBySystemNameAsync(systemName, customer, store.Id);
        if (!_methods.IsPluginActive(method))
            return null;

        await SaveAsync(NopCustomerDefaults.SelectedPaymentMethodAttribute, systemName);
        return method;
    }

    public Task ForgetPaymentMethodAsync() => SaveAsync<string>(NopCustomerDefaults.SelectedPaymentMethodAttribute, null);

    public Task<string> PaymentMethodNameAsync() => ReadAsync<string>(NopCustomerDefaults.SelectedPaymentMethodAttribute);

    /// <summary>Null when none was chosen, or the chosen one is gone.</summary>
    public async Task<IPaymentMethod> PaymentMethodAsync()
    {
        var store = await _storeContext.GetCurrentStoreAsync();
        return await PaymentMethodNameAsync() is { } name
            ? await _methods.LoadPluginBySystemNameAsync(name, await _workContext.GetCurrentCustomerAsync(), store.Id)
            : null;
    }

    public bool SkipsPaymentInfo(IPaymentMethod method)
    {
        return method.SkipPaymentInfo
            || (method.PaymentMethodType == PaymentMethodType.Redirection
                && _paymentSettings.SkipPaymentInfoStepForRedirectionPaymentMethods);
    }

    /// <exception cref="NopException">The cart cannot be ordered.</exception>
    public async Task<PlaceOrderResult> PlaceOrderAsync()
    {
        var customer = await _workContext.GetCurrentCustomerAsync();
        var store = await _storeContext.GetCurrentStoreAsync();
        if (await IsTooSoonAsync(customer, store.Id))
            throw new NopException("Please wait a little before placing another order.");

        var request = await _processing.GetProcessPaymentRequestAsync();
        if (request is null)
        {
            if (await _processing.IsPaymentWorkflowRequiredAsync(await CartAsync()))
                throw new NopException("Payment information is not entered");
            request = new ProcessPaymentRequest();
        }

        request.StoreId = store.Id;
        request.CustomerId = customer.Id;
        request.PaymentMethodSystemName = await PaymentMethodNameAsync();
        await _processing.SetProcessPaymentRequestAsync(request);
        var result = await _processing.PlaceOrderAsync(request);
        if (result.Success)
            await _processing.SetProcessPaymentRequestAsync(null);
        return result;
    }

    private async Task<bool> IsTooSoonAsync(Customer customer, int storeId)
    {
        if (_orderSettings.MinimumOrderPlacementInterval == 0)
            return false;

        var last = (await _orders.SearchOrdersAsync(storeId, customerId: customer.Id, pageSize: 1)).FirstOrDefault();
        return last is not null && (_time.GetUtcNow().UtcDateTime - last.CreatedOnUtc).TotalMinutes
            <= _orderSettings.MinimumOrderPlacementInterval;
    }

    private async Task<Address> NewAddressAsync(Customer customer, CheckoutAddressModel model)
    {
        var address = new Address
        {
            FirstName = model.FirstName,
            LastName = model.LastName,
            Email = model.Email,
            CountryId = model.CountryId,
            City = model.City,
            Address1 = model.Address1,
            ZipPostalCode = model.ZipPostalCode,
            PhoneNumber = model.PhoneNumber,
            CreatedOnUtc = _time.GetUtcNow().UtcDateTime
        };
        await _addresses.InsertAddressAsync(address);
        await _addressLinks.InsertAsync(new CustomerAddressLink { CustomerId = customer.Id, AddressId = address.Id });
        return address;
    }

    private async Task SaveAsync<T>(string key, T value)
    {
        var store = await _storeContext.GetCurrentStoreAsync();
        await _attributes.SaveAttributeAsync(await _workContext.GetCurrentCustomerAsync(), key, value, store.Id);
    }

    private async Task<T> ReadAsync<T>(string key)
    {
        var store = await _storeContext.GetCurrentStoreAsync();
        return await _attributes.GetAttributeAsync<T>(await _workContext.GetCurrentCustomerAsync(), key, store.Id);
    }
}
