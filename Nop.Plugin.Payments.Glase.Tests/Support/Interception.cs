using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// Lets a test do something before and after calls of one of the shop's services, or answer in its place.
/// </summary>
internal static class Interception
{
    /// <summary>
    /// Intercepts the calls of a service.
    /// </summary>
    /// <param name="services">The shop's services, all of them registered</param>
    /// <param name="around">Gets the method, its arguments and what calls the service itself; returns what its caller gets</param>
    public static void Intercept<T>(this IServiceCollection services, Func<MethodInfo, object[], Func<object>, object> around)
        where T : class
    {
        var registered = services.Last(service => service.ServiceType == typeof(T));
        services.Add(new ServiceDescriptor(typeof(T), provider =>
        {
            var proxy = DispatchProxy.Create<T, Interceptor<T>>();
            var interceptor = (Interceptor<T>)(object)proxy;
            interceptor.Target = (T)(registered.ImplementationFactory?.Invoke(provider)
                ?? registered.ImplementationInstance
                ?? ActivatorUtilities.CreateInstance(provider, registered.ImplementationType));
            interceptor.Around = around;
            return proxy;
        }, registered.Lifetime));
    }
}
