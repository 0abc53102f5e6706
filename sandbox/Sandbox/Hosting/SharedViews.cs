using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Razor.Compilation;
using Microsoft.AspNetCore.Mvc.Razor.RuntimeCompilation;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging.Abstractions;
using Nop.Plugin.Payments.Glase;

namespace Sandbox.Hosting;

/// <summary>
/// The views, once for all shops of the process: a compiled view knows nothing of the shop that shows it. One that differs from what was
/// compiled is compiled at run time, as in nopCommerce.
/// </summary>
internal static class SharedViews
{
    private static readonly Lazy<IViewCompilerProvider> _compiler = new(() => Build(PluginFiles.Views));

    public static IViewCompilerProvider Compiler => _compiler.Value;

    /// <param name="files">The plugin's views as they are now</param>
    internal static IViewCompilerProvider Build(IFileProvider files)
    {
        var services = new ServiceCollection();
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton<IWebHostEnvironment>(new NoEnvironment());
        services.AddSingleton<IHostEnvironment>(provider => provider.GetRequiredService<IWebHostEnvironment>());
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
