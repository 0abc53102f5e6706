using System.Reflection;
using FluentValidation;
using FluentValidation.AspNetCore;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Nop.Core.Http;
using Newtonsoft.Json.Serialization;
using Sandbox.Data;
using Sandbox.Seed;
using Sandbox.Shop;

namespace Sandbox.Hosting;

/// <summary>Puts a shop's web application together: services, middleware, routes.</summary>
internal static class ShopApplication
{
    /// <summary>Pages that wait for events never finish by themselves; the host's own 30 seconds are too long for them.</summary>
    private static readonly TimeSpan _shutdownTimeout = TimeSpan.FromSeconds(1);

    public static WebApplication Build(SandboxOptions options, ShopDatabase database)
    {
        var plugins = new PluginHost();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(ShopApplication).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production
        });
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateScopes = true);
        builder.WebHost.UseKestrel().UseUrls(options.Urls ?? $"http://127.0.0.1:{options.Port}");

        builder.Services.AddShop(options, database, plugins);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = _shutdownTimeout);
        AddWeb(builder.Services, plugins);
        // A lifetime that ends is watched by a timer, which would keep a stopped shop's services in memory for two minutes.
        builder.Services.ConfigureHttpClientDefaults(client => client.SetHandlerLifetime(Timeout.InfiniteTimeSpan));
        plugins.ConfigureServices(builder.Services, builder.Configuration);
        options.ConfigureServices?.Invoke(builder.Services);

        var application = builder.Build();
        Configure(application, options, plugins);
        return application;
    }

    private static void AddWeb(IServiceCollection services, PluginHost plugins)
    {
        services.AddLogging();
        services.AddRouting();
        services.AddLocalization();
        services.AddDistributedMemoryCache();
        services.AddSession(session => session.Cookie.Name = $"{NopCookieDefaults.Prefix}.Session");
        services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = $"{NopCookieDefaults.Prefix}.Antiforgery");
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = NopCookieDefaults.Prefix + NopCookieDefaults.AuthenticationCookie;
            cookie.LoginPath = "/login";
            cookie.AccessDeniedPath = "/login";
        });

        AddViews(services, plugins.Assembly)
            .AddMvcOptions(mvc => mvc.Conventions.Add(new OneCheckoutConvention()))
            .AddControllersAsServices()
            .AddCookieTempDataProvider(tempData => tempData.Cookie.Name = $"{NopCookieDefaults.Prefix}.TempData");
        services.AddFluentValidationAutoValidation().AddFluentValidationClientsideAdapters();
        services.AddValidatorsFromAssembly(plugins.Assembly);
        SharedViews.Use(services);
    }

    /// <summary>Adds MVC with the views and view components of the shop and of the plugin.</summary>
    internal static IMvcBuilder AddViews(IServiceCollection services, Assembly plugin)
    {
        return services.AddControllersWithViews()
            .ConfigureApplicationPartManager(manager => manager.ApplicationParts.Clear())
            .AddApplicationPart(typeof(ShopApplication).Assembly)
            .AddApplicationPart(plugin)
            .AddNewtonsoftJson(json => json.SerializerSettings.ContractResolver = new DefaultContractResolver())
            .AddRazorOptions(razor => ViewLocations.Add(razor));
    }

    private static void Configure(WebApplication application, SandboxOptions options, PluginHost plugins)
    {
        application.UseExceptionHandler("/error");
        application.UseStatusCodePagesWithReExecute("/error/{0}");
        plugins.Configure(application, beforeRouting: true);
        application.UseContentSecurityPolicy(options);
        application.UseStaticFiles(new StaticFileOptions { FileProvider = ShopFiles.Provider });
        application.UseStaticFiles(new StaticFileOptions { FileProvider = PluginFiles.Public });
        application.UseRouting();
        application.UseSession();
        application.UseRequestLocalization(Localize);
        application.UseAuthentication();
        application.UseAuthorization();
        plugins.Configure(application, beforeRouting: false);

        ShopRoutes.Map(application);
        plugins.RegisterRoutes(application);
    }

    /// <summary>The culture of a request is that of the language cookie, as in nopCommerce.</summary>
    private static void Localize(RequestLocalizationOptions localization)
    {
        localization.SetDefaultCulture(ShopLanguages.Cultures[0])
            .AddSupportedCultures(ShopLanguages.Cultures)
            .AddSupportedUICultures(ShopLanguages.Cultures);
        localization.RequestCultureProviders =
            [new CookieRequestCultureProvider { CookieName = WorkContext.CultureCookie, Options = localization }];
    }
}
