using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Nop.Core.Configuration;
using Nop.Core.Domain.Orders;
using Nop.Core.Events;
using Nop.Plugin.Payments.Glase;
using Nop.Services.Configuration;
using Sandbox.Data;
using Sandbox.Seed;
using Sandbox.Services.ExportImport;
using Sandbox.Services.Plugins;

namespace Sandbox.Hosting;

/// <summary>
/// A running shop that hosts the real plugin. Any number of them run in one process side by side.
/// </summary>
/// <example>
/// <code>
/// await using var shop = await SandboxShop.StartAsync(new SandboxOptions { GlaseServiceUrl = simulator.ServiceUri });
/// await shop.ChangeSettingsAsync&lt;OrderSettings&gt;(settings => settings.OnePageCheckoutEnabled = true);
/// </code>
/// </example>
public sealed class SandboxShop : IAsyncDisposable
{
    private readonly WebApplication _application;
    private bool _keepsData;

    private SandboxShop(WebApplication application, ShopDatabase database)
    {
        _application = application;
        Database = database;
        Console = Services.GetRequiredService<ShopConsole>();
    }

    /// <summary>The shop's address, with a slash at its end.</summary>
    public Uri BaseUri { get; private set; }

    /// <summary>
    /// The shop's services. Scoped ones need a scope: see <see cref="RunAsync(Func{IServiceProvider, Task})"/>.
    /// </summary>
    public IServiceProvider Services => _application.Services;

    public ShopDatabase Database { get; }

    /// <summary>The path of its data file; null for a shop on a server.</summary>
    public string DataFile => (Database as SqliteDatabase)?.File;

    public ShopConsole Console { get; }

    /// <exception cref="DatabaseRefusedException">The database cannot be reached or made.</exception>
    public static async Task<SandboxShop> StartAsync(SandboxOptions options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SandboxOptions();
        TableDefinitions.Install();
        ShopEngine.Install();
        WorkbookWriter.Install();
        ShopFilters.Install();
        CurrentPluginChanges.Install();

        // What was there before stays even when the start fails.
        var keepsData = options.Database != DatabaseKind.Sqlite || (options.DataFile is not null && File.Exists(options.DataFile));
        var database = Open(options);
        database.CreateIfMissing();
        var shop = new SandboxShop(ShopApplication.Build(options, database), database) { _keepsData = keepsData };
        try
        {
            await shop.SeedAsync(options);
            await shop.OpenAsync(options);
            await shop._application.StartAsync(cancellationToken);
            await shop.MoveAsync();
            shop._keepsData = keepsData || options.DataFile is not null;
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    /// <summary>Does something with the shop's services, outside of any request: as the background task's account.</summary>
    public Task RunAsync(Func<IServiceProvider, Task> act) => Services.GetRequiredService<CurrentScope>().RunAsync(act);

    /// <inheritdoc cref="RunAsync(Func{IServiceProvider, Task})"/>
    public async Task<T> RunAsync<T>(Func<IServiceProvider, Task<T>> act)
    {
        T result = default;
        await RunAsync(async services => { result = await act(services); });
        return result;
    }

    /// <summary>Changes settings as an administrator would: for all stores, at once.</summary>
    public Task ChangeSettingsAsync<TSettings>(Action<TSettings> change, int storeId = 0) where TSettings : ISettings, new()
    {
        return RunAsync(async services =>
        {
            var service = services.GetRequiredService<ISettingService>();
            var settings = await service.LoadSettingAsync<TSettings>(storeId);
            change(settings);
            await service.SaveSettingAsync(settings, storeId);
        });
    }

    /// <summary>Uninstalls a plugin, as an administrator does: the plugin may refuse, with an exception.</summary>
    public Task UninstallAsync(string systemName)
    {
        return RunAsync(services => services.GetRequiredService<PluginInstallation>().UninstallAsync(systemName));
    }

    /// <summary>Chooses to uninstall a plugin, on the page of plugins: the plugin may refuse, with an exception.</summary>
    public Task ChooseToUninstallAsync(string systemName)
    {
        return RunAsync(services => services.GetRequiredService<PluginInstallation>().ChooseToUninstallAsync(systemName));
    }

    /// <summary>Applies what was chosen there.</summary>
    public Task ApplyPluginChangesAsync()
    {
        return RunAsync(services => services.GetRequiredService<PluginInstallation>().ApplyChangesAsync());
    }

    /// <summary>Waits until the shop is told to stop: by Ctrl-C, or by the system.</summary>
    public Task WaitForStopAsync() => _application.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        if (_keepsData)
            Database.Release();
        else
            ((SqliteDatabase)Database).Delete();
    }

    private static ShopDatabase Open(SandboxOptions options)
    {
        var file = options.DataFile ?? Path.Combine(Path.GetTempPath(), $"sandbox-{Guid.NewGuid():N}.db");
        return options.Database switch
        {
            DatabaseKind.Sqlite => new SqliteDatabase(file, durable: options.DataFile is not null),
            DatabaseKind.PostgreSql => new PostgreSqlDatabase(options.ConnectionString),
            DatabaseKind.MySql => new MySqlDatabase(options.ConnectionString),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Database, "There is no such kind of database.")
        };
    }

    /// <summary>Throw-away data files of the usual three languages are copies of the first one.</summary>
    private async Task SeedAsync(SandboxOptions options)
    {
        var isUsual = IsUsual(options);
        var isCopy = isUsual
            && (IsUsuallyInstalled(options) && SeededFile.WithGlase.TryWrite(DataFile) || SeededFile.WithoutGlase.TryWrite(DataFile));
        await RunAsync(services => services.GetRequiredService<ShopSeed>().PlantAsync());
        if (isUsual && !isCopy)
            SeededFile.WithoutGlase.Remember((SqliteDatabase)Database);
    }

    private bool IsUsual(SandboxOptions options)
    {
        return Database.Kind == DatabaseKind.Sqlite && options.DataFile is null && !options.AllLanguages;
    }

    /// <summary>An installation stores when it was.</summary>
    private bool IsUsuallyInstalled(SandboxOptions options)
    {
        return IsUsual(options) && options.InstallGlase && options.TimeProvider == TimeProvider.System;
    }

    /// <summary>As nopCommerce does before it listens: installs, updates, tells.</summary>
    private async Task OpenAsync(SandboxOptions options)
    {
        await RunAsync(async services =>
        {
            var plugins = services.GetRequiredService<PluginInstallation>();
            await plugins.ReadAsync();
            if (options.InstallGlase && await plugins.InstallAsync(GlaseDefaults.SystemName))
            {
                await plugins.ActivateAsync(GlaseDefaults.SystemName);
                // What services of the caller's make of it is for that shop alone.
                if (IsUsuallyInstalled(options) && options.ConfigureServices is null)
                    SeededFile.WithGlase.Remember((SqliteDatabase)Database);
            }

            if (options.GlaseServiceUrl is not null)
                await services.GetRequiredService<GlaseSetup>().ApplyAsync();
            await services.GetRequiredService<IEventPublisher>().PublishAsync(new AppStartedEvent());
        });
        if (options.OnePageCheckout is { } onePage)
            await ChangeSettingsAsync<OrderSettings>(settings => settings.OnePageCheckoutEnabled = onePage);
    }

    private async Task MoveAsync()
    {
        var addresses = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>().Addresses;
        var address = addresses.First().Replace("//[::]:", "//localhost:").Replace("//0.0.0.0:", "//localhost:");
        BaseUri = new Uri(address.TrimEnd('/') + "/");
        await RunAsync(services => services.GetRequiredService<ShopSeed>().MoveToAsync(BaseUri));
    }
}
