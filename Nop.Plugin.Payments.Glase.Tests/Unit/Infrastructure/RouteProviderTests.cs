using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Infrastructure;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Infrastructure;

/// <summary>
/// A constraint in a pattern is made, and its expression compiled, for each action of the shop when it starts (ASP.NET Core 10).
/// </summary>
public class RouteProviderTests
{
    [Test]
    public async Task Constraints_of_actions_are_objects()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddControllersWithViews().AddApplicationPart(typeof(RouteProvider).Assembly);
        await using var application = builder.Build();

        new RouteProvider().RegisterRoutes(application);

        var policies = ((IEndpointRouteBuilder)application).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.RoutePattern.ParameterPolicies.GetValueOrDefault("action") ?? [])
            .ToList();
        Assert.That(policies, Is.Not.Empty);
        Assert.That(policies, Has.None.Matches<RoutePatternParameterPolicyReference>(policy => policy.ParameterPolicy is null));
    }
}
