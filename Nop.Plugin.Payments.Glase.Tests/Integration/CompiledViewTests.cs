using Microsoft.Extensions.FileProviders;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;
using Sandbox.Hosting;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// Views are compiled with the plugin. A shop compiles those that it has changed.
/// </summary>
public sealed class CompiledViewTests : IDisposable
{
    private readonly string _shop = Directory.CreateTempSubdirectory("glase-views-").FullName;

    private string Views => Path.Combine(_shop, "Plugins", GlaseDefaults.SystemName, "Views");

    [SetUp]
    public void SetUp()
    {
        Directory.CreateDirectory(Views);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Plugin, "Views")))
            File.Copy(file, Path.Combine(Views, Path.GetFileName(file)), overwrite: true);
    }

    public void Dispose() => Directory.Delete(_shop, recursive: true);

    [Test]
    public async Task No_view_is_compiled_in_a_shop()
    {
        using var files = new PhysicalFileProvider(_shop);
        var compiler = SharedViews.Build(files).GetCompiler();

        foreach (var file in Directory.EnumerateFiles(Views))
        {
            var view = await compiler.CompileAsync($"{GlaseDefaults.ViewsPath.TrimStart('~')}/{Path.GetFileName(file)}");
            Assert.That(view.Type?.Assembly, Is.EqualTo(typeof(GlaseDefaults).Assembly), file);
        }
    }

    // With the compiler that nopCommerce has, which knows C# up to version 10.
    [Test]
    public async Task A_view_that_the_shop_has_changed_is_compiled_there()
    {
        foreach (var file in Directory.EnumerateFiles(Views))
            await File.AppendAllTextAsync(file, "@* Ours. *@");
        using var files = new PhysicalFileProvider(_shop);
        var compiler = SharedViews.Build(files).GetCompiler();

        foreach (var file in Directory.EnumerateFiles(Views))
        {
            var view = await compiler.CompileAsync($"{GlaseDefaults.ViewsPath.TrimStart('~')}/{Path.GetFileName(file)}");
            Assert.That(view.Type?.Assembly, Is.Not.Null.And.Not.EqualTo(typeof(GlaseDefaults).Assembly), file);
        }
    }
}
