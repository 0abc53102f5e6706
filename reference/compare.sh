#!/bin/sh
# Lists what reference/ declares and a real shop's assemblies do not have, and what the interfaces that the plugin
# implements have and reference/ lacks. Exit code: 0 when there is nothing to list, 1 when there is, 2 when it could not look.
set -eu

assemblies="Nop.Core Nop.Data Nop.Services Nop.Web.Framework Nop.Web"

# Every other interface is only called: of those reference/ may declare just the members that are used.
implemented="Nop.Core.Configuration.ISettings
Nop.Core.Infrastructure.INopStartup
Nop.Data.Mapping.Builders.IEntityBuilder
Nop.Data.Mapping.INameCompatibility
Nop.Services.Cms.IWidgetPlugin
Nop.Services.Events.IConsumer
Nop.Services.Payments.IPaymentMethod
Nop.Services.Plugins.IPlugin
Nop.Services.ScheduleTasks.IScheduleTask
Nop.Web.Framework.Mvc.Routing.IRouteProvider"

fail() {
    echo "compare.sh: $1" >&2
    exit 2
}

usage() {
    echo "compare.sh: $1" >&2
    fail "usage: reference/compare.sh <folder of a built nopCommerce 4.90 that holds Nop.Core.dll>"
}

[ $# -eq 1 ] || usage "name one folder."
[ -d "$1" ] || usage "there is no folder '$1'."
real=$(cd "$1" && pwd)
for assembly in $assemblies; do
    [ -f "$real/$assembly.dll" ] || usage "there is no $assembly.dll in '$1'."
done

here=$(cd "$(dirname "$0")" && pwd)
cd "$here/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

must() {
    "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; fail "'$*' failed."; }
}

# The last of the five stands on the other four, so its references are all that any of them needs.
project="$here/Nop.Web/Nop.Web.csproj"
must dotnet tool restore
must dotnet build "$project" --configuration Release --nologo
must dotnet msbuild "$project" -p:Configuration=Release -t:ResolveReferences -getItem:ReferencePath \
    -getResultOutputFile:"$work/references.json"
sed -n 's/^ *"FullPath": "\(.*\)",*$/\1/p' "$work/references.json" >"$work/references"

# A built shop has its packages beside it, but not .NET's own reference assemblies; what else it lacks comes from here.
left_references=$(paste -sd, - <"$work/references")
right_references="$real,$(grep -v "^$here/" "$work/references" | sed 's|/[^/]*$||' | sort -u | paste -sd, -)"
left=$(for assembly in $assemblies; do echo "$here/$assembly/bin/Release/net9.0/$assembly.dll"; done | paste -sd, -)
right=$(for assembly in $assemblies; do echo "$real/$assembly.dll"; done | paste -sd, -)

code=0
dotnet apicompat --left "$left" --right "$right" --lref "$left_references" --rref "$right_references" \
    --enable-rule-cannot-change-parameter-name >"$work/found" 2>&1 || code=$?
grep -q '^CP' "$work/found" || [ "$code" -eq 0 ] || { cat "$work/found" >&2; fail "ApiCompat failed."; }

# CP0006 says that the shop's interface has more members; CP1 and above, that ApiCompat could not see something.
echo "$implemented" | sed "s/.*/ '.* &[.<]/" >"$work/implemented"
{
    grep '^CP0' "$work/found" | grep -v '^CP0006' || true
    grep '^CP0006' "$work/found" | grep -f "$work/implemented" || true
} | sed "s|$here/[^ ]*/|reference/|g; s|$real/||g" >"$work/differences"
grep '^CP[1-9]' "$work/found" >&2 || true

if [ -s "$work/differences" ]; then
    cat "$work/differences"
    exit 1
fi
echo "Everything that reference/ declares is in $real."
