using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Release;

/// <summary>
/// A plugin that asks for a higher version of an assembly than the shop has does not load there.
/// </summary>
public class HostVersionTests
{
    [TestCase("Nop.Core", "4.90.0.0")]
    [TestCase("Nop.Data", "4.90.0.0")]
    [TestCase("Nop.Services", "4.90.0.0")]
    [TestCase("Nop.Web.Framework", "4.90.0.0")]
    [TestCase("Nop.Web", "4.90.0.0")]
    [TestCase("FluentMigrator", "7.1.0.0")]
    [TestCase("FluentMigrator.Abstractions", "7.1.0.0")]
    [TestCase("QRCoder", "1.4.3.0")]
    public void The_plugin_asks_for_no_higher_version_than_nopCommerce_has(string assembly, string has)
    {
        var asked = typeof(GlasePaymentMethod).Assembly.GetReferencedAssemblies().Single(name => name.Name == assembly);

        Assert.That(asked.Version, Is.LessThanOrEqualTo(Version.Parse(has)));
    }
}
