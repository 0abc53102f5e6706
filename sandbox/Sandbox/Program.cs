using System.Net.Sockets;
using Glase.Simulator;
using Sandbox.Data;
using Sandbox.Hosting;
using Sandbox.Seed;

var console = new ShopConsole(Console.Out, TimeProvider.System);
var parsed = SandboxArguments.Command.Parse(args);
if (parsed is { Action: not null, Errors.Count: 0 })
    return await parsed.InvokeAsync();

try
{
    await RunAsync(SandboxArguments.Parse(args));
    return 0;
}
catch (Exception exception) when (exception is SandboxArgumentException or DatabaseRefusedException or InvalidDataException)
{
    return Refuse(exception.Message);
}
catch (Exception exception) when (exception is IOException or SocketException or UnauthorizedAccessException)
{
    return Refuse($"{exception.Message} Choose other addresses: --urls http://localhost:5051 --simulator-urls http://localhost:5056");
}

static int Refuse(string reason)
{
    Console.Error.WriteLine(reason);
    return 1;
}

async Task RunAsync(SandboxArguments arguments)
{
    await using var simulator = arguments.Glase is not null ? null : await GlaseSimulator.StartAsync(new SimulatorOptions
    {
        Urls = arguments.SimulatorUrls,
        StateFile = arguments.SimulatorFile,
        Log = line => console.Say($"glase     {line}")
    });
    var phones = simulator?.BaseUri ?? new Uri(arguments.Glase, "/");
    await using var shop = await SandboxShop.StartAsync(new SandboxOptions
    {
        Urls = arguments.Urls,
        Database = arguments.Database,
        ConnectionString = arguments.ConnectionString,
        DataFile = arguments.DataFile,
        Redis = arguments.Redis,
        GlaseServiceUrl = simulator?.ServiceUri ?? arguments.Glase,
        EnterShopCredentials = true,
        PhonesUrl = phones,
        OnePageCheckout = arguments.OnePageCheckout,
        AllLanguages = true,
        RunScheduledTasks = true,
        Output = Console.Out
    });
    Console.WriteLine($"""

        Northlight, a shop to try Glase in
          shop        {shop.BaseUri}
          admin       {shop.BaseUri}Admin    ({PeopleSeed.Administrator}, password {PeopleSeed.Password})
          phones      {phones}    (pay and cancel here)
          data        {shop.Database.Description}
        Ctrl-C stops it; only the data stays.

        """);
    await shop.WaitForStopAsync();
}
