using Microsoft.Extensions.DependencyInjection;

namespace Nop.Web.Framework.Infrastructure.Extensions;

public static class HttpClientBuilderExtensions
{
    /// <remarks>As in a shop, this replaces the primary handler. There it also has the shop's proxy.</remarks>
    public static void WithProxy(this IHttpClientBuilder httpClientBuilder) =>
        httpClientBuilder.ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler());
}
