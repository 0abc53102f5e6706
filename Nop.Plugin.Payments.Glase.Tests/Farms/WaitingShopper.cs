using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;
using Shop.Benchmarks.PaidToScreen;

namespace Nop.Plugin.Payments.Glase.Tests.Farms;

/// <summary>
/// A shopper behind a load balancer who waits in the payment step and whose script completes the order when the page says that it is paid.
/// </summary>
internal sealed class WaitingShopper : IAsyncDisposable
{
    private static readonly TimeSpan _retryInterval = TimeSpan.FromSeconds(1);

    private readonly HttpShopper _shopper;
    private readonly PaymentElement _code;
    private readonly Uri[] _nodes;

    private WaitingShopper(HttpShopper shopper, PaymentElement code, Uri[] nodes)
    {
        _shopper = shopper;
        _code = code;
        _nodes = nodes;
        Invoice = new IssuedCode(code.Token, code.Reference);
        Page = new WaitingPage(nodes, code.Token);
        Completed = CompleteAsync();
    }

    public IssuedCode Invoice { get; }

    public WaitingPage Page { get; }

    /// <summary>
    /// Ends when a node has answered that the order is placed.
    /// </summary>
    public Task Completed { get; }

    /// <summary>
    /// Fills a cart and goes to the payment step.
    /// </summary>
    /// <param name="nodes">The nodes, the one first that the load balancer chose</param>
    public static async Task<WaitingShopper> EnterAsync(Uri[] nodes)
    {
        var shopper = new HttpShopper(nodes[0]);
        await shopper.PutIntoCartAsync();
        var code = await shopper.GetCodeAsync();
        Assert.That(code.State, Is.EqualTo("waiting"));
        return new WaitingShopper(shopper, code, nodes);
    }

    public async ValueTask DisposeAsync()
    {
        await Page.DisposeAsync();
        _shopper.Dispose();
    }

    private async Task CompleteAsync()
    {
        await Page.Paid;
        for (var node = 0; !await TryCompleteAsync(_nodes[node % _nodes.Length]); node++)
            await Task.Delay(_retryInterval);
    }

    // A node that has ended refuses, or breaks the connection off.
    private async Task<bool> TryCompleteAsync(Uri node)
    {
        try
        {
            using var content = new FormUrlEncodedContent([_code.RequestToken]);
            using var response = await _shopper.Http.PostAsync(new Uri(node, _code.CompleteUrl), content);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
