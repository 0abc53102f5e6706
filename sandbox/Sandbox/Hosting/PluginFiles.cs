using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;
using Microsoft.Extensions.Primitives;
using Nop.Plugin.Payments.Glase;

namespace Sandbox.Hosting;

/// <summary>
/// The plugin's folder as a shop sees it: /Plugins/Payments.Glase/Views and so on lie where the plugin's build put them.
/// </summary>
internal static class PluginFiles
{
    private const string Prefix = "/Plugins/" + GlaseDefaults.SystemName + "/";

    public static string Folder { get; } = Path.GetDirectoryName(typeof(GlasePaymentMethod).Assembly.Location);

    /// <summary>What the view engine may read.</summary>
    public static IFileProvider Views { get; } = new Mapped("Views/");

    /// <summary>What browsers may read.</summary>
    public static IFileProvider Public { get; } = new Mapped("Content/", "logo.png");

    private sealed class Mapped : IFileProvider
    {
        private readonly string[] _open;

        public Mapped(params string[] open)
        {
            _open = open;
        }

        public IFileInfo GetFileInfo(string subpath)
        {
            return Find(subpath) is { } path
                ? new PhysicalFileInfo(new FileInfo(Path.Combine(Folder, path)))
                : new NotFoundFileInfo(subpath);
        }

        public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

        public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

        private string Find(string subpath)
        {
            if (!subpath.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                return null;

            var path = subpath[Prefix.Length..];
            var isOpen = Array.Exists(_open, open => path.StartsWith(open, StringComparison.Ordinal));
            return isOpen && !path.Contains("..", StringComparison.Ordinal) ? path : null;
        }
    }
}
