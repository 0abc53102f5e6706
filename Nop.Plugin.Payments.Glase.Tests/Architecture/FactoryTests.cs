using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Services.Checkout;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Composing;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Architecture;

/// <summary>
/// Factories build models of what services return: they neither change anything nor call Glase.
/// </summary>
public class FactoryTests
{
    private static readonly Assembly _plugin = typeof(GlaseDefaults).Assembly;

    // Whatever touches money has at least one of them.
    private static readonly Type[] _acting =
    [
        typeof(DistributedLock), typeof(IGlaseClient), typeof(IGlaseConnectionTester), typeof(IOrderProcessingService),
        typeof(BackgroundWork), typeof(PaymentWatchRegistry)
    ];

    // They ask such a service and have it do nothing.
    private static readonly Type[] _asking = [typeof(MinimumAmountValidator)];

    private static readonly string[] _changes =
    [
        "Advance", "Apply", "Cancel", "Delete", "Insert", "Issue", "Place", "Poll", "Publish", "Record", "Refund", "Save", "Send", "Set",
        "Submit", "Update"
    ];

    private static IEnumerable<Type> Factories => _plugin.GetTypes().Where(type => type.Namespace == typeof(PaymentModelFactory).Namespace
        && type is { IsClass: true, IsNested: false });

    [TestCaseSource(nameof(Factories))]
    public void A_factory_gets_no_service_that_acts(Type factory)
    {
        Assert.That(PathsTo(factory, _acting), Is.Empty);
    }

    [TestCaseSource(nameof(Factories))]
    public void A_factory_calls_nothing_that_changes_something(Type factory)
    {
        Assert.That(Changes(factory), Is.Empty);
    }

    [TestCaseSource(nameof(_asking))]
    public void What_only_asks_calls_nothing_that_changes_something(Type asking)
    {
        Assert.That(PathsTo(asking, _acting), Is.Not.Empty);
        Assert.That(Changes(asking), Is.Empty);
    }

    [Test]
    public void A_service_that_acts_and_a_call_that_changes_something_are_found()
    {
        Assert.That(PathsTo(typeof(CartPaymentService), _acting), Is.Not.Empty);
        Assert.That(Changes(typeof(PaymentStatusRecorder)), Has.Some.Contains(nameof(LockedPayments)));
    }

    // "A > B > C" for an A that is made with a B, which is made with a C.
    private static List<string> PathsTo(Type type, Type[] wanted)
    {
        return [.. type.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .SelectMany(parameter => wanted.Contains(parameter.ParameterType)
                ? [parameter.ParameterType.Name]
                : parameter.ParameterType.Assembly == _plugin && !_asking.Contains(parameter.ParameterType) ? PathsTo(parameter.ParameterType, wanted) : [])
            .Select(path => $"{type.Name} > {path}")
            .Distinct()];
    }

    private static List<string> Changes(Type type)
    {
        using var module = ModuleDefinition.ReadModule(_plugin.Location);
        return [.. WithNested(module.GetType(type.FullName))
            .SelectMany(nested => nested.Methods)
            .Where(method => method.HasBody)
            .SelectMany(method => method.Body.Instructions)
            .Where(instruction => instruction.OpCode == OpCodes.Call || instruction.OpCode == OpCodes.Callvirt)
            .Select(instruction => (MethodReference)instruction.Operand)
            .Where(called => IsChange(called.Name) && IsService(called.DeclaringType) && called.DeclaringType.FullName != type.FullName)
            .Select(called => $"{called.DeclaringType.Name}.{called.Name}")
            .Distinct()];
    }

    // Async methods and lambdas are types of their own.
    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type)
    {
        return type.NestedTypes.SelectMany(WithNested).Prepend(type);
    }

    private static bool IsChange(string method)
    {
        return _changes.Any(word => method.StartsWith(word, StringComparison.Ordinal) && char.IsUpper(method[word.Length..].FirstOrDefault()))
            && method.EndsWith("Async", StringComparison.Ordinal);
    }

    private static bool IsService(TypeReference type)
    {
        return type.Namespace.StartsWith("Nop.", StringComparison.Ordinal);
    }
}
