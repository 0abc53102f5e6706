using System.Collections.Concurrent;
using Nop.Services.Orders;

namespace Sandbox.Services.Orders;

/// <summary>One order of a customer at a time, and none again within an interval. It holds on this node only.</summary>
internal sealed class OrderQueue
{
    private readonly ConcurrentDictionary<int, Place> _places = new();
    private readonly TimeProvider _time;

    public OrderQueue(TimeProvider time)
    {
        _time = time;
    }

    public async Task<PlaceOrderResult> PlaceAsync(int customerId, TimeSpan interval, Func<Task<PlaceOrderResult>> place)
    {
        var own = _places.GetOrAdd(customerId, _ => new Place());
        await own.Turn.WaitAsync();
        try
        {
            if (own.NextOn > _time.GetUtcNow())
                return new PlaceOrderResult { Errors = ["Please wait a little before placing another order."] };

            var result = await place();
            if (result.Success)
                own.NextOn = _time.GetUtcNow() + interval;
            return result;
        }
        finally
        {
            own.Turn.Release();
        }
    }

    private sealed class Place
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public DateTimeOffset NextOn { get; set; }
    }
}
