using Microsoft.Extensions.FileProviders;

namespace Sandbox.Shop;

/// <summary>The shop's own styles, scripts and pictures, which travel in its assembly.</summary>
internal static class ShopFiles
{
    public static IFileProvider Provider { get; } = new EmbeddedFileProvider(typeof(ShopFiles).Assembly, "Sandbox.wwwroot");
}
