#!/bin/sh
# pg_cluster.sh start DIR [PLACE] - make a PostgreSQL cluster, start it, print its address as postgres://...; DIR is its handle
# pg_cluster.sh stop DIR          - stop it and remove all of it, DIR too
# For tests: reachable on 127.0.0.1 only, small, but with fsync on, without which the program refuses a database. Its data lie in
# PLACE (/tmp): in memory, flushes cost nothing.
# PostgreSQL refuses to run as root; root runs it as the user postgres that Debian's package makes. That user may not be
# allowed to look into DIR, so the data lies in a folder of its own.
set -eu
[ $# -ge 2 ] || { sed -n '2,3s/^# //p' "$0" >&2; exit 2; }
verb=$1 dir=$2 place=${3:-/tmp}

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
bin=${bin:-$(dirname "$(command -v initdb || echo /usr/bin/initdb)")}

as_owner() {
	if [ "$(id -u)" -eq 0 ]; then
		runuser -u postgres -- "$@"
	else
		"$@"
	fi
}

free_port() {
	python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start() {
	mkdir "$dir"
	data=$(mktemp -d "$place"/porchlight-postgres.XXXXXX)
	echo "$data" >"$dir/data"
	[ "$(id -u)" -ne 0 ] || chown postgres "$data"
	cd "$data" # the owner may not be allowed where we stand
	as_owner "$bin/initdb" --pgdata=cluster --username=porchlight --auth=trust --encoding=UTF8 --no-locale >"$dir/log" 2>&1 ||
		{ cat "$dir/log" >&2; exit 1; }
	as_owner tee -a cluster/postgresql.conf >/dev/null <<-'END'
		listen_addresses = '127.0.0.1'
		unix_socket_directories = ''
		max_connections = 200
		shared_buffers = 64MB
		max_wal_size = 256MB
		log_min_messages = fatal
		log_min_error_statement = panic
	END
	for try in 1 2 3 4 5; do # a port that was free a moment ago may be taken
		port=$(free_port)
		if as_owner "$bin/pg_ctl" --pgdata=cluster --log="$data/log" --silent --timeout=30 --options="-p $port" start >/dev/null
		then
			echo "postgres://porchlight@127.0.0.1:$port/postgres"
			return
		fi
	done
	cat "$data/log" >&2
	exit 1
}

stop() {
	read -r data <"$dir/data"
	cd "$data"
	as_owner "$bin/pg_ctl" --pgdata=cluster --silent --mode=immediate stop || true
	cd /
	rm -rf "$data" "$dir"
}

case $verb$dir in
start/*) start ;;
stop/*) stop ;;
start* | stop*) exec "$0" "$verb" "$PWD/$dir" "$place" ;;
*) sed -n '2,3s/^# //p' "$0" >&2; exit 2 ;;
esac
