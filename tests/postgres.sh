#!/usr/bin/env bash
# Runs a PostgreSQL of its own from Debian's binaries: prints its port, lives until stdin ends, leaves nothing behind.
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || { echo "PostgreSQL is missing: apt-get install postgresql, or run make setup" >&2; exit 1; }
folder=$(mktemp -d /tmp/majlis-postgres.XXXXXX)
as=()
# PostgreSQL refuses to run as root.
if [ "$(id -u)" = 0 ]; then
  chown postgres "$folder"
  as=(runuser -u postgres --)
fi
cd "$folder"
end() {
  "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate -s stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap end EXIT
trap 'exit 0' INT TERM HUP
"${as[@]}" "$bin/initdb" -D "$folder/data" -U majlis --auth=trust --no-sync --encoding=UTF8 --locale=C.UTF-8 >/dev/null
# A crash of a test's database loses nothing anybody wants.
options="-c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder -c max_connections=400 \
 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c timezone=UTC -c log_min_messages=warning"
for _ in 1 2 3 4 5 6 7 8; do
  port=$((20000 + RANDOM % 12000))
  if "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -s -t 60 -o "-p $port $options" start 2>/dev/null; then
    echo "$port"
    # The end of stdin is the end of whoever asked, however it came.
    cat >/dev/null
    exit 0
  fi
done
cat "$folder/log" >&2
exit 1
