namespace Sandbox.Hosting;

/// <summary>
/// The services of what runs now: those of the request, of the background work, or of a scope made for the moment.
/// </summary>
internal sealed class CurrentScope
{
    private readonly IHttpContextAccessor _http;
    private readonly IServiceScopeFactory _scopes;

    public CurrentScope(IHttpContextAccessor http, IServiceScopeFactory scopes)
    {
        _http = http;
        _scopes = scopes;
    }

    /// <summary>Uses what is there, or makes a scope for the moment.</summary>
    public async Task UseAsync(Func<IServiceProvider, Task> act)
    {
        if ((ShopEngine.Background ?? _http.HttpContext?.RequestServices) is { } services)
            await act(services);
        else
            await RunAsync(act);
    }

    /// <summary>Work in a scope of its own.</summary>
    public async Task RunAsync(Func<IServiceProvider, Task> act)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var before = ShopEngine.Background;
        ShopEngine.Background = scope.ServiceProvider;
        try
        {
            await act(scope.ServiceProvider);
        }
        finally
        {
            ShopEngine.Background = before;
        }
    }
}
