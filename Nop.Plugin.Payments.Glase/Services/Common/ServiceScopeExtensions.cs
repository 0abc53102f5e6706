using Microsoft.Extensions.DependencyInjection;

namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// Uses one service of a scope of its own, where there is no request or the work belongs to none.
/// </summary>
internal static class ServiceScopeExtensions
{
    /// <summary>
    /// Resolves a service in a new scope, runs an action with it, and ends the scope.
    /// </summary>
    /// <returns>The action's result</returns>
    public static async Task<TResult> RunAsync<TService, TResult>(this IServiceScopeFactory scopeFactory, Func<TService, Task<TResult>> action)
    {
        await using var scope = scopeFactory.CreateAsyncScope();
        return await action(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <inheritdoc cref="RunAsync{TService, TResult}" />
    public static async Task RunAsync<TService>(this IServiceScopeFactory scopeFactory, Func<TService, Task> action)
    {
        await using var scope = scopeFactory.CreateAsyncScope();
        await action(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
