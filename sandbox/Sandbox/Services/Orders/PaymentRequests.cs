using Newtonsoft.Json;
using Nop.Core;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Payments;
using Nop.Services.Common;
using Nop.Services.Payments;

namespace Sandbox.Services.Orders;

/// <summary>
/// The payment of the current customer's checkout, kept between its steps. An order's GUID stays the same for a while.
/// </summary>
internal sealed class PaymentRequests
{
    private readonly IGenericAttributeService _attributes;
    private readonly IStoreContext _storeContext;
    private readonly IWorkContext _workContext;
    private readonly PaymentSettings _settings;
    private readonly TimeProvider _time;

    public PaymentRequests(
        IGenericAttributeService attributes, IStoreContext storeContext, IWorkContext workContext, PaymentSettings settings,
        TimeProvider time)
    {
        _attributes = attributes;
        _storeContext = storeContext;
        _workContext = workContext;
        _settings = settings;
        _time = time;
    }

    public async Task<ProcessPaymentRequest> GetAsync()
    {
        var json = await _attributes.GetAttributeAsync<string>(
            await _workContext.GetCurrentCustomerAsync(), NopCustomerDefaults.ProcessPaymentRequestAttribute,
            (await _storeContext.GetCurrentStoreAsync()).Id);
        return string.IsNullOrEmpty(json) ? null : JsonConvert.DeserializeObject<ProcessPaymentRequest>(json);
    }

    public async Task SetAsync(ProcessPaymentRequest request, bool useNewOrderGuid)
    {
        if (request is not null && !useNewOrderGuid && _settings.RegenerateOrderGuidInterval > 0)
            await KeepGuidAsync(request);

        await _attributes.SaveAttributeAsync(
            await _workContext.GetCurrentCustomerAsync(), NopCustomerDefaults.ProcessPaymentRequestAttribute,
            request is null ? null : JsonConvert.SerializeObject(request), (await _storeContext.GetCurrentStoreAsync()).Id);
    }

    private async Task KeepGuidAsync(ProcessPaymentRequest request)
    {
        if (await GetAsync() is not { OrderGuidGeneratedOnUtc: { } generated } previous)
            return;

        var age = _time.GetUtcNow().UtcDateTime - generated;
        if (age.TotalSeconds >= _settings.RegenerateOrderGuidInterval)
            return;

        request.OrderGuid = previous.OrderGuid;
        request.OrderGuidGeneratedOnUtc = generated;
    }
}
