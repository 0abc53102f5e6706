#!/usr/bin/env bash
# XmlSerializer: with Order set, one element that the class does not know empties all that follow it, without an error.
#
# Versions:   .NET 10.0 (System.Xml.XmlSerializer of the shared framework).
# Behaviour:  Known: elements that a class does not have are ignored. That ends as soon as its members have an Order, as all classes
#             have that are generated from a WSDL or a schema with a sequence. Then an unknown element makes the serializer skip
#             every known element after it: texts stay null and numbers 0. Nothing is thrown. Without Order the same answers are
#             read completely.
# Matters:    A provider adds a field to its answer, and clients generated from the older WSDL do not fail but read
#             resultCode 0, which mostly means success, and an amount of 0. Clients that send elements in another order than the
#             schema's are read in the same way by a server.
# Seen (resultCode / status / amount):
#   as in the older WSDL       with Order: 51 / CANCELED / 93.31   without: 51 / CANCELED / 93.31
#   a new element at the head  with Order: 0 / null / 0            without: 51 / CANCELED / 93.31
#   a new element after it     with Order: 51 / null / 0           without: 51 / CANCELED / 93.31
#   a new element at the end   with Order: 51 / CANCELED / 93.31   without: 51 / CANCELED / 93.31
#
# Exit code: 0 as described, 1 changed, 2 could not be run.
set -euo pipefail

command -v dotnet > /dev/null || { echo "The .NET SDK 10 is needed." >&2; exit 2; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
have="$(dotnet --list-runtimes | grep -oE 'Microsoft.NETCore.App 10[0-9.]+' | tail -n 1 | cut -d ' ' -f 2)"
[ -n "$have" ] || { echo "The .NET runtime 10 is needed." >&2; exit 2; }
echo ".NET $have"

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir "$work/app"
cd "$work/app"
cat > app.csproj << 'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <UseSharedCompilation>false</UseSharedCompilation>
  </PropertyGroup>
</Project>
XML
cat > Program.cs << 'CS'
using System.Xml.Serialization;

const string code = "<resultCode>51</resultCode>", rest = "<status>CANCELED</status><amount>93.31</amount>", extra = "<extra>1</extra>";
var asDescribed = true;
foreach (var (name, xml, expected) in new[]
{
    ("as in the older WSDL", code + rest, "51 / CANCELED / 93.31"),
    ("a new element at the head", extra + code + rest, "0 / null / 0"),
    ("a new element after it", code + extra + rest, "51 / null / 0"),
    ("a new element at the end", code + rest + extra, "51 / CANCELED / 93.31"),
})
{
    var ordered = Read<Ordered>(xml);
    var plain = Read<Plain>(xml);
    var with = FormattableString.Invariant($"{ordered.ResultCode} / {ordered.Status ?? "null"} / {ordered.Amount}");
    var without = FormattableString.Invariant($"{plain.ResultCode} / {plain.Status ?? "null"} / {plain.Amount}");
    Console.WriteLine($"{name,-26} with Order: {with,-23} without: {without}");
    asDescribed &= with == expected && without == "51 / CANCELED / 93.31";
}
Console.WriteLine(asDescribed ? "As described." : "Changed.");
return asDescribed ? 0 : 1;

static T Read<T>(string xml) => (T)new XmlSerializer(typeof(T)).Deserialize(new StringReader($"<answer>{xml}</answer>"));

[XmlRoot("answer")]
public class Ordered
{
    [XmlElement("resultCode", Order = 0)] public int ResultCode;
    [XmlElement("status", Order = 1)] public string Status;
    [XmlElement("amount", Order = 2)] public decimal Amount;
}

[XmlRoot("answer")]
public class Plain
{
    [XmlElement("resultCode")] public int ResultCode;
    [XmlElement("status")] public string Status;
    [XmlElement("amount")] public decimal Amount;
}
CS
dotnet build -v quiet > build.log || { cat build.log >&2; exit 2; }
dotnet bin/Debug/net10.0/app.dll
