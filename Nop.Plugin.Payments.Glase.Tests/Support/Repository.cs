using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// Where the sources lie that the tests were built from.
/// </summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Plugin { get; } = Path.Combine(Root, "Nop.Plugin.Payments.Glase");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Nop.Plugin.Payments.Glase.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside of the repository.");
        return folder.FullName;
    }
}
