using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// Registers the client of the Glase merchant API.
/// </summary>
public static class GlaseClientRegistration
{
    /// <summary>
    /// Adds <see cref="IGlaseClient"/> and <see cref="IGlaseHealth"/>, one of each for the shop. The host's proxy settings
    /// apply.
    /// </summary>
    /// <param name="services">The host's services</param>
    /// <param name="configure">Changes the defaults of <see cref="GlaseClientOptions"/>; null to keep them</param>
    /// <returns>The same services</returns>
    public static IServiceCollection AddGlaseClient(this IServiceCollection services, Action<GlaseClientOptions> configure = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor
            .Singleton<IValidateOptions<GlaseClientOptions>, GlaseClientOptionsValidator>());
        var options = services.AddOptions<GlaseClientOptions>();
        if (configure is not null)
            options.Configure(configure);

        services.AddMetrics();
        services.TryAddSingleton(provider => new GlaseClientMetrics(
            provider.GetRequiredService<IMeterFactory>().Create(GlaseDiagnostics.Name), GlaseDiagnostics.Activities));
        services.TryAddSingleton<GlaseResilience>();
        services.TryAddSingleton<IGlaseHealth>(provider => provider.GetRequiredService<GlaseResilience>());
        services.TryAddSingleton<IGlaseClient>(provider => new GlaseClient(Exchanges(provider),
            provider.GetRequiredService<GlaseResilience>(), provider.GetRequiredService<GlaseClientMetrics>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IGlaseConnectionTester>(provider => new GlaseConnectionTester(Exchanges(provider),
            provider.GetRequiredService<GlaseClientMetrics>(), provider.GetRequiredService<TimeProvider>()));

        // A line per request would fill the log while shoppers wait.
        services.TryAddSingleton<ShopProxy>();
        services.TryAddTransient<ShopProxyHandler>();
        services.AddHttpClient(nameof(GlaseTransport)).RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(provider => NewHandler(provider.GetRequiredService<ShopProxy>()))
            .AddHttpMessageHandler<ShopProxyHandler>();
        return services;
    }

    private static Func<GlaseTransport> Exchanges(IServiceProvider provider)
    {
        var handlers = provider.GetRequiredService<IHttpMessageHandlerFactory>();
        var options = provider.GetRequiredService<IOptions<GlaseClientOptions>>();
        return () => new GlaseTransport(new HttpMessageInvoker(handlers.CreateHandler(nameof(GlaseTransport)), disposeHandler: false), options);
    }

    /// <summary>
    /// A redirect would carry the password to wherever it points, and a cookie one store's session to another's.
    /// </summary>
    private static HttpClientHandler NewHandler(ShopProxy proxy)
    {
        return new HttpClientHandler { Proxy = proxy, AllowAutoRedirect = false, UseCookies = false };
    }
}
