#!/usr/bin/env bash
# PostgreSQL: a VACUUM makes serializable transactions fail that delete different rows.
#
# Versions:   PostgreSQL 15.18 (Debian 12).
# Behaviour:  A table of six rows has a unique key. Two serializable transactions overlap, each deletes one row by that key, and
#             the rows differ. As long as the table was never vacuumed, both commit. After one VACUUM, with the same rows and
#             the same statements, the second to commit fails with 40001.
# Cause:      The planner takes a table that was never vacuumed for at least ten pages and reads it by index. Once VACUUM has
#             written down that it is a single page, reading it from end to end is cheaper, and a sequential scan is recorded as
#             a read of the whole table, so that every write to it is a conflict. With 2,000 rows it is the index again.
# Matters:    .NET's TransactionScope is serializable unless told otherwise. A table of locks, leases or carts is small and is
#             vacuumed automatically, so a test on a new database passes and the shop fails some hours later, under load only.
# Seen:
#   never vacuumed           Delete on lock -> Index Scan using lock_name_key on lock page lock_name_key commit: 00000
#   vacuumed                 Delete on lock -> Seq Scan on lock relation lock commit: 40001
#   vacuumed, 2,000 rows     Delete on lock -> Index Scan using lock_name_key on lock page lock_name_key commit: 00000
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
# Autovacuum is off, so that the only VACUUM is the one below.
"${as_user[@]}" "$bin/pg_ctl" -D data -w -l log -o "-h 127.0.0.1 -p $PGPORT -k $work -c fsync=off -c autovacuum=off" start > /dev/null

# The second transaction runs from begin to commit while the first one is open.
cat > overlap.sql << 'SQL'
\set VERBOSITY sqlstate
begin isolation level serializable;
explain (costs off) delete from lock where name = 'a1';
delete from lock where name = 'a1';
select locktype || ' ' || relation::regclass from pg_locks where mode = 'SIReadLock';
\! psql -X -q -v ON_ERROR_STOP=1 -c "begin isolation level serializable" -c "delete from lock where name = 'a2'" -c commit
commit;
\echo commit: :SQLSTATE
SQL
overlap() {
  psql -X -q -c "insert into lock (name) select 'a' || g from generate_series(1, 6) g on conflict do nothing"
  printf '%-24s %s\n' "$1" "$(psql -X -q -A -t -f overlap.sql 2>&1 | grep -E 'Scan|lock$|_key$|^commit' | tr -s ' ' | tr '\n' ' ')"
}

psql -X -q -c 'create table lock (id serial primary key, name text not null unique)'
new="$(overlap 'never vacuumed')"
psql -X -q -c 'vacuum lock'
small="$(overlap 'vacuumed')"
psql -X -q -c "insert into lock (name) select 'b' || g from generate_series(1, 2000) g"
psql -X -q -c 'vacuum analyze lock'
large="$(overlap 'vacuumed, 2,000 rows')"
printf '%s\n' "$new" "$small" "$large"

if [[ $new == *'Index Scan'*'commit: 00000'* && $small == *'Seq Scan'*'relation lock'*'commit: 40001'* \
  && $large == *'Index Scan'*'commit: 00000'* ]]; then
  echo "As described."
else
  echo "Changed." >&2
  exit 1
fi
