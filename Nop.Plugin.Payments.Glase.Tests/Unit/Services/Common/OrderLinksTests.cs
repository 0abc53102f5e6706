using Moq;
using Nop.Core.Domain.Stores;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Services.Configuration;
using Nop.Services.Security;
using Nop.Services.Stores;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Common;

public class OrderLinksTests
{
    private const int StoreId = 3;

    private static readonly Guid _order = Guid.Parse("7d4df3a4-12a5-4c0e-9a54-5b0a3c7f2e11");

    private readonly GlaseSettings _settings = new() { PaymentLinkKey = OrderLinks.NewKey() };
    private readonly Store _store = new() { Url = "https://shop.example.com/nordic/" };

    private OrderLinks Links => new(
        Mock.Of<IEncryptionService>(service => service.DecryptText(_settings.PaymentLinkKey, "") == _settings.PaymentLinkKey + "decrypted"),
        Mock.Of<ISettingService>(service => service.LoadSettingAsync<GlaseSettings>(0) == Task.FromResult(_settings)),
        Mock.Of<IStoreService>(service => service.GetStoreByIdAsync(StoreId) == Task.FromResult(_store)));

    [Test]
    public async Task A_link_begins_with_the_address_of_the_store_and_leads_back_to_the_order()
    {
        var url = await Links.GetUrlAsync(_order, StoreId);

        Assert.That(url, Does.Match("^https://shop\\.example\\.com/nordic/glase/order/[A-Za-z0-9_-]{43}$"));
        Assert.That(await Links.ReadAsync(url[^OrderLinks.TokenLength..]), Is.EqualTo(_order));
        Assert.That(await Links.GetUrlAsync(_order, StoreId), Is.EqualTo(url), "it is the same each time");
    }

    [Test]
    public async Task The_tokens_of_others_are_refused([Values(0, 21, 42)] int place)
    {
        var token = await Links.GetTokenAsync(_order);
        var changed = token[..place] + (token[place] == 'g' ? 'Q' : 'g') + token[(place + 1)..];

        Assert.That(await Links.ReadAsync(changed), Is.Null);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("short")]
    [TestCase("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    public async Task What_is_no_token_is_refused(string text)
    {
        Assert.That(await Links.ReadAsync(text), Is.Null);
    }

    [Test]
    public async Task Another_key_ends_all_links()
    {
        var token = await Links.GetTokenAsync(_order);

        _settings.PaymentLinkKey = OrderLinks.NewKey();

        Assert.That(await Links.ReadAsync(token), Is.Null);
    }

    [Test]
    public async Task Without_a_key_or_an_address_there_is_no_link([Values] bool hasKey)
    {
        if (hasKey)
            _store.Url = null;
        else
            _settings.PaymentLinkKey = null;

        Assert.That(await Links.GetUrlAsync(_order, StoreId), Is.Null);
    }
}
