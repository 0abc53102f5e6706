using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Orders;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Localization;
using NUnit.Framework;
using Sandbox.Data;
using Sandbox.Hosting;

namespace Nop.Plugin.Payments.Glase.Tests.Shop;

public class ShopStartTests
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"sandbox-test-{Guid.NewGuid():N}.db");

    [TearDown]
    public void RemoveFile() => File.Delete(_file);

    [Test]
    public async Task Shops_of_one_process_know_nothing_of_each_other()
    {
        var shops = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => SandboxShop.StartAsync()));
        using var httpShopper = new HttpShopper(shops[1].BaseUri);
        await httpShopper.PutIntoCartAsync();

        var carts = await Task.WhenAll(shops.Select(CartItemsAsync));
        foreach (var shop in shops)
            await shop.DisposeAsync();

        Assert.That(carts, Is.EqualTo(new[] { 0, 1, 0 }));
    }

    [Test]
    public async Task A_named_data_file_stays_and_is_used_again()
    {
        await using (var shop = await SandboxShop.StartAsync(new SandboxOptions { DataFile = _file }))
        {
            using var httpShopper = new HttpShopper(shop.BaseUri);
            await httpShopper.PutIntoCartAsync();
        }

        await using var again = await SandboxShop.StartAsync(new SandboxOptions { DataFile = _file });
        Assert.That(await CartItemsAsync(again), Is.EqualTo(1));
    }

    [TestCase("a text", "is not a data file of this sandbox")]
    [TestCase("SQLite format 3\0, and then something else that is long enough to be the head of a file, and a little longer", "is not a data file of this sandbox")]
    public async Task A_file_of_another_program_stays_as_it_is(string content, string answer)
    {
        await File.WriteAllTextAsync(_file, content);

        Assert.That(() => SandboxShop.StartAsync(new SandboxOptions { DataFile = _file }),
            Throws.TypeOf<DatabaseRefusedException>().With.Message.Contains(answer));

        Assert.That(await File.ReadAllTextAsync(_file), Is.EqualTo(content));
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(_file), Path.GetFileName(_file) + "*"), Is.EqualTo(new[] { _file }));
    }

    [Test]
    public async Task A_damaged_data_file_is_named_and_kept()
    {
        await (await SandboxShop.StartAsync(new SandboxOptions { DataFile = _file })).DisposeAsync();
        var content = await File.ReadAllBytesAsync(_file);
        content.AsSpan(100, 4000).Fill(0xFF);
        await File.WriteAllBytesAsync(_file, content);

        Assert.That(() => SandboxShop.StartAsync(new SandboxOptions { DataFile = _file }),
            Throws.TypeOf<DatabaseRefusedException>().With.Message.Contains(_file).And.Message.Contains("--data"));

        Assert.That(await File.ReadAllBytesAsync(_file), Is.EqualTo(content));
    }

    [Test]
    public async Task A_nameless_data_file_goes_with_the_shop()
    {
        var shop = await SandboxShop.StartAsync();
        Assert.That(shop.DataFile, Does.Exist);

        await shop.DisposeAsync();

        var left = Directory.GetFiles(Path.GetDirectoryName(shop.DataFile), Path.GetFileName(shop.DataFile) + "*");
        Assert.That(left, Is.Empty);
    }

    [Test]
    public async Task A_shop_with_all_languages_shows_each_file_of_texts()
    {
        await using var shop = await SandboxShop.StartAsync(new SandboxOptions { AllLanguages = true });

        var languages = await shop.RunAsync(services => services.GetRequiredService<ILanguageService>().GetAllLanguagesAsync());

        Assert.That(languages.Select(GlaseResources.FindFor), Is.EquivalentTo(GlaseResources.Languages));
    }

    [Test]
    public async Task Two_shops_on_one_data_file_are_two_nodes_of_one_shop()
    {
        await using var one = await SandboxShop.StartAsync(new SandboxOptions { DataFile = _file });
        await using var other = await SandboxShop.StartAsync(new SandboxOptions { DataFile = _file });
        using var httpShopper = new HttpShopper(one.BaseUri);

        await httpShopper.PutIntoCartAsync();

        Assert.That(await CartItemsAsync(other), Is.EqualTo(1));
    }

    [Test]
    public async Task A_plugin_that_was_uninstalled_can_be_installed_again()
    {
        await using var fixture = await ShopFixture.StartAsync();
        using var admin = fixture.NewShopper();
        await admin.GoAsync("login?returnUrl=/Admin/Payment/PaymentMethods");
        await admin.PressAsync(admin.Page.QuerySelector(".login-button"), ("Email", "admin@example.com"), ("Password", "sandbox"));

        await admin.PressAsync(Button(admin, "Uninstall"));
        Assert.That(admin.Page.Body.TextContent, Does.Contain("not installed"));
        await admin.PressAsync(Button(admin, "Install"));

        Assert.That(admin.Page.Body.TextContent, Does.Not.Contain("not installed"));
    }

    private static AngleSharp.Dom.IElement Button(HttpShopper admin, string text)
    {
        return admin.Page.QuerySelectorAll("main button").FirstOrDefault(button => button.TextContent.Trim() == text);
    }

    private static Task<int> CartItemsAsync(SandboxShop shop)
    {
        return shop.RunAsync(services => services.GetRequiredService<IRepository<ShoppingCartItem>>().Table.CountAsync());
    }
}
