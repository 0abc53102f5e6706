#!/usr/bin/env bash
# ASP.NET Core: a regex constraint on {action} in a route's pattern is compiled anew for each action of the application at start.
#
# Versions:   ASP.NET Core 10.0.12 (Microsoft.AspNetCore.App).
# Behaviour:  MapControllerRoute("x", "x/{action:regex(^(A0|A1)$)}", new { controller = "C0" }) is tried against each action of all
#             controllers when the endpoints are made. Each time a new constraint is made of the text, and its first match compiles
#             the expression into methods of its own. The actions of all other controllers are tried as well, although the route
#             names its controller: the action comes before the controller. The same expression as an object, given as the
#             argument "constraints", is made once.
# Matters:    A plugin pays for the actions of its host. One such route costs a shop of 1,000 actions a second of processor time at
#             each start; the first request waits for it, and afterwards the methods wait for the finalizer. Nothing is logged.
# Seen (1,000 actions; processor time differs by machine):
#   no such route                  0 constraints made,    147 methods compiled,     48 ms of processor time
#   2 routes, in the pattern    2001 constraints made,   7050 methods compiled,   2097 ms of processor time
#   2 routes, as an object         2 constraints made,     11 methods compiled,     36 ms of processor time
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
</Project>
XML
# 25 controllers of 40 actions.
{
  for controller in $(seq 0 24); do
    echo "public class C${controller}Controller : Microsoft.AspNetCore.Mvc.ControllerBase {"
    for action in $(seq 0 39); do echo "  public string A$action() => \"\";"; done
    echo "}"
  done
} > Controllers.cs
cat > Program.cs << 'CS'
using System.Runtime;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing.Constraints;

const int Actions = 25 * 40;
var none = await StartAsync(0, inPattern: true);
none = await StartAsync(0, inPattern: true);
var pattern = await StartAsync(2, inPattern: true);
var theObject = await StartAsync(2, inPattern: false);
foreach (var (what, seen) in new[] { ("no such route", none), ("2 routes, in the pattern", pattern), ("2 routes, as an object", theObject) })
    Console.WriteLine($"{what,-26} {seen.Made,5} constraints made, {seen.Methods,6} methods compiled, {seen.Milliseconds,6:0} ms of processor time");

var asDescribed = pattern.Made >= 2 * Actions && theObject.Made == 2
    && pattern.Methods - none.Methods > 2 * Actions && theObject.Methods - none.Methods < Actions / 4;
Console.WriteLine(asDescribed ? "As described." : "Changed.");
return asDescribed ? 0 : 1;

// Starts an application with so many routes that have the constraint, and asks for one of their pages.
static async Task<(int Made, long Methods, double Milliseconds)> StartAsync(int routes, bool inPattern)
{
    CountedRegex.Made = 0;
    var methods = JitInfo.GetCompiledMethodCount();
    var time = Environment.CpuUsage.TotalTime;

    var builder = WebApplication.CreateBuilder();
    builder.Logging.ClearProviders();
    builder.WebHost.UseUrls("http://127.0.0.1:0");
    builder.Services.AddControllers();
    builder.Services.Configure<RouteOptions>(options => options.SetParameterPolicy<CountedRegex>("regex"));
    await using var app = builder.Build();
    for (var i = 0; i < routes; i++)
    {
        if (inPattern)
            app.MapControllerRoute($"r{i}", $"r{i}/{{action:regex(^(A0|A1)$)}}", new { controller = "C0" });
        else
            app.MapControllerRoute($"r{i}", $"r{i}/{{action}}", new { controller = "C0" }, new { action = new CountedRegex("^(A0|A1)$") });
    }

    app.MapControllerRoute("default", "{controller}/{action}");
    await app.StartAsync();
    using var http = new HttpClient();
    var answer = await http.GetAsync(app.Urls.First() + (routes == 0 ? "/C0/A1" : "/r0/A1"));
    answer.EnsureSuccessStatusCode();
    return (CountedRegex.Made, JitInfo.GetCompiledMethodCount() - methods, (Environment.CpuUsage.TotalTime - time).TotalMilliseconds);
}

/// <summary>The framework's own constraint under its own name, counted.</summary>
public sealed class CountedRegex : RegexInlineRouteConstraint
{
    public static int Made;

    public CountedRegex(string regex) : base(regex) => Interlocked.Increment(ref Made);
}
CS
dotnet build -v quiet > build.log || { cat build.log >&2; exit 2; }
dotnet bin/Debug/net10.0/app.dll
