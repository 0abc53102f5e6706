using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Razor.Compilation;
using Microsoft.AspNetCore.Mvc.Razor.RuntimeCompilation;
using Microsoft.AspNetCore.Mvc.ViewComponents;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging.Abstractions;
using Nop.Plugin.Payments.Glase;

namespace Sandbox.Hosting;

/// <summary>
/// The views and what renders them, once for all shops of the process: none of it knows the shop that shows a view, and what ASP.NET Core
/// compiles for each view and view component takes longer than most pages. A view that differs from what was compiled is compiled at run
/// time, as in nopCommerce.
/// </summary>
internal static class SharedViews
{
    private static readonly Lazy<IViewCompilerProvider> _compiler = new(() => Build(PluginFiles.Views));
    private static readonly Lazy<ServiceProvider> _renderers = new(() => BuildRenderers(_compiler.Value));
    private static readonly Lazy<IRazorPageFactoryProvider> _pages = new(() => new Pages(Renderer<IRazorPageFactoryProvider>()));

    /// <summary>Has a shop show them.</summary>
    public static void Use(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton(_ => _compiler.Value));
        services.Replace(ServiceDescriptor.Singleton(shop => PagesOf(shop.GetRequiredService<IViewCompilerProvider>())));
        services.Replace(ServiceDescriptor.Singleton(_ => Renderer<IRazorPageActivator>()));
        services.Replace(ServiceDescriptor.Singleton(_ => Renderer<IViewComponentDescriptorCollectionProvider>()));
        services.Replace(ServiceDescriptor.Singleton(_ => Renderer<IViewComponentInvokerFactory>()));
    }

    /// <param name="files">The plugin's views as they are now</param>
    internal static IViewCompilerProvider Build(IFileProvider files)
    {
        var services = NewServices();
        services.AddControllersWithViews()
            .ConfigureApplicationPartManager(manager =>
            {
                manager.ApplicationParts.Clear();
                manager.ApplicationParts.Add(new CompiledRazorAssemblyPart(typeof(SharedViews).Assembly));
                manager.ApplicationParts.Add(new CompiledRazorAssemblyPart(typeof(GlaseDefaults).Assembly));
                manager.ApplicationParts.Add(new LoadedAssembliesPart());
            })
            .AddRazorRuntimeCompilation(options =>
            {
                options.FileProviders.Clear();
                options.FileProviders.Add(files);
            });
        return services.BuildServiceProvider().GetRequiredService<IViewCompilerProvider>();
    }

    private static T Renderer<T>() where T : class => _renderers.Value.GetRequiredService<T>();

    // A shop may have a compiler of its own.
    private static IRazorPageFactoryProvider PagesOf(IViewCompilerProvider compiler)
    {
        return compiler == _compiler.Value ? _pages.Value : BuildRenderers(compiler).GetRequiredService<IRazorPageFactoryProvider>();
    }

    private static ServiceProvider BuildRenderers(IViewCompilerProvider compiler)
    {
        var services = NewServices();
        // Those who listen to ASP.NET Core hear of these views too.
        services.AddSingleton(new DiagnosticListener("Microsoft.AspNetCore"));
        services.AddSingleton<DiagnosticSource>(provider => provider.GetRequiredService<DiagnosticListener>());
        ShopApplication.AddViews(services, typeof(GlaseDefaults).Assembly);
        services.Replace(ServiceDescriptor.Singleton(compiler));
        return services.BuildServiceProvider();
    }

    private static ServiceCollection NewServices()
    {
        var services = new ServiceCollection();
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton<IWebHostEnvironment>(new NoEnvironment());
        services.AddSingleton<IHostEnvironment>(provider => provider.GetRequiredService<IWebHostEnvironment>());
        return services;
    }

    /// <summary>Keeps how each page is made.</summary>
    private sealed class Pages : IRazorPageFactoryProvider
    {
        private readonly ConcurrentDictionary<string, RazorPageFactoryResult> _made = new(StringComparer.Ordinal);
        private readonly IRazorPageFactoryProvider _factories;

        public Pages(IRazorPageFactoryProvider factories)
        {
            _factories = factories;
        }

        public RazorPageFactoryResult CreateFactory(string relativePath)
        {
            if (_made.TryGetValue(relativePath, out var made) && !made.ViewDescriptor.ExpirationTokens.Any(token => token.HasChanged))
                return made;
            made = _factories.CreateFactory(relativePath);
            if (made.Success)
                _made[relativePath] = made;
            return made;
        }
    }

    /// <summary>Lets views refer to everything the process was started with.</summary>
    private sealed class LoadedAssembliesPart : ApplicationPart, ICompilationReferencesProvider
    {
        public override string Name => "Loaded assemblies";

        public IEnumerable<string> GetReferencePaths()
        {
            return ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")).Split(Path.PathSeparator);
        }
    }

    private sealed class NoEnvironment : IWebHostEnvironment
    {
        public string ApplicationName { get; set; } = typeof(SharedViews).Assembly.GetName().Name;
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;
        public string EnvironmentName { get; set; } = Environments.Production;
        public IFileProvider WebRootFileProvider { get; set; } = new NullFileProvider();
        public string WebRootPath { get; set; } = AppContext.BaseDirectory;
    }
}
