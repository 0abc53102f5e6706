#!/usr/bin/env bash
# FluentMigrator: on MySQL and MariaDB a Unicode string column holds less of Unicode than an ANSI string column.
#
# Versions:   FluentMigrator.Runner.MySql 8.0.1 (generator of AddMySql5), MySqlConnector 2.4.0, MariaDB 10.11.19 (Debian 12).
# Behaviour:  In a database whose default is utf8mb4, AsString(n), AsString() and AsString(int.MaxValue) make columns with a
#             character set of their own, utf8mb3, which has no characters outside the Basic Multilingual Plane: an insert of
#             one is refused with error 1366. AsAnsiString(n) names no character set, so that its column is utf8mb4 and takes it.
# Matters:    Names, product attributes and error messages of a payment provider hold such characters. A database that was set up
#             for utf8mb4 throughout does not help, and the row of a payment cannot be written because of a text in it. A column
#             needs its character set stated, as with AsCustom("varchar(400) CHARACTER SET utf8mb4").
# Seen:
#   AsString(400)            varchar(400)  utf8mb3  error 1366
#   AsString()               varchar(255)  utf8mb3  error 1366
#   AsString(int.MaxValue)   longtext      utf8mb3  error 1366
#   AsAnsiString(400)        varchar(400)  utf8mb4  written
#
# Exit code: 0 as described, 1 changed, 2 could not be run.
set -euo pipefail

command -v dotnet > /dev/null || { echo "The .NET SDK 10 is needed." >&2; exit 2; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

seen=10.11.19
if ! command -v mariadbd > /dev/null || ! command -v mariadb-install-db > /dev/null; then
  [ "$(id -u)" -eq 0 ] || { echo "Install mariadb-server first, or run this as root." >&2; exit 2; }
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends mariadb-server > /dev/null
fi
have="$(mariadbd --version | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1)"
[ "$have" = "$seen" ] || echo "Note: seen with MariaDB $seen, this is $have."

# env and setpriv run the command in their own process, so that $! is the server itself.
as_user=(env)
if [ "$(id -u)" -eq 0 ]; then as_user=(setpriv --reuid=nobody --regid=nogroup --clear-groups); fi
free_port() {
  local port
  while port=$((20000 + RANDOM)); (: > "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do :; done
  echo "$port"
}

work="$(mktemp -d)"
port="$(free_port)"
server=
client() { mariadb --no-defaults --protocol=tcp -h 127.0.0.1 -P "$port" -u root "$@"; }
stop() {
  if [ -n "$server" ]; then kill "$server" 2> /dev/null || true; wait "$server" 2> /dev/null || true; fi
  rm -rf "$work"
}
trap stop EXIT
chmod 755 "$work"
if [ "$(id -u)" -eq 0 ]; then chown nobody "$work"; fi

"${as_user[@]}" mariadb-install-db --no-defaults --datadir="$work/data" --auth-root-authentication-method=normal --skip-test-db \
  > /dev/null 2>&1
"${as_user[@]}" mariadbd --no-defaults --datadir="$work/data" --bind-address=127.0.0.1 --port="$port" --socket="$work/socket" \
  --pid-file="$work/pid" > "$work/log" 2>&1 &
server=$!
for _ in $(seq 60); do
  if client -e 'select 1' > /dev/null 2>&1; then break; fi
  sleep 1
done

client -e 'create database shop character set utf8mb4'

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
    <PackageReference Include="FluentMigrator.Runner.MySql" Version="[8.0.1]" />
    <PackageReference Include="MySqlConnector" Version="[2.4.0]" />
  </ItemGroup>
</Project>
XML
cat > Program.cs << 'CS'
using FluentMigrator;
using FluentMigrator.Runner;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

using var services = new ServiceCollection().AddFluentMigratorCore()
    .ConfigureRunner(builder => builder.AddMySql5().WithGlobalConnectionString(args[0])
        .ScanIn(typeof(Texts).Assembly).For.Migrations())
    .BuildServiceProvider();
services.GetRequiredService<IMigrationRunner>().MigrateUp();

using var connection = new MySqlConnection(args[0]);
connection.Open();
var asDescribed = true;
foreach (var (column, call, charset, written) in new[]
{
    ("Sized", "AsString(400)", "utf8mb3", false),
    ("Unsized", "AsString()", "utf8mb3", false),
    ("Longest", "AsString(int.MaxValue)", "utf8mb3", false),
    ("Ansi", "AsAnsiString(400)", "utf8mb4", true),
})
{
    using var look = new MySqlCommand("select column_type, character_set_name from information_schema.columns"
        + $" where table_schema = 'shop' and table_name = 'Texts' and column_name = '{column}'", connection);
    string type, set;
    using (var row = look.ExecuteReader())
    {
        row.Read();
        (type, set) = (row.GetString(0), row.GetString(1));
    }

    using var insert = new MySqlCommand($"insert into Texts ({column}) values (@text)", connection);
    insert.Parameters.AddWithValue("@text", "\U00020BB7");
    var outcome = "written";
    try
    {
        insert.ExecuteNonQuery();
    }
    catch (MySqlException exception)
    {
        outcome = $"error {exception.Number}";
    }
    Console.WriteLine($"{call,-24} {type,-13} {set}  {outcome}");
    asDescribed &= set == charset && outcome == (written ? "written" : "error 1366");
}
Console.WriteLine(asDescribed ? "As described." : "Changed.");
return asDescribed ? 0 : 1;

[Migration(1)]
public class Texts : Migration
{
    public override void Up() => Create.Table("Texts")
        .WithColumn("Sized").AsString(400).Nullable()
        .WithColumn("Unsized").AsString().Nullable()
        .WithColumn("Longest").AsString(int.MaxValue).Nullable()
        .WithColumn("Ansi").AsAnsiString(400).Nullable();

    public override void Down() => Delete.Table("Texts");
}
CS
dotnet build -v quiet > build.log || { cat build.log >&2; exit 2; }
dotnet bin/Debug/net10.0/app.dll "Server=127.0.0.1;Port=$port;User ID=root;Database=shop"
