using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Nop.Core.Domain.Security;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Tests.Unit.Api;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Infrastructure;

/// <summary>
/// The shop's proxy settings apply to calls to Glase, and a shop that cannot read them for a while does not lose Glase for good.
/// </summary>
public class ShopProxyTests
{
    private static readonly Uri _glase = new("https://glase.example/soap");

    private readonly FakeTimeProvider _clock = new();
    private Func<ProxySettings> _read = () => new ProxySettings();
    private int _reads;

    [Test]
    public async Task The_proxy_of_the_settings_is_used_with_its_credentials()
    {
        var proxy = await ReadAsync(new ProxySettings { Enabled = true, Address = "proxy.example", Port = "8080", Username = "shop", Password = "secret" });

        Assert.That(proxy.IsBypassed(_glase), Is.False);
        Assert.That(proxy.GetProxy(_glase), Is.EqualTo(new Uri("http://proxy.example:8080")));
        var credential = proxy.Credentials.GetCredential(proxy.GetProxy(_glase), "Basic");
        Assert.That((credential.UserName, credential.Password), Is.EqualTo(("shop", "secret")));
    }

    [Test]
    public async Task Without_a_user_name_the_account_of_the_process_is_used()
    {
        var proxy = await ReadAsync(new ProxySettings { Enabled = true, Address = "proxy.example", Port = "8080" });

        Assert.That(proxy.Credentials.GetCredential(_glase, "Negotiate"), Is.SameAs(CredentialCache.DefaultNetworkCredentials));
    }

    [Test]
    public async Task Local_addresses_bypass_it_where_the_settings_say_so([Values] bool bypasses)
    {
        var proxy = await ReadAsync(new ProxySettings { Enabled = true, Address = "proxy.example", Port = "8080", BypassOnLocal = bypasses });

        Assert.That(proxy.IsBypassed(new Uri("http://localhost:5000/")), Is.EqualTo(bypasses));
    }

    [Test]
    public async Task Where_it_is_off_the_proxy_of_the_system_is_used()
    {
        var proxy = await ReadAsync(new ProxySettings { Address = "proxy.example", Port = "8080" });

        Assert.That(proxy.IsBypassed(_glase), Is.EqualTo(HttpClient.DefaultProxy.IsBypassed(_glase)));
        Assert.That(proxy.GetProxy(_glase), Is.EqualTo(HttpClient.DefaultProxy.GetProxy(_glase)));
    }

    [Test]
    public async Task Changed_settings_apply_after_two_minutes()
    {
        var proxy = await ReadAsync(new ProxySettings { Enabled = true, Address = "old.example", Port = "8080" });
        _read = () => new ProxySettings { Enabled = true, Address = "new.example", Port = "8080" };

        Assert.That(proxy.EnsureRead(), Is.Null);
        Assert.That(_reads, Is.EqualTo(1));
        _clock.Advance(TimeSpan.FromMinutes(2));

        Assert.That(proxy.EnsureRead(), Is.Null, "no call waits for it");
        Assert.That(() => proxy.GetProxy(_glase).Host, Is.EqualTo("new.example").After(10_000, 10));
    }

    [Test]
    public async Task Settings_that_cannot_be_read_any_more_are_kept_and_read_again()
    {
        var proxy = await ReadAsync(new ProxySettings { Enabled = true, Address = "proxy.example", Port = "8080" });
        _read = () => throw new TimeoutException();
        _clock.Advance(TimeSpan.FromMinutes(2));

        Assert.That(proxy.EnsureRead(), Is.Null);
        Assert.That(() => _reads, Is.EqualTo(2).After(10_000, 10));
        Assert.That(proxy.GetProxy(_glase).Host, Is.EqualTo("proxy.example"));

        Assert.That(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            _ = proxy.EnsureRead();
            return _reads;
        }, Is.GreaterThan(2).After(10_000, 10));
    }

    [Test]
    public async Task A_client_whose_first_call_could_not_read_them_makes_the_next_call()
    {
        var services = new ServiceCollection().AddGlaseClient();
        services.AddScoped(_ => Read());
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<IGlaseClient>();
        _read = () => throw new TimeoutException();
        var failure = await FailureAsync(client);
        _read = () => new ProxySettings();

        Assert.That(failure.Message, Does.Contain("proxy settings could not be read"));
        Assert.That((failure.Kind, failure.OutcomeUnknown), Is.EqualTo((GlaseFailureKind.Unreachable, false)));
        Assert.That((await FailureAsync(client)).Message, Does.Contain("no connection to"), "it is tried");
    }

    private static async Task<GlaseApiException> FailureAsync(IGlaseClient client)
    {
        try
        {
            await client.SendInvoiceAsync(Calls.Connection with { ServiceUrl = LoopbackServer.Nobody() }, Calls.Invoice);
        }
        catch (GlaseApiException exception)
        {
            return exception;
        }

        throw new AssertionException("The call did not fail.");
    }

    private async Task<ShopProxy> ReadAsync(ProxySettings settings)
    {
        _read = () => settings;
        var proxy = new ShopProxy(new ServiceCollection().AddScoped(_ => Read()).BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(), _clock);
        await proxy.EnsureRead();
        return proxy;
    }

    private ProxySettings Read()
    {
        Interlocked.Increment(ref _reads);
        return _read();
    }
}
