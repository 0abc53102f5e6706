using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Customers;
using Nop.Data;
using NUnit.Framework;
using Sandbox.Hosting;

namespace Nop.Plugin.Payments.Glase.Tests.Shop;

/// <summary>SQLite knows neither decimals nor times nor Guids: what is written must come back as from a real shop's database.</summary>
public class StoredValueTests
{
    private SandboxShop _shop;

    [SetUp]
    public async Task StartAsync() => _shop = await SandboxShop.StartAsync(new SandboxOptions { InstallGlase = false });

    [TearDown]
    public async Task StopAsync() => await _shop.DisposeAsync();

    [TestCase("5.55", "5.5500")]
    [TestCase("0.1", "0.1000")]
    [TestCase("12.34565", "12.3457")]
    [TestCase("-12.34565", "-12.3457")]
    [TestCase("99999999999.9999", "99999999999.9999")]
    public async Task Money_keeps_four_places(string written, string read)
    {
        await _shop.RunAsync(async services =>
        {
            var products = services.GetRequiredService<IRepository<Product>>();
            var product = products.Table.First();
            product.Price = decimal.Parse(written, CultureInfo.InvariantCulture);
            await products.UpdateAsync(product);

            var again = products.Table.First(row => row.Id == product.Id);
            Assert.That(again.Price.ToString(CultureInfo.InvariantCulture), Is.EqualTo(read));
        });
    }

    [Test]
    public async Task Money_is_compared_sorted_and_summed_as_numbers()
    {
        await _shop.RunAsync(async services =>
        {
            var products = services.GetRequiredService<IRepository<Product>>();
            var prices = products.Table.OrderBy(product => product.Price).Select(product => product.Price).ToList();

            Assert.That(prices, Is.Ordered);
            Assert.That(products.Table.Count(product => product.Price > 9.99m), Is.EqualTo(prices.Count(price => price > 9.99m)));
            Assert.That(await products.Table.SumAsync(product => product.Price), Is.EqualTo(prices.Sum()));
        });
    }

    [Test]
    public async Task Times_keep_microseconds_and_are_found_by_comparing()
    {
        await _shop.RunAsync(async services =>
        {
            var customers = services.GetRequiredService<IRepository<Customer>>();
            var time = new DateTime(2026, 2, 28, 23, 59, 59, DateTimeKind.Utc).AddTicks(1_234_560);
            var customer = new Customer { CreatedOnUtc = time, LastActivityDateUtc = time, CustomerGuid = Guid.NewGuid() };
            await customers.InsertAsync(customer);

            var found = customers.Table.Single(row => row.CustomerGuid == customer.CustomerGuid && row.CreatedOnUtc == time);
            Assert.That(found.CreatedOnUtc.Ticks, Is.EqualTo(time.Ticks));
            Assert.That(customers.Table.Any(row => row.Id == customer.Id && row.CreatedOnUtc < time), Is.False);
        });
    }
}
