using System.Reflection;
using Newtonsoft.Json;
using Nop.Core;
using Nop.Core.Infrastructure;
using Nop.Plugin.Payments.Glase;
using Nop.Services.Events;
using Nop.Services.Plugins;
using Nop.Web.Framework.Mvc.Routing;
using Sandbox.Services.Payments;

namespace Sandbox.Hosting;

/// <summary>
/// Takes the plugin's assembly into a shop by the types nopCommerce looks for: startups, routes, event consumers.
/// </summary>
internal sealed class PluginHost
{
    private const int OrderOfRouting = 400;

    private readonly IReadOnlyList<INopStartup> _startups;

    public PluginHost()
    {
        Assembly = typeof(GlasePaymentMethod).Assembly;
        _startups = [.. New<INopStartup>().OrderBy(startup => startup.Order)];
    }

    public Assembly Assembly { get; }

    /// <summary>The plugin as its plugin.json describes it, and the shop's other payment method.</summary>
    public IEnumerable<PluginDescriptor> Describe()
    {
        var plugin = JsonConvert.DeserializeObject<PluginDescriptor>(
            File.ReadAllText(Path.Combine(PluginFiles.Folder, "plugin.json")));
        if (!plugin.SupportedVersions.Contains(NopVersion.CURRENT_VERSION))
            throw new NopException($"{plugin.SystemName} does not support nopCommerce {NopVersion.CURRENT_VERSION}.");

        plugin.ReferencedAssembly = Assembly;
        plugin.OriginalAssemblyFile = Assembly.Location;
        plugin.PluginType = Assembly.GetExportedTypes().First(type => typeof(IPlugin).IsAssignableFrom(type) && !type.IsAbstract);
        return [plugin, CheckPaymentMethod.Descriptor()];
    }

    public void ConfigureServices(IServiceCollection services, IConfiguration configuration)
    {
        foreach (var startup in _startups)
            startup.ConfigureServices(services, configuration);
        foreach (var (contract, consumer) in Consumers())
            services.AddScoped(contract, consumer);
    }

    /// <summary>Adds the plugins' middleware that nopCommerce runs before its routing, or the rest.</summary>
    public void Configure(IApplicationBuilder application, bool beforeRouting)
    {
        foreach (var startup in _startups.Where(startup => startup.Order < OrderOfRouting == beforeRouting))
            startup.Configure(application);
    }

    public void RegisterRoutes(IEndpointRouteBuilder endpoints)
    {
        foreach (var provider in New<IRouteProvider>().OrderByDescending(provider => provider.Priority))
            provider.RegisterRoutes(endpoints);
    }

    private IEnumerable<(Type Contract, Type Consumer)> Consumers()
    {
        return from type in Assembly.GetExportedTypes()
               where type is { IsAbstract: false, IsGenericTypeDefinition: false }
               from contract in type.GetInterfaces()
               where contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IConsumer<>)
               select (contract, type);
    }

    private IEnumerable<T> New<T>()
    {
        return Assembly.GetExportedTypes()
            .Where(type => typeof(T).IsAssignableFrom(type) && !type.IsAbstract)
            .Select(type => (T)Activator.CreateInstance(type));
    }
}
