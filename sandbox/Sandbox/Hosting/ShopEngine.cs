using Nop.Core.Infrastructure;

namespace Sandbox.Hosting;

/// <summary>
/// nopCommerce's static service locator, for many shops in one process: it answers with the services of the request or of the
/// background work that asks, so it knows no shop itself.
/// </summary>
internal sealed class ShopEngine : IEngine
{
    private static readonly AsyncLocal<IServiceProvider> _background = new();
    private static readonly HttpContextAccessor _http = new();

    /// <summary>Services of the background work on this flow of execution; null in requests.</summary>
    public static IServiceProvider Background
    {
        get => _background.Value;
        set => _background.Value = value;
    }

    private static IServiceProvider Current =>
        _background.Value ?? _http.HttpContext?.RequestServices
        ?? throw new InvalidOperationException("EngineContext is asked outside of a request and of background work.");

    public static void Install() => EngineContext.Replace(new ShopEngine());

    public void ConfigureServices(IServiceCollection services, IConfiguration configuration)
    {
        throw new NotSupportedException("A shop of the sandbox is built by SandboxShop.");
    }

    public void ConfigureRequestPipeline(IApplicationBuilder application)
    {
        throw new NotSupportedException("A shop of the sandbox is built by SandboxShop.");
    }

    public T Resolve<T>(IServiceScope scope = null) where T : class => (T)Resolve(typeof(T), scope);

    public object Resolve(Type type, IServiceScope scope = null) => (scope?.ServiceProvider ?? Current).GetService(type);

    public IEnumerable<T> ResolveAll<T>() => Current.GetServices<T>();

    public object ResolveUnregistered(Type type) => ActivatorUtilities.CreateInstance(Current, type);
}
