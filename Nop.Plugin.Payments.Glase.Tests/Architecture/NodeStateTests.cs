using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Caching;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Architecture;

/// <summary>
/// What a process keeps in memory, docs/farm.md says what it means with several nodes.
/// </summary>
public partial class NodeStateTests
{
    [Test]
    public void The_page_about_nodes_lists_each_service_that_lives_as_long_as_the_process()
    {
        var listed = File.ReadLines(Path.Combine(Repository.Root, "docs", "farm.md"))
            .SkipWhile(line => line != "## What each node keeps for itself").Where(line => line.StartsWith('|')).Skip(2)
            .SelectMany(line => CodeName().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value)).ToList();

        Assert.That(listed, Is.EquivalentTo(Singletons(hasRedis: false).Union(Singletons(hasRedis: true))));
    }

    private static IEnumerable<string> Singletons(bool hasRedis)
    {
        var services = new ServiceCollection();
        if (hasRedis)
            services.AddSingleton(Mock.Of<IRedisConnectionWrapper>());
        new NopStartup().ConfigureServices(services, new ConfigurationBuilder().Build());
        var plugin = typeof(NopStartup).Assembly;
        // One that is registered for several services is listed by its own name.
        var own = services.Where(service => service.Lifetime == ServiceLifetime.Singleton && !service.IsKeyedService).ToList();
        var types = own.Select(service => service.ImplementationType).OfType<Type>().Where(type => type.Assembly == plugin).ToList();
        var interfaces = own.Where(service => service.ImplementationFactory is not null && service.ServiceType.Assembly == plugin)
            .Select(service => service.ServiceType).Where(type => !types.Exists(type.IsAssignableFrom) || type.Name.StartsWith("IGlase", StringComparison.Ordinal));
        return types.Select(type => type.Name).Concat(interfaces.Select(type => type.Name)).Distinct();
    }

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex CodeName();
}
