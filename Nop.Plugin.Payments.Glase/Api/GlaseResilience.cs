using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// Circuit breakers and health per server and credentials.
/// </summary>
internal sealed class GlaseResilience(IOptions<GlaseClientOptions> options, TimeProvider timeProvider) : IGlaseHealth
{
    private static readonly GlaseHealth _healthy = new(false, null, null);

    private readonly ConcurrentDictionary<GlaseAccount, GlaseAccountState> _accounts = new();
    private readonly GlaseClientOptions _options = options.Value;
    private readonly TimeProvider _timeProvider = timeProvider;

    public GlaseAccountState For(GlaseOperation operation, GlaseConnection connection)
    {
        return _accounts.GetOrAdd(GlaseAccount.Of(connection, operation.UsesShopCredentials()),
            static (_, self) => new(self._options, self._timeProvider), this);
    }

    public GlaseHealth ForPayments(GlaseConnection connection)
    {
        return HealthOf(GlaseAccount.Of(connection, shop: false));
    }

    public GlaseHealth ForReports(GlaseConnection connection)
    {
        return HealthOf(GlaseAccount.Of(connection, shop: true));
    }

    private GlaseHealth HealthOf(GlaseAccount account)
    {
        return _accounts.TryGetValue(account, out var state) ? state.Health() : _healthy;
    }
}
