using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Infrastructure;

public class NopStartupTests
{
    [Test]
    public void No_service_has_two_implementations_which_nopCommerce_warns_of()
    {
        var services = new ServiceCollection();
        new NopStartup().ConfigureServices(services, new ConfigurationBuilder().Build());

        var ambiguous = services
            .Where(service => service.ServiceType.FullName.StartsWith("Nop.", StringComparison.Ordinal) && service.ImplementationType is not null)
            .GroupBy(service => service.ServiceType)
            .Where(group => group.Count() > 1);

        Assert.That(ambiguous.Select(group => group.Key.Name), Is.Empty);
        Assert.That(services.Count(service => service.ServiceType == typeof(IRecoveryStep)), Is.EqualTo(RecoveryPipeline.StepTypes.Count));
    }
}
