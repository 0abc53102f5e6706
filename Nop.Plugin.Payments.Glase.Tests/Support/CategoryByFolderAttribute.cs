using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// Gives each test the name of its topmost folder as its category, so that <c>--filter TestCategory=Unit</c> runs one kind of tests.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class CategoryByFolderAttribute : NUnitAttribute, IApplyToTest
{
    private static readonly string _root = typeof(CategoryByFolderAttribute).Namespace.Replace(".Support", "", StringComparison.Ordinal) + ".";

    /// <summary>
    /// "Unit" for a fixture of Unit/Services/Orders; empty for one that lies in no folder.
    /// </summary>
    internal static string FolderOf(Type fixture)
    {
        return fixture.Namespace.StartsWith(_root, StringComparison.Ordinal) ? fixture.Namespace[_root.Length..].Split('.')[0] : "";
    }

    // NUnit calls this once for the assembly, whose fixtures are known by then.
    public void ApplyToTest(Test test)
    {
        if (test is TestFixture && test.TypeInfo is { } type)
            test.Properties.Add(PropertyNames.Category, FolderOf(type.Type));
        foreach (var child in test.Tests.OfType<Test>())
            ApplyToTest(child);
    }
}
