using Nop.Core.Domain.Stores;
using Nop.Data;
using Nop.Services.Stores;
using Sandbox.Data;

namespace Sandbox.Seed;

/// <summary>Fills a new database: tables, a store with its settings, goods, people.</summary>
internal sealed class ShopSeed
{
    public const string StoreName = "Northlight";

    private readonly ShopDatabase _database;
    private readonly IServiceProvider _services;

    public ShopSeed(ShopDatabase database, IServiceProvider services)
    {
        _database = database;
        _services = services;
    }

    /// <summary>Does nothing when the database was filled before.</summary>
    public async Task PlantAsync()
    {
        _database.CreateTables(_services);
        var stores = _services.GetRequiredService<IRepository<Store>>();
        if (stores.Table.Any())
            return;

        await stores.InsertAsync(new Store
        {
            Name = StoreName,
            Url = "http://localhost/",
            CompanyName = "Northlight AB",
            CompanyAddress = "Hamngatan 1, Stockholm",
            DisplayOrder = 1
        });
        await ActivatorUtilities.CreateInstance<SettingsSeed>(_services).PlantAsync();
        await ActivatorUtilities.CreateInstance<PlacesSeed>(_services).PlantAsync();
        await ActivatorUtilities.CreateInstance<TextsSeed>(_services).PlantAsync();
        await ActivatorUtilities.CreateInstance<CatalogueSeed>(_services).PlantAsync();
        await ActivatorUtilities.CreateInstance<PeopleSeed>(_services).PlantAsync();
    }

    /// <summary>Tells the store where it is reached now.</summary>
    public async Task MoveToAsync(Uri address)
    {
        var stores = _services.GetRequiredService<IStoreService>();
        var store = (await stores.GetAllStoresAsync())[0];
        store.Url = address.ToString();
        store.SslEnabled = address.Scheme == Uri.UriSchemeHttps;
        await stores.UpdateStoreAsync(store);
    }
}
