using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Release;

/// <summary>
/// Opens the zip that store owners upload in the admin's plugin page.
/// </summary>
public class PackageTests
{
    private const string Root = "Payments.Glase/";
    private static readonly string[] _hostAssemblies =
    [
        "Nop.", "Microsoft.AspNetCore", "Microsoft.Extensions", "FluentMigrator", "FluentValidation", "linq2db", "Newtonsoft",
        "Autofac", "AutoMapper", "StackExchange", "Pipelines"
    ];

    private readonly IReadOnlyDictionary<string, byte[]> _files = Read();

    [Test]
    public void Everything_lies_in_one_folder_with_forward_slashes()
    {
        Assert.That(_files.Keys, Is.All.StartWith(Root));
        Assert.That(_files.Keys, Has.None.Contains('\\'));
    }

    [Test]
    public void What_the_plugin_needs_is_there()
    {
        Assert.That(_files.Keys, Is.SupersetOf(new[]
        {
            Root + "plugin.json", Root + "logo.png", Root + "Nop.Plugin.Payments.Glase.dll", Root + "QRCoder.dll",
            Root + "Polly.Core.dll", Root + "Views/_ViewImports.cshtml", Root + "Views/PaymentInfo.cshtml",
            Root + "Content/glase.js", Root + "Content/glase.css"
        }));
    }

    [Test]
    public void Every_view_that_the_code_names_is_there()
    {
        var source = Directory.GetParent(PackageFile()).FullName;
        while (!File.Exists(Path.Combine(source, "plugin.json")) || !Directory.Exists(Path.Combine(source, "reference")))
            source = Directory.GetParent(source).FullName;
        var views = Directory.GetFiles(Path.Combine(source, "Nop.Plugin.Payments.Glase", "Views"), "*", SearchOption.AllDirectories)
            .Select(Path.GetFileName);

        Assert.That(views, Is.Not.Empty);
        Assert.That(views.Select(view => Root + "Views/" + view), Is.SubsetOf(_files.Keys));
    }

    [Test]
    public void Nothing_of_the_host_is_there()
    {
        var assemblies = _files.Keys.Where(name => name.EndsWith(".dll", StringComparison.Ordinal))
            .Select(Path.GetFileName)
            .Where(name => name != "Nop.Plugin.Payments.Glase.dll");

        Assert.That(assemblies.Where(name => _hostAssemblies.Any(host => name.StartsWith(host, StringComparison.Ordinal))), Is.Empty);
    }

    [Test]
    public void Nothing_else_is_there()
    {
        string[] known = [".dll", ".cshtml", ".js", ".css", ".json", ".png"];

        Assert.That(_files.Keys.Where(name => !known.Contains(Path.GetExtension(name))), Is.Empty);
    }

    [Test]
    public void The_descriptor_says_what_nopCommerce_reads()
    {
        var descriptor = JsonSerializer.Deserialize<JsonElement>(_files[Root + "plugin.json"]);

        Assert.Multiple(() =>
        {
            Assert.That(descriptor.GetProperty("SystemName").GetString(), Is.EqualTo(GlaseDefaults.SystemName));
            Assert.That(descriptor.GetProperty("Group").GetString(), Is.EqualTo("Payment methods"));
            Assert.That(descriptor.GetProperty("SupportedVersions")[0].GetString(), Is.EqualTo("4.90"));
            Assert.That(Root + descriptor.GetProperty("FileName").GetString(), Is.AnyOf(_files.Keys.ToArray<object>()));
            Assert.That(descriptor.GetProperty("Version").GetString(),
                Is.EqualTo(typeof(GlaseDefaults).Assembly.GetName().Version.ToString(3)));
        });
    }

    [Test]
    public void The_logo_is_a_picture_of_120_pixels()
    {
        var logo = _files[Root + "logo.png"];

        Assert.That(logo.AsSpan(1, 3).ToArray(), Is.EqualTo("PNG"u8.ToArray()));
        Assert.That(logo[16..24], Is.EqualTo(new byte[] { 0, 0, 0, 120, 0, 0, 0, 120 }));
    }

    private static Dictionary<string, byte[]> Read()
    {
        using var zip = ZipFile.OpenRead(PackageFile());
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var content = entry.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            return bytes.ToArray();
        });
    }

    private static string PackageFile()
    {
        return typeof(PackageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "PackageFile").Value;
    }
}
