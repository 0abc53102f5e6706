#!/usr/bin/env bash
# Razor: a changed view of a class library is compiled at run time only if the library was built with checksums, which it is not by default.
#
# Versions:   .NET SDK 10.0.401 (Microsoft.NET.Sdk.Razor), Microsoft.AspNetCore.Mvc.Razor.RuntimeCompilation 10.0.12, ASP.NET Core 10.0.12.
# Behaviour:  AddRazorRuntimeCompilation compares the file of a view that was compiled by the build with the checksum that the build has
#             left with it, and compiles the file when it differs. The build writes checksums into an application that references the
#             package RuntimeCompilation. Into a library it writes none unless GenerateRazorMetadataSourceChecksumAttributes is true:
#             its views count as unchanged, whatever their files say, with no message in the log.
# Matters:    nopCommerce compiles views at run time, and the shop's owner may edit those in a plugin's folder. Once a plugin has its views
#             compiled by the build, such edits are passed over in silence.
# Seen:
#   library built      file as built   file edited
#   by default         built           built
#   with checksums     built           edited
#
# Exit code: 0 as described, 1 changed, 2 could not be run.
set -euo pipefail

command -v dotnet > /dev/null || { echo "The .NET SDK 10 is needed." >&2; exit 2; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

seen=10.0.401
have="$(dotnet --version)"
[ "$have" = "$seen" ] || echo "Note: seen with the .NET SDK $seen, this is $have."

mkdir -p library/Views application
cat > library/library.csproj << 'XML'
<Project Sdk="Microsoft.NET.Sdk.Razor">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <AddRazorSupportForMvc>true</AddRazorSupportForMvc>
    <UseSharedCompilation>false</UseSharedCompilation>
  </PropertyGroup>
  <ItemGroup>
    <FrameworkReference Include="Microsoft.AspNetCore.App" />
  </ItemGroup>
</Project>
XML
echo 'built' > library/Views/Greeting.cshtml

cat > application/application.csproj << 'XML'
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

cat > application/Program.cs << 'CS'
using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.Extensions.FileProviders;

// The library's assembly, and the folder in which its views lie.
var library = Assembly.LoadFrom(Path.GetFullPath(args[0]));
var builder = WebApplication.CreateBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddControllersWithViews()
    .ConfigureApplicationPartManager(parts => parts.ApplicationParts.Add(new CompiledRazorAssemblyPart(library)))
    .AddRazorRuntimeCompilation(options =>
    {
        options.FileProviders.Clear();
        options.FileProviders.Add(new PhysicalFileProvider(Path.GetFullPath(args[1])));
    });
await using var app = builder.Build();
app.MapControllers();
await app.StartAsync();
using var http = new HttpClient();
Console.WriteLine((await http.GetStringAsync(app.Urls.First())).Trim());

public class GreetingController : Controller
{
    [Route("")]
    public IActionResult Show() => View("/Views/Greeting.cshtml");
}
CS

build() { dotnet build "$@" -v quiet > build.log || { cat build.log >&2; exit 2; }; }
build library -o default
build library -o checksums -p:GenerateRazorMetadataSourceChecksumAttributes=true --no-incremental
build application -o application/bin/out

mkdir -p as-built/Views edited/Views
cp library/Views/Greeting.cshtml as-built/Views/
echo 'edited' > edited/Views/Greeting.cshtml

show() { dotnet application/bin/out/application.dll "$1/library.dll" "$2"; }
printf '%-18s %-15s %s\n' 'library built' 'file as built' 'file edited'
answers=()
for kind in default checksums; do
  a="$(show "$kind" as-built)"
  b="$(show "$kind" edited)"
  answers+=("$a" "$b")
  printf '%-18s %-15s %s\n' "$([ "$kind" = default ] && echo 'by default' || echo 'with checksums')" "$a" "$b"
done

if [ "${answers[*]}" = 'built built built edited' ]; then
  echo 'As described.'
else
  echo 'Changed.'
  exit 1
fi
