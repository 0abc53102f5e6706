using StackExchange.Redis;

namespace Nop.Services.Caching;

public partial interface IRedisConnectionWrapper
{
    Task<IDatabase> GetDatabaseAsync();

    Task<ISubscriber> GetSubscriberAsync();

    string Instance { get; }
}
