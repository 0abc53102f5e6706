#!/usr/bin/env bash
# Razor: a view that is compiled at run time knows C# 10 and nothing later, whatever the application is built for.
#
# Versions:   Microsoft.AspNetCore.Mvc.Razor.RuntimeCompilation 10.0.12 with Microsoft.CodeAnalysis.CSharp 4.3.1, ASP.NET Core 10.0.12.
# Behaviour:  AddRazorRuntimeCompilation compiles views by Microsoft.CodeAnalysis.CSharp 4.0.0 or a patch of it: it depends on
#             Microsoft.CodeAnalysis.Razor 6.0.0 (so do 8.0.30 and 9.0.10), and that on the compiler. The build compiles the same files by
#             the SDK's compiler. A view with a collection expression, a raw or UTF-8 string literal, a list pattern, a
#             lambda with a default value or a required member is built without a warning. Opened in a shop that compiles it at run
#             time, it ends in an exception; "Invalid expression term '['" for the collection expression.
# Matters:    nopCommerce compiles the views of plugins and themes at run time. Plugins and theme overrides that were built and
#             tested with precompiled views fail in the shop, on the first page that shows them.
# Seen:
#   feature                      C#  built   at run time
#   array initializer             3  2       2
#   raw string literal           11  7       CS8652
#   list pattern                 11  2       CS8652
#   UTF-8 string literal         11  2       CS8652
#   required member              11  2       CS8652
#   default value in a lambda    12  2       CS1065
#   collection expression        12  2       CS1525
#
# Exit code: 0 as described, 1 changed, 2 could not be run.
set -euo pipefail

command -v dotnet > /dev/null || { echo "The .NET SDK 10 is needed." >&2; exit 2; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

seen=10.0.12
have="$(dotnet --list-runtimes | sed -n 's/^Microsoft.AspNetCore.App \(10[^ ]*\).*/\1/p' | tail -n 1)"
[ "$have" = "$seen" ] || echo "Note: seen with ASP.NET Core $seen, this is ${have:-missing}."

cat > app.csproj << 'XML'
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <UseSharedCompilation>false</UseSharedCompilation>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.AspNetCore.Mvc.Razor.RuntimeCompilation" Version="10.0.12" />
  </ItemGroup>
</Project>
XML

mkdir -p Views
view() { printf '%s\n' "$2" > "Views/$1.cshtml"; }
view Initializer '@{ var all = new[] { 1, 2 }; }@all.Length'
view Raw '@{ var text = """a "b" c"""; }@text.Length'
view ListPattern '@{ var all = new[] { 1, 2 }; }@(all is [1, ..] ? 2 : 0)'
view Utf8 '@{ var length = "ab"u8.Length; }@length'
view Required '@functions { public required int Two { get; set; } }2'
view Lambda '@{ var add = (int a, int b = 1) => a + b; }@add(1)'
view Collection '@{ int[] all = [1, 2]; }@all.Length'

cat > Program.cs << 'CS'
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewEngines;

(string View, string Name, int CSharp, string Seen)[] features =
[
    ("Initializer", "array initializer", 3, "2"), ("Raw", "raw string literal", 11, "CS8652"),
    ("ListPattern", "list pattern", 11, "CS8652"), ("Utf8", "UTF-8 string literal", 11, "CS8652"),
    ("Required", "required member", 11, "CS8652"), ("Lambda", "default value in a lambda", 12, "CS1065"),
    ("Collection", "collection expression", 12, "CS1525")
];
var built = await RenderAsync(atRunTime: false);
// A view that has changed since the build is compiled again.
foreach (var file in Directory.GetFiles("Views"))
    File.AppendAllText(file, "\n");
var atRunTime = await RenderAsync(atRunTime: true);

var asDescribed = true;
Console.WriteLine($"{"feature",-27} {"C#",3}  {"built",-6}  at run time");
for (var i = 0; i < features.Length; i++)
{
    Console.WriteLine($"{features[i].Name,-27} {features[i].CSharp,3}  {built[i],-6}  {atRunTime[i]}");
    asDescribed &= int.TryParse(built[i], out _) && atRunTime[i] == features[i].Seen;
}

Console.WriteLine(asDescribed ? "As described." : "Changed.");
return asDescribed ? 0 : 1;

async Task<string[]> RenderAsync(bool atRunTime)
{
    var builder = WebApplication.CreateBuilder();
    builder.Logging.ClearProviders();
    builder.WebHost.UseUrls("http://127.0.0.1:0");
    var mvc = builder.Services.AddControllersWithViews();
    if (atRunTime)
        mvc.AddRazorRuntimeCompilation();
    await using var app = builder.Build();
    app.MapControllers();
    await app.StartAsync();
    using var http = new HttpClient();
    var answers = new List<string>();
    foreach (var feature in features)
        answers.Add((await http.GetStringAsync($"{app.Urls.First()}/{feature.View}")).Trim());
    return [.. answers];
}

public class ShowController(ICompositeViewEngine views) : Controller
{
    [Route("{view}")]
    public IActionResult Show(string view)
    {
        try
        {
            views.GetView(null, $"/Views/{view}.cshtml", isMainPage: true);
            return View($"/Views/{view}.cshtml");
        }
        catch (Exception exception)
        {
            // The compiler's error.
            return Content(Regex.Match(exception.Message, "CS[0-9]{4}").Value);
        }
    }
}
CS
dotnet build -v quiet > build.log || { cat build.log >&2; exit 2; }
dotnet bin/Debug/net10.0/app.dll
