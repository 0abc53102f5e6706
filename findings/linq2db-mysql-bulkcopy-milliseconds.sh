#!/usr/bin/env bash
# linq2db: on MySQL and MariaDB a bulk copy cuts times to milliseconds, a plain insert of the same object does not.
#
# Versions:   linq2db 6.5.1 with MySqlConnector 2.4.0, MariaDB 10.11.19 (Debian 12).
# Behaviour:  An object with 10:00:00.123456 is written to a datetime(6) column. Insert() stores all six digits. BulkCopy() with
#             its default options stores 10:00:00.123000, and so does Insert() with InlineParameters. With InlineParameters the
#             condition At == value, with a value that was just read from the row, finds no row and updates none.
# Cause:      A parameter is passed on to the driver as it is, but a value that linq2db writes into the text of a statement gets
#             three digits, whatever the column.
# Matters:    The same object is stored in two ways, depending on how many are inserted at once. Comparing a stored time with the
#             one in memory, ordering rows by time, or updating a row only "if it still has the time that I read" work with
#             Insert() and fail after a change to a bulk insert.
# Seen:
#   Insert                     10:00:00.123456
#   BulkCopy                   10:00:00.123000
#   Insert, InlineParameters   10:00:00.123000
#   At == the value just read: 1 row updated; with InlineParameters: 0
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

client -e 'create database shop; create table shop.payment (id int auto_increment primary key, at datetime(6) not null)'

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
    <PackageReference Include="MySqlConnector" Version="[2.4.0]" />
  </ItemGroup>
</Project>
XML
cat > Program.cs << 'CS'
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.DataProvider.MySql;
using LinqToDB.Mapping;
using MySqlConnector;

var options = new DataOptions().UseMySql(args[0], MySqlVersion.MariaDB10, MySqlProvider.MySqlConnector);
var time = new DateTime(2026, 11, 28, 10, 0, 0).AddMicroseconds(123456);

var plain = Stored(false, db => db.Insert(new Payment { At = time }));
var bulk = Stored(false, db => db.BulkCopy(new[] { new Payment { At = time } }));
var inline = Stored(true, db => db.Insert(new Payment { At = time }));
var updated = Updated(false);
var updatedInline = Updated(true);

Console.WriteLine($"Insert                     {plain}");
Console.WriteLine($"BulkCopy                   {bulk}");
Console.WriteLine($"Insert, InlineParameters   {inline}");
Console.WriteLine($"At == the value just read: {updated} row updated; with InlineParameters: {updatedInline}");
var asDescribed = plain.EndsWith(".123456") && bulk.EndsWith(".123000") && inline.EndsWith(".123000") && updated == 1
    && updatedInline == 0;
Console.WriteLine(asDescribed ? "As described." : "Changed.");
return asDescribed ? 0 : 1;

string Stored(bool inlineParameters, Action<DataConnection> write)
{
    Sql("delete from payment");
    using (var db = new DataConnection(options) { InlineParameters = inlineParameters })
        write(db);

    // What the server says, without linq2db in between.
    return Sql("select date_format(at, '%H:%i:%s.%f') from payment");
}

int Updated(bool inlineParameters)
{
    Sql("delete from payment");
    Sql("insert into payment (at) values ('2026-11-28 10:00:00.123456')");
    using var db = new DataConnection(options) { InlineParameters = inlineParameters };
    var read = db.GetTable<Payment>().Single().At;
    return db.GetTable<Payment>().Where(payment => payment.At == read).Set(payment => payment.At, read.AddMinutes(1)).Update();
}

string Sql(string text)
{
    using var connection = new MySqlConnection(args[0]);
    connection.Open();
    using var command = new MySqlCommand(text, connection);
    return (string)command.ExecuteScalar();
}

[Table("payment")]
public class Payment
{
    [Column("id"), PrimaryKey, Identity]
    public int Id { get; set; }

    [Column("at")]
    public DateTime At { get; set; }
}
CS
dotnet build -v quiet > build.log || { cat build.log >&2; exit 2; }
dotnet bin/Debug/net10.0/app.dll "Server=127.0.0.1;Port=$port;User ID=root;Database=shop"
