#!/usr/bin/env bash
# IHttpClientFactory: a client whose handler could not be configured once fails until the process ends.
#
# Versions:   Microsoft.Extensions.Http 9.0.23 and 10.0.15, .NET 10.0.12.
# Behaviour:  A named client gets its primary handler from a delegate that reads settings. The settings cannot be read for a moment, and
#             CreateClient() throws. Afterwards they can be read, and CreateClient() throws the same exception for ever: the delegate is never
#             called again. Another name works. A handler that was made before the moment works until its lifetime is over (two minutes
#             by default); what counts is whether the settings can be read when the next one is made.
# Cause:      The factory keeps a Lazy for each name, which keeps an exception as it keeps a value. An entry leaves the factory when its lifetime
#             is over, which begins only once the handler was made.
# Matters:    An outage of a database or a cache of seconds, in which the lifetime of a handler happens to end, breaks a client for good;
#             restarting the process is the only cure. The log names the settings' failure, long after they are readable again. Read what may
#             fail beside the handler, as by an IWebProxy that looks its proxy up, or by a handler that is added to the client.
# Seen:
#   9.0.23   before: made, during: IOException, after: IOException, another name: made, delegate called 3 times
#   10.0.15  before: made, during: IOException, after: IOException, another name: made, delegate called 3 times
#
# Exit code: 0 as described, 1 changed, 2 could not be run.
set -euo pipefail

command -v dotnet > /dev/null || { echo "The .NET SDK 10 is needed." >&2; exit 2; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
export NUGET_PACKAGES="$work/packages"
cd "$work"
cat > app.csproj << 'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <UseSharedCompilation>false</UseSharedCompilation>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.Extensions.Http" Version="[$(Seen)]" />
  </ItemGroup>
</Project>
XML
cat > Program.cs << 'CS'
using Microsoft.Extensions.DependencyInjection;

var areReadable = true;
var calls = 0;
var services = new ServiceCollection();
foreach (var name in new[] { "before", "shop", "other" })
    services.AddHttpClient(name).ConfigurePrimaryHttpMessageHandler(() =>
    {
        calls++;
        return areReadable ? new HttpClientHandler() : throw new IOException("The settings cannot be read.");
    });
await using var provider = services.BuildServiceProvider();
var factory = provider.GetRequiredService<IHttpClientFactory>();

var before = Make("before");
areReadable = false;
var during = Make("shop");
var stillMade = Make("before");
areReadable = true;
var after = Make("shop");
for (var more = 0; more < 100; more++)
    after = Make("shop");
var another = Make("other");
var seen = $"before: {before}, during: {during}, after: {after}, another name: {another}, delegate called {calls} times";
Console.WriteLine($"{args[0],-8} {seen}");
var asDescribed = seen == "before: made, during: IOException, after: IOException, another name: made, delegate called 3 times" && stillMade == "made";
Console.WriteLine(asDescribed ? "As described." : "Changed.");
return asDescribed ? 0 : 1;

string Make(string name)
{
    try
    {
        using var client = factory.CreateClient(name);
        return "made";
    }
    catch (IOException exception)
    {
        return exception.GetType().Name;
    }
}
CS
status=0
for version in 9.0.23 10.0.15; do
  rm -rf bin obj
  dotnet build -v quiet "-p:Seen=$version" > build.log || { cat build.log >&2; exit 2; }
  dotnet bin/Debug/net10.0/app.dll "$version" || status=1
done
exit "$status"
