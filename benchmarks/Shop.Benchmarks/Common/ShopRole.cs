using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Nop.Core.Domain.Catalog;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Sandbox.Data;
using Sandbox.Hosting;
using Shop.Benchmarks.CheckoutStep;
using Shop.Benchmarks.ExpiredInvoices;
using Shop.Benchmarks.Farm;
using Shop.Benchmarks.PaidToScreen;
using Shop.Benchmarks.Waiting;

namespace Shop.Benchmarks.Common;

/// <summary>
/// The sandbox's shop in a process of its own.
/// </summary>
internal static class ShopRole
{
    public const string Name = "shop";
    public const string Cold = "--cold";
    public const string TimeSteps = "--time-steps";
    public const string ListMethods = "--list-methods";
    public const string Apart = "--apart";
    public const string NoPolls = "--no-polls";
    public const string Data = "--data=";
    public const string Database = "--database=";
    public const string Connection = "--connection=";
    public const string Redis = "--redis=";

    public static Task<ChildProcess> StartAsync(string glase, params string[] options) => ChildProcess.StartAsync(Name, [glase, .. options]);

    public static async Task RunAsync(string[] arguments)
    {
        using var steps = arguments.Contains(TimeSteps) ? new StepClock() : null;
        using var methods = arguments.Contains(ListMethods) ? new CompiledMethods() : null;
        await using var shop = await SandboxShop.StartAsync(new SandboxOptions
        {
            GlaseServiceUrl = new Uri(arguments[0]),
            OnePageCheckout = false,
            DataFile = ValueOf(arguments, Data),
            Database = Enum.TryParse<DatabaseKind>(ValueOf(arguments, Database), out var database) ? database : DatabaseKind.Sqlite,
            ConnectionString = ValueOf(arguments, Connection),
            Redis = ValueOf(arguments, Redis),
            ConfigureServices = services =>
            {
                if (arguments.Contains(Cold))
                    RemoveWarmUp(services);
                if (arguments.Contains(Apart))
                    NodesApart.Configure(services);
                if (arguments.Contains(NoPolls))
                    UnchangedPoller.Configure(services);
            }
        });
        await shop.RunAsync(FillShelvesAsync);
        var childCommandLoop = new ChildCommandLoop();
        childCommandLoop.On("warm", async () =>
        {
            foreach (var warmUp in shop.Services.GetServices<IHostedService>().OfType<WarmUp>())
                await warmUp.ExecuteTask;
            return true;
        });
        childCommandLoop.On("codes", words => shop.RunAsync(services => WaitingCodes.AddAsync(services, words[0].GetInt32())));
        childCommandLoop.On("issue", words => shop.RunAsync(services =>
            IssuedCode.IssueAsync(services, shop.BaseUri.ToString(), words[0].GetInt32())));
        childCommandLoop.On("outdate", words => shop.RunAsync(services => NodesApart.MarkAmountOutdatedAsync(services, words[0].GetString())));
        childCommandLoop.On("settled", words => shop.RunAsync(services => ExpiredPayments.AddSettledAsync(services, words[0].GetInt32())));
        childCommandLoop.On("expired", words => shop.RunAsync(services => ExpiredPayments.AddExpiredAsync(services, words[0].GetInt32())));
        childCommandLoop.On("open", () => shop.RunAsync(services => Task.FromResult(ExpiredPayments.CountOpen(services))));
        childCommandLoop.On("task", () => shop.RunAsync(ExpiredPayments.RunTaskAsync));
        childCommandLoop.On("cpu", () => Task.FromResult(Environment.CpuUsage.TotalTime.TotalSeconds));
        childCommandLoop.On("allocated", () => Task.FromResult(GC.GetTotalAllocatedBytes()));
        childCommandLoop.On("steps", () => Task.FromResult(steps.Take()));
        childCommandLoop.On("methods", words => Task.FromResult(methods.Between(words[0].GetDateTime(), words[1].GetDateTime())));
        await childCommandLoop.RunAsync(shop.BaseUri.ToString());
    }

    /// <summary>Leaves out what compiles pages and code beside the start.</summary>
    public static void RemoveWarmUp(IServiceCollection services)
    {
        services.Remove(services.Single(service => service.ImplementationType == typeof(WarmUp)));
    }

    /// <summary>Nothing is to be sold out before a benchmark is over.</summary>
    private static async Task<bool> FillShelvesAsync(IServiceProvider services)
    {
        var articles = services.GetRequiredService<IRepository<Product>>();
        var all = await articles.GetAllAsync(query => query);
        foreach (var article in all)
            article.StockQuantity = int.MaxValue / 2;
        await articles.UpdateAsync(all, publishEvent: false);
        return true;
    }

    private static string ValueOf(string[] arguments, string option)
    {
        return arguments.FirstOrDefault(argument => argument.StartsWith(option, StringComparison.Ordinal))?[option.Length..];
    }
}
