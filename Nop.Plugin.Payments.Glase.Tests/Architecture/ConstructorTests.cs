using System.Reflection;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Architecture;

/// <summary>
/// A class with many dependencies has more than one responsibility. Records are data, whose parameters are their properties.
/// </summary>
public class ConstructorTests
{
    private const int MaxParameters = 8;

    private static readonly string[] _exceptions =
    [
        // nopCommerce wants one class for all that a payment method does; it only delegates.
        "GlasePaymentMethod"
    ];

    [Test]
    public void No_other_class_has_a_constructor_of_more_than_eight_parameters()
    {
        Assert.That(WithMoreParametersThan(MaxParameters), Is.EquivalentTo(_exceptions));
        Assert.That(WithMoreParametersThan(MaxParameters - 1), Is.Not.Empty, "the search finds those that have the most");
    }

    private static IEnumerable<string> WithMoreParametersThan(int count)
    {
        return typeof(GlaseDefaults).Assembly.GetTypes()
            .Where(type => type.IsClass && type.GetMethod("<Clone>$") is null)
            .Where(type => type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Any(constructor => constructor.GetParameters().Length > count))
            .Select(type => type.Name);
    }
}
