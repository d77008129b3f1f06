#!/usr/bin/env bash
# Real servers for the tests, on loopback, in a scratch folder of their own.
#
#   tests/servers.sh start [FOLDER [SERVER...]]   installs what is missing, starts everything, or only the servers named, prints 'export NAME=value' lines
#   tests/servers.sh restart FOLDER SERVER        ends a server that 'start' began there, without a farewell, and starts it again at the same address
#   tests/servers.sh stop [FOLDER]                ends exactly what 'start' began there and removes the folder
#
# Without FOLDER, start makes one with mktemp and stop takes CRM_TEST_SERVERS. FOLDER must be empty. Several sets can run side by side. SERVER: postgres, rabbitmq, smtp
# (smtp cannot be restarted).
#
# Exported: CRM_TEST_POSTGRES (Npgsql connection string, superuser), CRM_TEST_RABBITMQ (amqp URI), CRM_TEST_SMTP (host:port),
# CRM_TEST_SMTP_LOG (one JSON line per accepted message, see servers/smtp_server.py), CRM_TEST_CHROMIUM (the browser), CRM_TEST_SERVERS (FOLDER).
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
python=/usr/bin/python3 # Debian's own: python3-aiosmtpd installs there, whatever else is first on PATH.

say() { echo "servers: $*" >&2; }
die() { say "$*"; exit 1; }
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
postgres_bin() { find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -1; }

missing_packages() {
    [ -n "$(postgres_bin)" ] || echo postgresql
    [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || echo rabbitmq-server
    [ -x /usr/bin/chromium-headless-shell ] || echo chromium-headless-shell
    "$python" -c 'import aiosmtpd' 2>/dev/null || echo python3-aiosmtpd
}

install_missing() {
    [ -n "$(missing_packages)" ] || return 0
    # One installer at a time: a second checkout may be starting too.
    exec 8>"${TMPDIR:-/tmp}/crm-test-install.lock"
    flock 8
    local packages
    packages=$(missing_packages)
    if [ -n "$packages" ]; then
        [ "$(id -u)" = 0 ] || die "missing; as root: apt-get install" $packages
        say "installing" $packages
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq >&2 8>&- || die "apt-get update failed"
        # shellcheck disable=SC2086
        apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 $packages </dev/null >"$scratch/install.log" 2>&1 8>&- ||
            { tail -20 "$scratch/install.log" >&2; die "installing failed"; }
        [ -z "$(missing_packages)" ] || die "still missing after installing:" $(missing_packages)
    fi
    exec 8>&-
}

# Below the range the kernel hands to outgoing connections, so that nobody takes the port between the look and the bind.
free_port() {
    "$python" - <<'PY'
import random, socket
while True:
    port = random.randrange(20000, 32000)
    with socket.socket() as s:
        try:
            s.bind(("127.0.0.1", port))
        except OSError:
            continue
    print(port)
    break
PY
}

# wait_for SECONDS COMMAND...
wait_for() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ $SECONDS -lt $end ] || return 1
        sleep 0.2
    done
}

start_postgres() {
    local bin data=$scratch/postgres/data port try
    bin=$(postgres_bin)
    mkdir "$scratch/postgres"
    [ "$(id -u)" != 0 ] || chown postgres: "$scratch/postgres"
    (cd "$scratch/postgres" && as_postgres "$bin/initdb" -D "$data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync) >"$scratch/initdb.log" 2>&1 ||
        { cat "$scratch/initdb.log" >&2; return 1; }
    cat >>"$data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = '$scratch/postgres'
shared_buffers = 512MB
max_connections = 300
fsync = on
max_wal_size = 4GB
timezone = 'UTC'
log_timezone = 'UTC'
CONF
    for try in 1 2 3; do
        port=$(free_port)
        if (cd "$scratch/postgres" && as_postgres "$bin/pg_ctl" start -w -t 60 -D "$data" -o "-p $port" -l "$scratch/postgres/log") >/dev/null </dev/null 2>&1; then
            echo "$port" >"$scratch/port.postgres"
            echo "export CRM_TEST_POSTGRES='Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres;Include Error Detail=true'" >"$scratch/env.postgres"
            return 0
        fi
        say "postgres did not start (attempt $try)"
    done
    tail -20 "$scratch/postgres/log" >&2
    return 1
}

restart_postgres() {
    local bin data=$scratch/postgres/data
    bin=$(postgres_bin)
    cd "$scratch/postgres"
    as_postgres "$bin/pg_ctl" stop -m immediate -w -t 30 -D "$data" >/dev/null </dev/null 2>&1 || die "postgres did not stop"
    as_postgres "$bin/pg_ctl" start -w -t 60 -D "$data" -o "-p $(cat "$scratch/port.postgres")" -l "$scratch/postgres/log" >/dev/null </dev/null 2>&1 ||
        { tail -20 "$scratch/postgres/log" >&2; die "postgres did not start again"; }
}

# The broker greets a client that speaks AMQP 0-9-1 with a method frame: its first byte is 1.
rabbit_answers() {
    [ "$(timeout 2 bash -c "exec 3<>/dev/tcp/127.0.0.1/$1 && printf 'AMQP\\x00\\x00\\x09\\x01' >&3 && head -c 1 <&3 | od -An -tu1" 2>/dev/null | tr -d ' ')" = 1 ]
}
rabbit_up_or_gone() { rabbit_answers "$1" || ! kill -0 "$2" 2>/dev/null; }

# run_rabbitmq TRY: the broker of this attempt, by its configuration and the ports in its folder.
run_rabbitmq() {
    local home=$scratch/rabbitmq.$1 port epmd_port dist_port
    read -r port epmd_port dist_port <"$home/ports"
    (
        # Its own port mapper and its own cookie: nothing shared with a broker the machine may run anyway.
        export HOME=$home ERL_EPMD_PORT=$epmd_port ERL_EPMD_ADDRESS=127.0.0.1
        export RABBITMQ_NODENAME="crm-$port@localhost" RABBITMQ_BASE=$home RABBITMQ_CONF_ENV_FILE=/dev/null
        export RABBITMQ_CONFIG_FILE=$home/rabbitmq.conf RABBITMQ_ADVANCED_CONFIG_FILE=$home/none.config RABBITMQ_CONFIG_FILES=$home/none.d
        export RABBITMQ_MNESIA_BASE=$home/mnesia RABBITMQ_LOG_BASE=$home/log RABBITMQ_SCHEMA_DIR=$home/schema RABBITMQ_GENERATED_CONFIG_DIR=$home/generated
        export RABBITMQ_ENABLED_PLUGINS_FILE=$home/enabled_plugins RABBITMQ_PID_FILE=$home/broker.pid RABBITMQ_DIST_PORT=$dist_port
        export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none"
        cd "$home"
        if [ ! -f "$scratch/pid.epmd.$1" ]; then
            setsid epmd -port "$epmd_port" >"$home/epmd.log" 2>&1 </dev/null &
            echo $! >"$scratch/pid.epmd.$1"
        fi
        setsid /usr/lib/rabbitmq/bin/rabbitmq-server >"$home/out.log" 2>&1 </dev/null &
        echo $! >"$scratch/pid.rabbitmq.$1"
    )
    wait_for 90 rabbit_up_or_gone "$port" "$(cat "$scratch/pid.rabbitmq.$1")" || true
    rabbit_answers "$port"
}

start_rabbitmq() {
    local home port try
    for try in 1 2 3; do
        home=$scratch/rabbitmq.$try
        mkdir "$home"
        port=$(free_port)
        echo "$port $(free_port) $(free_port)" >"$home/ports"
        cat >"$home/rabbitmq.conf" <<CONF
listeners.tcp.1 = 127.0.0.1:$port
disk_free_limit.absolute = 50MB
vm_memory_high_watermark.relative = 0.2
log.console = false
log.file.level = warning
CONF
        echo '[].' >"$home/enabled_plugins"
        if run_rabbitmq "$try"; then
            echo "$try" >"$scratch/try.rabbitmq"
            echo "export CRM_TEST_RABBITMQ='amqp://guest:guest@127.0.0.1:$port/'" >"$scratch/env.rabbitmq"
            return 0
        fi
        say "rabbitmq did not start (attempt $try)"
        tail -20 "$home/out.log" >&2
        end_group "$scratch/pid.rabbitmq.$try"
        end_group "$scratch/pid.epmd.$try"
    done
    return 1
}

restart_rabbitmq() {
    local try
    try=$(cat "$scratch/try.rabbitmq")
    end_group "$scratch/pid.rabbitmq.$try"
    end_broker "$scratch/rabbitmq.$try/broker.pid"
    export CRM_TEST_SERVERS=$scratch
    run_rabbitmq "$try" || { tail -20 "$scratch/rabbitmq.$try/out.log" >&2; die "rabbitmq did not start again"; }
}

start_smtp() {
    # It takes a free port from the kernel and tells which one.
    setsid "$python" "$here/servers/smtp_server.py" "$scratch/smtp.jsonl" "$scratch/smtp.port" >"$scratch/smtp.log" 2>&1 </dev/null &
    echo $! >"$scratch/pid.smtp"
    wait_for 30 test -s "$scratch/smtp.port" || { cat "$scratch/smtp.log" >&2; say "the SMTP server did not start"; return 1; }
    {
        echo "export CRM_TEST_SMTP='127.0.0.1:$(cat "$scratch/smtp.port")'"
        echo "export CRM_TEST_SMTP_LOG='$scratch/smtp.jsonl'"
    } >"$scratch/env.smtp"
}

# end_group PIDFILE: ends the process group we started, if the process is still the one we started.
end_group() {
    [ -f "$1" ] || return 0
    local pid
    pid=$(cat "$1")
    if grep -qzxF "CRM_TEST_SERVERS=$scratch" "/proc/$pid/environ" 2>/dev/null; then
        kill -KILL -- "-$pid" 2>/dev/null || true # Nothing of theirs outlives the scratch folder.
    fi
    rm -f "$1"
}

# end_broker PIDFILE: the broker is a process group of its own below its start script.
end_broker() {
    [ -f "$1" ] || return 0
    grep -qzxF "CRM_TEST_SERVERS=$scratch" "/proc/$(cat "$1")/environ" 2>/dev/null && kill -KILL "$(cat "$1")" 2>/dev/null || true
    rm -f "$1"
}

stop() {
    [ -d "$scratch" ] || return 0
    [ -f "$scratch/crm-test-servers" ] || die "$scratch was not made by start"
    local file nested
    # Servers that a test began for itself, where it did not live to stop them.
    for nested in "$scratch"/own-*; do [ ! -f "$nested/crm-test-servers" ] || "${BASH_SOURCE[0]}" stop "$nested"; done
    if [ -f "$scratch/postgres/data/postmaster.pid" ]; then
        (cd / && as_postgres "$(postgres_bin)/pg_ctl" stop -m immediate -w -t 30 -D "$scratch/postgres/data") >/dev/null 2>&1 || say "postgres did not stop"
    fi
    for file in "$scratch"/pid.*; do end_group "$file"; done
    for file in "$scratch"/rabbitmq.*/broker.pid; do end_broker "$file"; done
    rm -rf "$scratch" 2>/dev/null || { sleep 1; rm -rf "$scratch"; }
}

# start [SERVER...]
start() {
    [ $# -gt 0 ] || set -- postgres rabbitmq smtp
    chmod 755 "$scratch" # user postgres must enter it
    touch "$scratch/crm-test-servers"
    export CRM_TEST_SERVERS=$scratch
    install_missing
    local jobs=() job failed=0 server
    for server in "$@"; do
        case "$server" in
            postgres | rabbitmq | smtp) "start_$server" & jobs+=($!) ;;
            *) die "there is no server $server" ;;
        esac
    done
    for job in "${jobs[@]}"; do wait "$job" || failed=1; done
    if [ $failed = 1 ]; then
        stop
        die "not started"
    fi
    {
        cat "${@/#/$scratch/env.}"
        echo "export CRM_TEST_CHROMIUM='/usr/bin/chromium-headless-shell'"
        echo "export CRM_TEST_SERVERS='$scratch'"
    } | tee "$scratch/env.sh"
}

case "${1:-}" in
    start)
        scratch=${2:-$(mktemp -d "${TMPDIR:-/tmp}/crm-test-XXXXXX")}
        [ -d "$scratch" ] && [ -z "$(ls -A "$scratch")" ] || die "not an empty folder: $scratch"
        start "${@:3}"
        ;;
    restart)
        scratch=${2:?which folder?}
        [ -f "$scratch/crm-test-servers" ] || die "$scratch was not made by start"
        case "${3:-}" in
            postgres | rabbitmq) "restart_$3" ;;
            *) die "postgres or rabbitmq can be restarted, not '${3:-}'" ;;
        esac
        ;;
    stop)
        scratch=${2:-${CRM_TEST_SERVERS:?which folder?}}
        stop
        ;;
    *)
        sed -n '2,11p' "${BASH_SOURCE[0]}" >&2
        exit 2
        ;;
esac
