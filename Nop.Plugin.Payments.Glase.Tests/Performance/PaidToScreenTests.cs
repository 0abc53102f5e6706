using Glase.Simulator.Rules;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;
using Shop.Benchmarks.PaidToScreen;

namespace Nop.Plugin.Payments.Glase.Tests.Performance;

/// <summary>
/// Many payments at a time, each of which shows on its own screen: counts, never times.
/// </summary>
public class PaidToScreenTests
{
    private const int Payments = 40;
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    [TestCase(NotificationMode.On)]
    [TestCase(NotificationMode.Off)]
    public async Task Each_screen_is_told_once_that_it_is_paid(NotificationMode mode)
    {
        await using var fixture = await ShopFixture.StartAsync();
        fixture.Glase.NotificationMode = mode;
        var codes = await fixture.Shop.RunAsync(services =>
            IssuedCode.IssueAsync(services, fixture.Shop.BaseUri.ToString(), Payments));
        using var http = new HttpClient { BaseAddress = fixture.Shop.BaseUri };

        var told = await Task.WhenAll(codes.Select(code => PayAsync(http, fixture, code)));

        Assert.That(told, Has.All.EqualTo(1));
    }

    /// <returns>How often the screen was told</returns>
    private static async Task<int> PayAsync(HttpClient http, ShopFixture fixture, IssuedCode code)
    {
        using var timeout = new CancellationTokenSource(_patience);
        using var response = await http.GetAsync($"glase/{code.Token}/events", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        int waiting = 0, paid = 0;
        while (await reader.ReadLineAsync(timeout.Token) is { } line)
        {
            if (line.Contains("\"waiting\"", StringComparison.Ordinal) && waiting++ == 0)
                fixture.Glase.Pay(code.Reference);
            if (line.Contains("\"paid\"", StringComparison.Ordinal))
                paid++;
        }

        return paid;
    }
}
