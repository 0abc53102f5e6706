using Nop.Core.Events;
using Nop.Services.Events;
using Sandbox.Hosting;
using INopLogger = Nop.Services.Logging.ILogger;

namespace Sandbox.Services.Events;

/// <summary>
/// Hands an event to its consumers, one after the other. As in nopCommerce, a consumer that fails is logged and passed over.
/// </summary>
internal sealed class EventPublisher : IEventPublisher
{
    private readonly CurrentScope _scope;

    public EventPublisher(CurrentScope scope)
    {
        _scope = scope;
    }

    public Task PublishAsync<TEvent>(TEvent @event) => _scope.UseAsync(services => PublishAsync(@event, services));

    public void Publish<TEvent>(TEvent @event) => PublishAsync(@event).GetAwaiter().GetResult();

    private static async Task PublishAsync<TEvent>(TEvent @event, IServiceProvider services)
    {
        foreach (var consumer in services.GetServices<IConsumer<TEvent>>())
        {
            try
            {
                await consumer.HandleEventAsync(@event);
            }
            catch (Exception exception)
            {
                await services.GetRequiredService<INopLogger>().ErrorAsync(exception.Message, exception);
            }

            if (@event is IStopProcessingEvent { StopProcessing: true })
                return;
        }
    }
}
