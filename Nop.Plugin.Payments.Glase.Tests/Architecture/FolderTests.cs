using NetArchTest.Rules;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Architecture;

/// <summary>
/// Which folder may use which, as docs/architecture.md draws it.
/// </summary>
public class FolderTests
{
    private const string Plugin = "Nop.Plugin.Payments.Glase";
    private const string Services = "Services.";

    // From the ground up: a folder uses only what stands before it.
    private static readonly string[] _lower = ["Api", "Domain", "Localization", "Services.Common"];
    private static readonly string[] _host =
        ["Controllers", "Components", "EventConsumers", "ScheduleTasks", "Infrastructure"];
    private static readonly string[] _pages = ["Models", "Validators", "Factories"];

    private static readonly Dictionary<string, string[]> _mayUse = new()
    {
        ["Api"] = [],
        ["Domain"] = ["Api"],
        ["Data"] = ["Api", "Domain"],
        ["Localization"] = [],
        ["Services.Common"] = ["Api", "Domain", "Localization"],
        ["Services.Storage"] = _lower,
        ["Services.Composing"] = [.. _lower, .. Of("Storage")],
        ["Services.Receipts"] = [.. _lower, .. Of("Storage", "Composing")],
        ["Services.Orders"] = [.. _lower, .. Of("Storage", "Composing", "Receipts")],
        ["Services.Live"] = [.. _lower, .. Of("Storage", "Orders")],
        ["Services.Checkout"] = [.. _lower, .. Of("Storage", "Composing", "Orders", "Live")],
        ["Services.Refunds"] = [.. _lower, .. Of("Storage", "Orders", "Checkout")],
        ["Services.Reporting"] = [.. _lower, .. Of("Storage", "Refunds")],
        ["Services.Recovery"] = [.. _lower, .. AllServices()],
        ["Models"] = [.. _lower, .. AllServices(), "Services.Recovery"],
        ["Validators"] = [.. _lower, .. AllServices(), "Services.Recovery", "Models"],
        ["Factories"] = [.. _lower, .. AllServices(), "Services.Recovery", "Models"]
    };

    private static IEnumerable<string> Folders => _mayUse.Keys;

    [TestCaseSource(nameof(Folders))]
    public void A_folder_uses_only_what_it_may(string folder)
    {
        var forbidden = _mayUse.Keys.Concat(_host).Where(other => other != folder && !_mayUse[folder].Contains(other));

        Assert.That(Users(folder, forbidden), Is.Empty);
    }

    [Test]
    public void Each_folder_has_its_place()
    {
        var known = _mayUse.Keys.Concat(_host).Append("").ToHashSet();
        var unknown = Types.InAssembly(typeof(GlaseDefaults).Assembly).That().ResideInNamespace(Plugin).GetTypes()
            .Select(type => FolderOf(type.ReflectionType.Namespace))
            .Distinct()
            .Where(folder => !known.Contains(folder));

        Assert.That(unknown, Is.Empty);
    }

    [Test]
    public void What_may_be_used_has_no_cycle()
    {
        var order = new List<string>();
        while (_mayUse.Keys.FirstOrDefault(folder => !order.Contains(folder) && _mayUse[folder].All(order.Contains)) is { } next)
            order.Add(next);

        Assert.That(order, Is.EquivalentTo(_mayUse.Keys));
    }

    [Test]
    public void An_arrow_that_is_not_allowed_is_found()
    {
        Assert.That(Users("Factories", ["Services.Storage"]), Is.Not.Empty);
        Assert.That(Users("Services.Storage", ["Domain"]), Is.Not.Empty);
    }

    private static List<string> Users(string folder, IEnumerable<string> used)
    {
        var result = Types.InAssembly(typeof(GlaseDefaults).Assembly)
            .That().ResideInNamespace($"{Plugin}.{folder}")
            .Should().NotHaveDependencyOnAny([.. used.Select(other => $"{Plugin}.{other}")])
            .GetResult();
        return [.. (result.FailingTypes ?? []).Select(type => $"{type.FullName}: {type.Explanation}")];
    }

    // "Services.Orders" for a type of Services/Orders; "" for the types at the top.
    private static string FolderOf(string typeNamespace)
    {
        var parts = typeNamespace.Split('.')[Plugin.Split('.').Length..];
        return string.Join('.', parts.Take(parts is ["Services", ..] ? 2 : 1));
    }

    private static string[] Of(params string[] services) => [.. services.Select(service => Services + service)];

    private static string[] AllServices() =>
        Of("Storage", "Composing", "Receipts", "Orders", "Live", "Checkout", "Refunds", "Reporting");
}
