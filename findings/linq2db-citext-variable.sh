#!/usr/bin/env bash
# linq2db on PostgreSQL: whether citext is compared without regard to case depends on whether the text is a constant or a variable.
#
# Versions:   linq2db 6.5.1 with Npgsql 9.0.5, PostgreSQL 15.18 (Debian 12), citext 1.6.
# Behaviour:  A column of the type citext holds 'Payments.Glase'. Where(i => i.Name == "payments.glase") finds the row. With the same
#             text in a variable it does not, nor does Equals(). Array.Contains() with the same variable finds it, as do StartsWith()
#             and Contains() of the text.
# Cause:      A constant, and each element of an array, is written into the statement as a literal without a type, which PostgreSQL
#             reads as citext. A variable becomes a parameter, which Npgsql sends as text, and for citext = text PostgreSQL casts
#             the column to text, because text is the preferred type. LIKE has an operator for citext and text.
# Matters:    The case of a system name, a coupon code or an e-mail address matters or does not, depending on how a query is
#             written; a test with a constant passes. A unique index on the column goes by citext all the same, so that "not
#             found" is followed by "duplicate key". [Column(DbType = "citext")] makes all of them find the row.
# Seen:
#   == constant            1
#   == variable            0
#   Equals(variable)       0
#   array.Contains         1
#   StartsWith(variable)   1
#   == variable, DbType    1
#
# Exit code: 0 as described, 1 changed, 2 could not be run.
set -euo pipefail

command -v dotnet > /dev/null || { echo "The .NET SDK 10 is needed." >&2; exit 2; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

seen=15.18
bin=/usr/lib/postgresql/15/bin
if [ ! -x "$bin/initdb" ]; then
  [ "$(id -u)" -eq 0 ] || { echo "Install postgresql-15 first, or run this as root." >&2; exit 2; }
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql-15 > /dev/null
fi
have="$("$bin/postgres" --version | grep -oE '[0-9]+\.[0-9]+' | head -n 1)"
[ "$have" = "$seen" ] || echo "Note: seen with PostgreSQL $seen, this is $have."

# PostgreSQL refuses to run as root.
as_user=(env)
if [ "$(id -u)" -eq 0 ]; then as_user=(setpriv --reuid=nobody --regid=nogroup --clear-groups); fi
free_port() {
  local port
  while port=$((20000 + RANDOM)); (: > "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do :; done
  echo "$port"
}

work="$(mktemp -d)"
stop() {
  "${as_user[@]}" "$bin/pg_ctl" -D "$work/data" -m immediate stop > /dev/null 2>&1 || true
  rm -rf "$work"
}
trap stop EXIT
chmod 755 "$work"
if [ "$(id -u)" -eq 0 ]; then chown nobody "$work"; fi
cd "$work"

export PGHOST=127.0.0.1 PGPORT PGUSER=finding PGDATABASE=postgres
PGPORT="$(free_port)"
"${as_user[@]}" "$bin/initdb" -D data -U finding -A trust --no-sync > /dev/null
"${as_user[@]}" "$bin/pg_ctl" -D data -w -l log -o "-h 127.0.0.1 -p $PGPORT -k $work -c fsync=off" start > /dev/null
psql -X -q << 'SQL'
create extension citext;
create table item (id int primary key, name citext not null, typed citext not null);
insert into item values (1, 'Payments.Glase', 'Payments.Glase');
SQL

mkdir "$work/app"
cd "$work/app"
export NUGET_PACKAGES="$work/packages"
cat > app.csproj << 'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <UseSharedCompilation>false</UseSharedCompilation>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="linq2db" Version="[6.5.1]" />
    <PackageReference Include="Npgsql" Version="[9.0.5]" />
  </ItemGroup>
</Project>
XML
cat > Program.cs << 'CS'
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.Mapping;

var options = new DataOptions().UsePostgreSQL(args[0]);
var name = "payments.glase";
string[] names = [name, "payments.other"];

(string What, int Found, int Expected)[] seen =
[
    ("== constant", Count(options, items => items.Count(item => item.Name == "payments.glase")), 1),
    ("== variable", Count(options, items => items.Count(item => item.Name == name)), 0),
    ("Equals(variable)", Count(options, items => items.Count(item => item.Name.Equals(name))), 0),
    ("array.Contains", Count(options, items => items.Count(item => names.Contains(item.Name))), 1),
    ("StartsWith(variable)", Count(options, items => items.Count(item => item.Name.StartsWith(name))), 1),
    ("== variable, DbType", Count(options, items => items.Count(item => item.Typed == name)), 1)
];
foreach (var (what, found, _) in seen)
    Console.WriteLine($"{what,-22} {found}");
var asDescribed = seen.All(line => line.Found == line.Expected);
Console.WriteLine(asDescribed ? "As described." : "Changed.");
return asDescribed ? 0 : 1;

static int Count(DataOptions options, Func<ITable<Item>, int> count)
{
    using var db = new DataConnection(options);
    return count(db.GetTable<Item>());
}

[Table("item")]
public class Item
{
    [Column("id"), PrimaryKey]
    public int Id { get; set; }

    [Column("name")]
    public string Name { get; set; }

    [Column("typed", DbType = "citext")]
    public string Typed { get; set; }
}
CS
dotnet build -v quiet > build.log || { cat build.log >&2; exit 2; }
dotnet bin/Debug/net10.0/app.dll "Host=127.0.0.1;Port=$PGPORT;Username=finding;Database=postgres"
