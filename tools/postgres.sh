#!/usr/bin/env bash
# Run a command with a PostgreSQL of its own, made for it and removed after it, never as root, without systemd:
#   tools/postgres.sh pytest --db '{url}'
# `{url}` in the arguments becomes postgresql+asyncpg://…; it is also in $FARSHORE_TEST_DATABASE.
# Exit code 77: PostgreSQL is not installed here.
set -euo pipefail
binaries=$(ls -d /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql*/bin 2>/dev/null | tail -1 || true)
[ -n "$binaries" ] || binaries=$(dirname "$(command -v initdb 2>/dev/null || true)")
if [ ! -x "$binaries/initdb" ]; then
  echo "PostgreSQL is not installed: apt-get install postgresql" >&2
  exit 77
fi
folder=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then
  chown postgres "$folder"
  as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
fi
cleanup() {
  "${as[@]}" "$binaries/pg_ctl" -D "$folder/data" -m immediate -s stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap cleanup EXIT
cd "$folder"
"${as[@]}" "$binaries/initdb" -D "$folder/data" -A trust -U postgres -N -E UTF8 --locale=C.UTF-8 >/dev/null
"${as[@]}" "$binaries/pg_ctl" -D "$folder/data" -s -w -l "$folder/log" \
  -o "-k $folder -c listen_addresses='' -c fsync=off -c max_connections=200 -F" start
cd - >/dev/null
export FARSHORE_TEST_DATABASE="postgresql+asyncpg://postgres@/postgres?host=$folder"
"${@//'{url}'/$FARSHORE_TEST_DATABASE}"
