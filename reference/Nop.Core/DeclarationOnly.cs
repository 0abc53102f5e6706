using System.Runtime.CompilerServices;

namespace Nop.Core;

/// <summary>
/// Says that something was called which these assemblies declare and do not do.
/// </summary>
internal static class DeclarationOnly
{
    internal static InvalidOperationException Called([CallerMemberName] string member = null) =>
        new($"{member}: the assemblies of reference/ only declare nopCommerce's API. " +
            "Run in a shop, or in the sandbox, which brings the behaviour.");
}
