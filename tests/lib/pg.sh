#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
#
# pg.sh COMMAND...: runs it with a PostgreSQL 15 of its own, which lives in a
# temporary folder, listens on a Unix socket there and nowhere else, and is
# gone afterwards. The command finds:
#   NABIJ_TEST_PG          address of an empty database
#   NABIJ_TEST_PG_CONTROL  a program: with "stop" or "start" it does just that
# PostgreSQL refuses to run as root; then it runs as the user postgres.
set -eu

bin=/usr/lib/postgresql/15/bin
folder=$(mktemp -d "${TMPDIR:-/tmp}/nabij-pg-XXXXXX")
control=$folder/control
as=
if [ "$(id -u)" = 0 ]; then
	chown postgres "$folder"
	as='setpriv --reuid=postgres --regid=postgres --clear-groups env -i PATH=/usr/bin:/bin LC_ALL=C.UTF-8'
fi

cat > "$control" <<END
#!/bin/sh
cd "$folder" || exit 1
case "\$1" in
start) exec $as $bin/pg_ctl -D "$folder/data" -w -s -l "$folder/log" start ;;
stop) exec $as $bin/pg_ctl -D "$folder/data" -w -s -m immediate stop ;;
esac
exit 2
END
chmod 755 "$control"

finish() {
	status=$?
	trap - EXIT INT TERM
	"$control" stop >/dev/null 2>&1 || true
	rm -rf "$folder"
	exit "$status"
}
trap finish EXIT INT TERM

cd "$folder"
$as $bin/initdb -D "$folder/data" -U nabij -A trust -E UTF8 --no-locale --no-sync >"$folder/initdb.log" 2>&1 || {
	cat "$folder/initdb.log" >&2
	exit 1
}
cat >> "$folder/data/postgresql.conf" <<END
listen_addresses = ''
unix_socket_directories = '$folder'
max_connections = 60
shared_buffers = 32MB
${NABIJ_TEST_PG_SETTINGS:-}
END
"$control" start >/dev/null
$as $bin/createdb -h "$folder" -U nabij nabij
cd "$OLDPWD"

NABIJ_TEST_PG="postgresql:///nabij?host=$folder&user=nabij"
NABIJ_TEST_PG_CONTROL=$control
export NABIJ_TEST_PG NABIJ_TEST_PG_CONTROL
"$@"
