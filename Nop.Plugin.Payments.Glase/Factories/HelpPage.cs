using Nop.Plugin.Payments.Glase.Models;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// A page of the documentation as HTML, which is made of it in the tests and comes with the plugin: a shop needs no renderer.
/// </summary>
internal static class HelpPage
{
    /// <summary>
    /// What may go wrong and what to do: docs/troubleshooting.md.
    /// </summary>
    public static readonly Lazy<HelpModel> Troubleshooting = new(() => new HelpModel("Troubleshooting", Load("troubleshooting.html")));

    private static string Load(string page)
    {
        using var stream = typeof(HelpPage).Assembly.GetManifestResourceStream($"{typeof(GlaseDefaults).Namespace}.Help.{page}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
