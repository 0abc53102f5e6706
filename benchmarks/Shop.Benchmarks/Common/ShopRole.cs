using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Nop.Core.Domain.Catalog;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Sandbox.Hosting;
using Shop.Benchmarks.CheckoutStep;
using Shop.Benchmarks.ExpiredInvoices;
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

    public static Task<Child> StartAsync(string glase, params string[] options) => Child.StartAsync(Name, [glase, .. options]);

    public static async Task RunAsync(string[] arguments)
    {
        using var steps = arguments.Contains(TimeSteps) ? new StepClock() : null;
        await using var shop = await SandboxShop.StartAsync(new SandboxOptions
        {
            GlaseServiceUrl = new Uri(arguments[0]),
            OnePageCheckout = false,
            ConfigureServices = services =>
            {
                if (arguments.Contains(Cold))
                    RemoveWarmUp(services);
            }
        });
        await shop.RunAsync(FillShelvesAsync);
        var role = new Role();
        role.On("warm", async () =>
        {
            foreach (var warmUp in shop.Services.GetServices<IHostedService>().OfType<WarmUp>())
                await warmUp.ExecuteTask;
            return true;
        });
        role.On("codes", words => shop.RunAsync(services => WaitingCodes.AddAsync(services, words[0].GetInt32())));
        role.On("issue", words => shop.RunAsync(services =>
            IssuedCode.IssueAsync(services, shop.BaseUri.ToString(), words[0].GetInt32())));
        role.On("settled", words => shop.RunAsync(services => PastPayments.AddSettledAsync(services, words[0].GetInt32())));
        role.On("expired", words => shop.RunAsync(services => PastPayments.AddExpiredAsync(services, words[0].GetInt32())));
        role.On("open", () => shop.RunAsync(services => Task.FromResult(PastPayments.CountOpen(services))));
        role.On("task", () => shop.RunAsync(PastPayments.RunTaskAsync));
        role.On("cpu", () => Task.FromResult(Environment.CpuUsage.TotalTime.TotalSeconds));
        role.On("allocated", () => Task.FromResult(GC.GetTotalAllocatedBytes()));
        role.On("steps", () => Task.FromResult(steps.Take()));
        await role.RunAsync(shop.BaseUri.ToString());
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

    private static void RemoveWarmUp(IServiceCollection services)
    {
        services.Remove(services.Single(service => service.ImplementationType == typeof(WarmUp)));
    }
}
