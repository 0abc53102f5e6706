using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Rocks;
using NetArchTest.Rules;
using Nop.Plugin.Payments.Glase.Tests.Browser;
using Nop.Plugin.Payments.Glase.Tests.Databases;
using Nop.Plugin.Payments.Glase.Tests.Farms;
using Nop.Plugin.Payments.Glase.Tests.Model;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using Sandbox.Hosting;

namespace Nop.Plugin.Payments.Glase.Tests.Architecture;

/// <summary>
/// The kinds of tests, as docs/architecture.md lists them: the topmost folder is the kind, and says what a test may start.
/// </summary>
public partial class TestFolderTests
{
    private const string Tests = "Nop.Plugin.Payments.Glase.Tests";
    private const string Plugin = "Nop.Plugin.Payments.Glase";

    private static readonly string[] _kinds =
        ["Unit", "Integration", "Faults", "Browser", "Databases", "Farms", "Model", "Performance", "Shop", "Simulator", "Architecture", "Release"];

    // What only some kinds of tests may use.
    private static readonly Dictionary<string, string[]> _usersOf = new()
    {
        [typeof(ShopFixture).FullName] = ["Integration", "Faults", "Browser", "Databases", "Farms", "Performance", "Shop"],
        [typeof(ShopTestBase).FullName] = ["Integration", "Faults", "Shop"],
        ["Glase.Simulator.GlaseSimulator"] = ["Integration", "Faults", "Browser", "Databases", "Farms", "Model", "Performance", "Simulator", "Shop"],
        [typeof(ModelEnvironment).FullName] = ["Model"],
        [typeof(DatabaseServer).FullName] = ["Databases", "Farms", "Model"],
        [typeof(Chromium).FullName] = ["Browser"],
        ["Microsoft.Playwright"] = ["Browser"]
    };

    // This class names what the others may not use.
    private static IEnumerable<string> OtherKinds => _kinds.Where(kind => kind != "Architecture");

    private static IEnumerable<Type> Fixtures => typeof(TestFolderTests).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.GetMethods().Any(method =>
            method.GetCustomAttributes(true).Any(attribute => attribute is ITestBuilder or ISimpleTestBuilder)));

    [Test]
    public void Each_fixture_lies_in_the_folder_of_a_kind()
    {
        Assert.That(Fixtures.Where(fixture => !_kinds.Contains(CategoryByFolderAttribute.FolderOf(fixture))), Is.Empty);
        Assert.That(Fixtures.Count(), Is.GreaterThan(100), "fixtures are found");
    }

    [Test]
    public void Each_fixture_has_its_folder_as_its_only_category()
    {
        ITest root = TestExecutionContext.CurrentContext.CurrentTest;
        while (root.Parent is not null)
            root = root.Parent;

        var fixtures = WithChildren(root).OfType<TestFixture>().ToList();

        Assert.That(fixtures, Is.Not.Empty);
        foreach (var fixture in fixtures)
            Assert.That(fixture.Properties[PropertyNames.Category], Is.EqualTo(new[] { CategoryByFolderAttribute.FolderOf(fixture.TypeInfo.Type) }),
                fixture.FullName);
    }

    [TestCaseSource(nameof(OtherKinds))]
    public void A_kind_uses_only_what_it_may(string kind)
    {
        Assert.That(Users(kind, _usersOf.Keys.Where(used => !_usersOf[used].Contains(kind))), Is.Empty);
    }

    [Test]
    public void Only_the_fixture_and_the_sandbox_s_own_tests_start_a_shop()
    {
        // A farm is several of them.
        Assert.That(Callers(typeof(SandboxShop).FullName, nameof(SandboxShop.StartAsync)).Where(type => type.Namespace != $"{Tests}.Shop")
            .Select(type => type.FullName).Distinct(), Is.EquivalentTo(new[] { typeof(ShopFixture).FullName, typeof(FarmFixture).FullName }));
    }

    [Test]
    public void What_is_not_allowed_is_found()
    {
        Assert.That(Users("Integration", [typeof(ShopFixture).FullName]), Is.Not.Empty);
        Assert.That(Users("Browser", ["Microsoft.Playwright"]), Is.Not.Empty);
    }

    [Test]
    public void The_folders_of_unit_tests_are_those_of_the_plugin()
    {
        var folders = typeof(GlaseDefaults).Assembly.GetTypes().Select(type => type.Namespace).ToHashSet();

        Assert.That(Fixtures.Where(fixture => CategoryByFolderAttribute.FolderOf(fixture) == "Unit"
            && !folders.Contains(fixture.Namespace.Replace($"{Tests}.Unit", Plugin, StringComparison.Ordinal))), Is.Empty);
    }

    [Test]
    public void Each_file_lies_in_the_folder_of_its_namespace()
    {
        var root = Path.Combine(Repository.Root, Tests);
        foreach (var file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            var folder = Path.GetRelativePath(root, Path.GetDirectoryName(file)).Replace(Path.DirectorySeparatorChar, '.');
            if (folder == "." || folder.Split('.')[0] is "obj" or "bin")
                continue;
            Assert.That(NamespaceLine().Match(File.ReadAllText(file)).Groups[1].Value, Is.EqualTo($"{Tests}.{folder}"), file);
        }
    }

    [Test]
    public void No_two_classes_have_the_same_name()
    {
        var names = typeof(TestFolderTests).Assembly.GetTypes()
            .Where(type => !type.IsNested && type.Namespace?.StartsWith(Tests, StringComparison.Ordinal) == true)
            .GroupBy(type => type.Name);

        Assert.That(names.Where(name => name.Count() > 1).Select(name => name.Key), Is.Empty);
    }

    private static IEnumerable<ITest> WithChildren(ITest test) => test.Tests.SelectMany(WithChildren).Prepend(test);

    private static List<string> Users(string kind, IEnumerable<string> used)
    {
        var result = Types.InAssembly(typeof(TestFolderTests).Assembly)
            .That().ResideInNamespace($"{Tests}.{kind}")
            .Should().NotHaveDependencyOnAny([.. used])
            .GetResult();
        return [.. (result.FailingTypes ?? []).Select(type => $"{type.FullName}: {type.Explanation}")];
    }

    // The types, not the state machines of their async methods.
    private static List<TypeDefinition> Callers(string type, string method)
    {
        using var module = ModuleDefinition.ReadModule(typeof(TestFolderTests).Assembly.Location);
        return
        [
            .. module.GetAllTypes().Where(caller => caller.Methods.Where(each => each.HasBody).SelectMany(each => each.Body.Instructions)
                .Any(instruction => instruction.Operand is MethodReference called && called.Name == method && called.DeclaringType.FullName == type))
                .Select(Outermost)
        ];
    }

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}
