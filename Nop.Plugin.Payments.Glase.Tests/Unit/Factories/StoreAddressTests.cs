using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Services.Common;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Factories;

public class StoreAddressTests
{
    [TestCase("http://localhost/")]
    [TestCase("https://localhost:5001/shop/")]
    [TestCase("http://127.0.0.1:5490/")]
    [TestCase("http://[::1]/")]
    [TestCase("https://10.1.2.3/")]
    [TestCase("https://172.16.0.1/")]
    [TestCase("https://172.31.255.254/")]
    [TestCase("https://192.168.1.10/")]
    [TestCase("https://169.254.1.1/")]
    [TestCase("https://[fd00::1]/")]
    [TestCase("https://[fe80::1]/")]
    [TestCase("https://[::ffff:192.168.1.10]/")]
    [TestCase("https://intranet/")]
    [TestCase("https://shop.local/")]
    [TestCase("https://shop.test/")]
    [TestCase("https://SHOP.LAN/")]
    public void Addresses_of_this_network_are_local(string url)
    {
        Assert.That(new StoreAddress(url).IsLocal, Is.True);
    }

    [TestCase("https://shop.example.com/")]
    [TestCase("https://172.32.0.1/")]
    [TestCase("https://193.168.1.10/")]
    [TestCase("https://[2001:db8::1]/")]
    [TestCase("https://localhost.example.com/")]
    [TestCase("https://björk.example/")]
    public void Addresses_of_the_internet_are_not(string url)
    {
        Assert.That(new StoreAddress(url).IsLocal, Is.False);
    }

    [Test]
    public void A_deleted_store_has_no_address()
    {
        Assert.That(StoreLocation.Of(null), Is.Null);
        Assert.That(StoreLocation.Hosts(null), Is.Empty);
    }

    [TestCase("http://shop.example.com/", true)]
    [TestCase("https://shop.example.com/", false)]
    public void Https_protects(string url, bool isInsecure)
    {
        Assert.That(new StoreAddress(url).IsInsecure, Is.EqualTo(isInsecure));
    }

    [TestCase("shop.example.com")]
    [TestCase("")]
    [TestCase(null)]
    [TestCase("file:///shop")]
    public void An_address_that_is_not_complete_leads_nobody_here(string url)
    {
        var address = new StoreAddress(url);

        Assert.Multiple(() =>
        {
            Assert.That(address.IsLocal, Is.True);
            Assert.That(address.Host, Is.EqualTo(url));
        });
    }
}
