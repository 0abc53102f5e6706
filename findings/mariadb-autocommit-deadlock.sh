#!/usr/bin/env bash
# MariaDB: single-row inserts in autocommit, one statement each, end in a deadlock.
#
# Versions:   MariaDB 10.11.19 (Debian 12), InnoDB, default isolation.
# Behaviour:  One client holds a lock row in a transaction; three others wait with a plain INSERT of the same key, in autocommit, so
#             that each is a transaction of one row. When the holder lets go, one of the three succeeds. The other two fail, but
#             not with 1062 (duplicate key): they fail with 1213 (deadlock). So it is whether the holder deletes its row or rolls
#             its insert back, and whether the key is the primary or a secondary one; with a secondary key and a deleted row,
#             1062 comes in some runs and 1213 in others.
# Cause:      An insert that meets a duplicate waits for a lock on the record that it shares with the other waiters. They get it
#             together, and then each needs to insert where the others hold it.
# Matters:    A row with a unique key is a usual lock across the nodes of a shop, and a usual guard against a notification that
#             comes twice. Code that takes 1062 for "somebody else has it" and everything else for a failure fails under load,
#             and retries on deadlock are mostly found around transactions of several statements only.
# Seen:
#   primary key, deleted           succeeded: 1, errors: 1213 1213
#   primary key, rolled back       succeeded: 1, errors: 1213 1213
#   secondary key, deleted         succeeded: 1, errors: 1213 1213   (in another run: 1062 1062)
#   secondary key, rolled back     succeeded: 1, errors: 1213 1213
#
# Exit code: 0 as described, 1 changed, 2 could not be run.
set -euo pipefail

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

client -e 'create database shop'

primary='name varchar(50) primary key'
secondary='id int auto_increment primary key, name varchar(50) not null unique'
insert="insert into locks (name) values ('payment');"

# $1: the columns, $2: what the holder does, $3: how it lets go. Writes how many inserts succeeded, and the errors of the others.
contend() {
  local i waiting waiters=()
  client shop -e "drop table if exists locks; create table locks ($1)"
  rm -f "$work/holder"
  mkfifo "$work/holder"
  client shop < "$work/holder" &
  local holder=$!
  exec 3> "$work/holder"
  echo "$2" >&3
  until [ "$(client -N -e "select count(*) from information_schema.innodb_trx")" -eq 1 ]; do sleep 0.1; done

  for i in 1 2 3; do
    client shop -e "$insert" > /dev/null 2> "$work/error$i" &
    waiters+=($!)
  done
  # Let go only when all three wait.
  for _ in $(seq 100); do
    waiting="$(client -N -e "select count(*) from information_schema.innodb_trx where trx_state = 'LOCK WAIT'")"
    if [ "$waiting" -eq 3 ]; then break; fi
    sleep 0.1
  done
  [ "$waiting" -eq 3 ] || { echo "Only $waiting inserts wait." >&2; exit 2; }
  echo "$3" >&3
  exec 3>&-
  wait "$holder"

  local succeeded=0
  for i in "${waiters[@]}"; do if wait "$i"; then succeeded=$((succeeded + 1)); fi; done
  echo "succeeded: $succeeded, errors: $(grep -ohE '^ERROR [0-9]+' "$work"/error? | cut -d ' ' -f 2 | tr '\n' ' ' | sed 's/ $//')"
}

changed=0
expect() {
  local answer
  answer="$(contend "$2" "$3" "$4")"
  printf '%-30s %s\n' "$1" "$answer"
  [[ $answer =~ ^'succeeded: 1, errors: '($5)$ ]] || changed=1
}
delete="$insert start transaction; delete from locks where name = 'payment';"
expect 'primary key, deleted' "$primary" "$delete" 'commit;' '1213 1213'
expect 'primary key, rolled back' "$primary" "start transaction; $insert" 'rollback;' '1213 1213'
expect 'secondary key, deleted' "$secondary" "$delete" 'commit;' '1213 1213|1062 1062'
expect 'secondary key, rolled back' "$secondary" "start transaction; $insert" 'rollback;' '1213 1213'

if [ "$changed" -eq 0 ]; then
  echo "As described."
else
  echo "Changed." >&2
  exit 1
fi
