using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Infrastructure;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// Puts <see cref="UnavailablePageMiddleware"/> right inside nopCommerce's error handlers.
/// </summary>
public class UnavailablePageStartup : INopStartup
{
    /// <inheritdoc />
    public int Order => 1;

    /// <inheritdoc />
    public void ConfigureServices(IServiceCollection services, IConfiguration configuration)
    {
    }

    /// <inheritdoc />
    public void Configure(IApplicationBuilder application)
    {
        application.UseMiddleware<UnavailablePageMiddleware>();
    }
}
