using Nop.Services.Caching;
using StackExchange.Redis;

namespace Sandbox.Services.Caching;

/// <summary>
/// nopCommerce's connection to Redis: made at the first call; one that is found lost is disposed, with its subscriptions, and the
/// caller waits for another one, or gets the exception when there is none to be had.
/// </summary>
internal sealed class RedisConnectionWrapper : IRedisConnectionWrapper, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string _configuration;
    private volatile ConnectionMultiplexer _connection;

    public RedisConnectionWrapper(string configuration)
    {
        _configuration = configuration;
    }

    public string Instance => "nopCommerce";

    public async Task<IDatabase> GetDatabaseAsync() => (await ConnectedAsync()).GetDatabase();

    public async Task<ISubscriber> GetSubscriberAsync() => (await ConnectedAsync()).GetSubscriber();

    public void Dispose()
    {
        _connection?.Dispose();
        _turn.Dispose();
    }

    private async Task<ConnectionMultiplexer> ConnectedAsync()
    {
        if (_connection is { IsConnected: true } connected)
            return connected;

        await _turn.WaitAsync();
        try
        {
            if (_connection is not { IsConnected: true })
            {
                _connection?.Dispose();
                _connection = await ConnectionMultiplexer.ConnectAsync(_configuration);
            }

            return _connection;
        }
        finally
        {
            _turn.Release();
        }
    }
}
