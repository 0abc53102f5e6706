using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// Has the shop's proxy settings read before the first call to Glase. Where they cannot be read, nothing is sent, and the next call reads them.
/// </summary>
internal sealed class ShopProxyHandler(ShopProxy proxy) : DelegatingHandler
{
    /// <inheritdoc />
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        return proxy.EnsureRead() is { } reading ? SendAfterAsync(reading, request, cancellationToken) : base.SendAsync(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAfterAsync(Task reading, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            await reading.WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new ProxySettingsException(exception);
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
