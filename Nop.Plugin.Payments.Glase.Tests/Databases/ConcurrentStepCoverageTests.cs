using System.Reflection;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// No step of the scheduled task is left out where it runs several times at once.
/// </summary>
public class ConcurrentStepCoverageTests
{
    [Test]
    public void Each_step_of_the_task_is_shown_beside_itself()
    {
        var shown = typeof(ConcurrentShopTestBase).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(ConcurrentShopTestBase)))
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetCustomAttributesData())
            .Where(attribute => attribute.AttributeType.IsGenericType && attribute.AttributeType.GetGenericTypeDefinition() == typeof(RecoveryStepAttribute<>))
            .Select(attribute => attribute.AttributeType.GetGenericArguments()[0])
            .Distinct();

        Assert.That(shown, Is.EquivalentTo(RecoveryPipeline.StepTypes), "a test of each step has to name it in its attribute RecoveryStep");
    }
}
