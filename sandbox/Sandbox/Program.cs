using Glase.Simulator;
using Microsoft.AspNetCore.Connections;
using Sandbox.Data;
using Sandbox.Hosting;
using Sandbox.Seed;

var console = new ShopConsole(Console.Out, TimeProvider.System);
try
{
    await RunAsync(SandboxArguments.Parse(args));
    return 0;
}
catch (Exception exception) when (exception is SandboxArgumentException or DatabaseRefusedException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
catch (IOException exception) when (exception.InnerException is AddressInUseException)
{
    Console.Error.WriteLine(
        $"{exception.Message} Choose others: --urls http://localhost:5051 --simulator-urls http://localhost:5056");
    return 1;
}

async Task RunAsync(SandboxArguments arguments)
{
    await using var simulator = await GlaseSimulator.StartAsync(new SimulatorOptions
    {
        Urls = arguments.SimulatorUrls,
        Log = line => console.Say($"glase     {line}")
    });
    await using var shop = await SandboxShop.StartAsync(new SandboxOptions
    {
        Urls = arguments.Urls,
        Database = arguments.Database,
        ConnectionString = arguments.ConnectionString,
        DataFile = arguments.DataFile,
        Redis = arguments.Redis,
        GlaseServiceUrl = simulator.ServiceUri,
        EnterShopCredentials = true,
        PhonesUrl = simulator.BaseUri,
        OnePageCheckout = arguments.OnePageCheckout,
        AllLanguages = true,
        RunScheduledTasks = true,
        Output = Console.Out
    });
    Console.WriteLine($"""

        Northlight, a shop to try Glase in
          shop        {shop.BaseUri}
          admin       {shop.BaseUri}Admin    ({PeopleSeed.Administrator}, password {PeopleSeed.Password})
          phones      {simulator.BaseUri}    (pay and cancel here)
          data        {shop.Database.Description}
        Ctrl-C stops it; only the data stays.

        """);
    await shop.WaitForStopAsync();
}
