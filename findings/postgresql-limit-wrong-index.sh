#!/usr/bin/env bash
# PostgreSQL: a queue's query that finds nothing reads the whole table, beside an index that answers at once.
#
# Versions:   PostgreSQL 15.18 (Debian 12).
# Behaviour:  100,000 rows: status 1 always has a time in "applied", status 2 never has. An index on (status, applied) finds at once that
#             no row has status 1 and no time. Asked for the next 50 of these by id, PostgreSQL walks the primary key and discards
#             all 100,000 rows, each time.
# Cause:      Each condition's share of the rows is known by itself, 90 % and 10 %, and the planner multiplies them: it expects 9,000
#             rows, so that 50 of them should soon be met in the order of the key. CREATE STATISTICS with "dependencies" changes
#             nothing, as it is not used for IS NULL; with "mcv" the index on both columns is taken. So is a partial index.
# Matters:    This is the query of a job table or an outbox: the better the work is kept up with, the slower the search for it.
# Seen:
#   index on both columns    Index Scan using payment_pkey Rows Removed by Filter: 100000
#   dependencies             Index Scan using payment_pkey Rows Removed by Filter: 100000
#   mcv                      Index Scan using payment_status_applied
#   partial index            Index Scan using payment_unapplied
#
# Exit code: 0 as described, 1 changed, 2 could not be run.
set -euo pipefail

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
# Autovacuum is off, so that statistics are gathered by the statements below alone.
"${as_user[@]}" "$bin/pg_ctl" -D data -w -l log -o "-h 127.0.0.1 -p $PGPORT -k $work -c fsync=off -c autovacuum=off" start > /dev/null

plan() {
  printf '%-24s %s\n' "$1" "$(psql -X -q -A -t -c "explain (analyze, costs off, timing off, summary off)
    select * from payment where status = 1 and applied is null and id > 0 order by id limit 50" \
    | grep -oE 'Index Scan using [a-z_]+|Bitmap Index Scan on [a-z_]+|Seq Scan on [a-z_]+|Rows Removed by Filter: [0-9]+' | tr '\n' ' ')"
}

psql -X -q << 'SQL'
create table payment (id serial primary key, status int not null, applied timestamp, note text not null);
insert into payment (status, applied, note)
  select case when g % 10 = 0 then 2 else 1 end, case when g % 10 = 0 then null else now() end, repeat('x', 200)
  from generate_series(1, 100000) g;
create index payment_status_applied on payment (status, applied);
analyze payment;
SQL
plain="$(plan 'index on both columns')"
psql -X -q -c 'create statistics s (dependencies) on status, applied from payment' -c 'analyze payment'
dependencies="$(plan 'dependencies')"
psql -X -q -c 'drop statistics s' -c 'create statistics s (mcv) on status, applied from payment' -c 'analyze payment'
mcv="$(plan 'mcv')"
psql -X -q -c 'drop statistics s' -c 'create index payment_unapplied on payment (id) where applied is null and status = 1' \
  -c 'analyze payment'
partial="$(plan 'partial index')"
printf '%s\n' "$plain" "$dependencies" "$mcv" "$partial"

whole='payment_pkey Rows Removed by Filter: 100000'
if [[ $plain == *"$whole"* && $dependencies == *"$whole"* && $mcv == *'using payment_status_applied '* \
  && $partial == *'using payment_unapplied '* ]]; then
  echo "As described."
else
  echo "Changed." >&2
  exit 1
fi
