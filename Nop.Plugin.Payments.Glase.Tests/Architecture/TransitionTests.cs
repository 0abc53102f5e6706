using Mono.Cecil;
using Mono.Cecil.Rocks;
using Nop.Core;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Architecture;

/// <summary>
/// Who may change and save what is stored: entities with transitions are changed by their own methods only, and a payment is saved under
/// its lock only.
/// </summary>
public class TransitionTests
{
    private static readonly string[] _withTransitions = [typeof(GlasePayment).FullName, typeof(GlaseRefund).FullName, typeof(GlasePeriod).FullName];

    [Test]
    public void Only_its_own_methods_change_a_payment_refund_or_period()
    {
        var setters = Calls()
            .Where(call => call.Callee.Name.StartsWith("set_", StringComparison.Ordinal)
                && _withTransitions.Contains(call.Callee.DeclaringType.FullName))
            .ToList();

        Assert.That(setters.Where(call => call.Caller.DeclaringType.FullName != call.Callee.DeclaringType.FullName), Is.Empty);
        Assert.That(setters, Is.Not.Empty, "the search finds those of the methods themselves");
    }

    [Test]
    public void Only_a_locked_payment_is_saved()
    {
        var updates = Calls().Where(call => IsUpdateOf(call.Callee, typeof(GlasePayment))).ToList();

        Assert.That(updates.Select(call => OutermostType(call.Caller.DeclaringType).Name).Distinct(), Is.EqualTo(new[] { "LockedPayments" }));
    }

    [Test]
    public void Refunds_and_periods_are_saved_by_their_stores_only()
    {
        var updates = Calls().Where(call => IsUpdateOf(call.Callee, typeof(GlaseRefund)) || IsUpdateOf(call.Callee, typeof(GlasePeriod)));

        Assert.That(updates.Select(call => OutermostType(call.Caller.DeclaringType).Name).Distinct(),
            Is.EquivalentTo(new[] { "RefundStore", "PeriodStore" }));
    }

    [Test]
    public void The_lock_of_a_payment_is_taken_in_one_place()
    {
        var names = Calls().Where(call => call.Callee is { Name: "LockName", DeclaringType.Name: "LockedPayments" });

        Assert.That(names.Select(call => OutermostType(call.Caller.DeclaringType).Name).Distinct(), Is.EqualTo(new[] { "LockedPayments" }));
    }

    private static bool IsUpdateOf(MethodReference callee, Type entity)
    {
        return callee is { Name: nameof(IRepository<BaseEntity>.UpdateAsync), DeclaringType: GenericInstanceType repository }
            && repository.ElementType.Name == typeof(IRepository<>).Name && repository.GenericArguments[0].FullName == entity.FullName;
    }

    private static TypeReference OutermostType(TypeReference type)
    {
        return type.DeclaringType is { } outer ? OutermostType(outer) : type;
    }

    private static IEnumerable<(MethodDefinition Caller, MethodReference Callee)> Calls()
    {
        using var module = ModuleDefinition.ReadModule(typeof(GlaseDefaults).Assembly.Location);
        return
        [
            .. module.GetAllTypes()
                .SelectMany(type => type.Methods)
                .Where(method => method.HasBody)
                .SelectMany(method => method.Body.Instructions, (method, instruction) => (method, instruction.Operand as MethodReference))
                .Where(call => call.Item2 is not null)
        ];
    }
}
