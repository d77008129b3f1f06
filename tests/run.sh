#!/usr/bin/env bash
# Builds, checks the format and runs the tests against real servers of their own. Needs the .NET SDK; the servers come from Debian's packages.
#
#   tests/run.sh [--all] [--project NAME] [--filter EXPR] [--reuse]
#   tests/run.sh --servers
#
#   --all            also tests of category Long and bench/run.sh, and writes tests/REPORT.md
#   --project NAME   only this test project (Crm.Tests, Crm.Stores.Tests, ...)
#   --filter EXPR    a filter of 'dotnet test'
#   --reuse          the servers that the environment names (CRM_TEST_...), instead of new ones
#   --servers        only starts the servers, prints the 'export' lines, and keeps the servers until it is ended (Ctrl-C, kill)
#
# Ends with 'N passed, N failed[, N skipped]'; a failed or skipped test, or none at all, makes the exit code 1.
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
scratch=
child=
all=0 only= filter= reuse=0 servers_only=0
failed_steps=()

say() { echo "== $*"; }
die() { echo "run: $*" >&2; exit 2; }

cleanup() {
    local code=$?
    trap - EXIT
    trap '' INT TERM HUP
    if [ -n "$child" ]; then
        kill -TERM -- "-$child" 2>/dev/null && sleep 1 && kill -KILL -- "-$child" 2>/dev/null || true
    fi
    [ -z "${starting:-}" ] || wait "$starting" 2>/dev/null || true
    if [ -n "$scratch" ]; then
        [ ! -f "$scratch/servers/crm-test-servers" ] || "$top/tests/servers.sh" stop "$scratch/servers" || true
        rm -rf "$scratch"
    fi
    exit $code
}

# run LOG COMMAND...: in a process group of its own and waited for, so that a signal ends it at once and the servers are stopped.
run() {
    local log=$1 code=0
    shift
    setsid "$@" >"$log" 2>&1 </dev/null &
    child=$!
    wait $child || code=$?
    child=
    return $code
}

begin_servers() {
    mkdir "$scratch/servers"
    # A session of its own: Ctrl-C reaches this script only, which then stops the servers in order.
    setsid "$top/tests/servers.sh" start "$scratch/servers" >"$scratch/env.sh" 2>"$scratch/servers.log" </dev/null &
    starting=$!
}

await_servers() {
    local code=0
    wait "$starting" || code=$?
    starting=
    cat "$scratch/servers.log" >&2
    [ $code = 0 ] || { echo "run: the servers did not start" >&2; exit 1; }
    # shellcheck disable=SC1091
    . "$scratch/env.sh"
}

machine() {
    local memory
    memory=$(awk '/^MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo)
    echo "$(nproc) cores ($(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -1)), $memory, $(. /etc/os-release && echo "$PRETTY_NAME"), kernel $(uname -r), .NET SDK $(dotnet --version)"
}

# step NAME COMMAND...: its output goes to a log, which is shown when it fails.
step() {
    local name=$1 began=$SECONDS
    shift
    if run "$scratch/$name.log" "$@"; then
        say "$name: $((SECONDS - began)) s"
    else
        say "$name: FAILED after $((SECONDS - began)) s"
        grep -E '(error|warning) [A-Za-z]+[0-9]+|^(Error|Warn)' "$scratch/$name.log" | sed "s#$top/##g" | sort -u | head -40 || true
        echo "-- the log's end:"
        tail -15 "$scratch/$name.log"
        failed_steps+=("$name")
        return 1
    fi
}

run_project() {
    local project=$1 name began code=0 expression=
    name=$(basename "$project" .csproj)
    [ $all = 1 ] && expression='TestCategory!=OnPurpose' || expression='TestCategory!=Long&TestCategory!=OnPurpose'
    [ -z "$filter" ] || expression="${expression:+($expression)&}($filter)"
    began=$SECONDS
    run "$scratch/$name.log" dotnet test "$project" --no-build --nologo ${expression:+--filter "$expression"} --logger "trx;LogFileName=$name.trx" --results-directory "$scratch/results/$name" \
        --blame-hang --blame-hang-timeout "$([ $all = 1 ] && echo 30m || echo 10m)" --blame-hang-dump-type none || code=$?
    "$python" "$top/tests/servers/trx.py" "$name" "$code" "$((SECONDS - began))" "$scratch/results/$name/$name.trx" "$scratch/$name.log" "$scratch/totals"
}

report() {
    {
        echo "# Test report"
        echo
        echo "Written by \`tests/run.sh --all\` on $(date -u '+%Y-%m-%d %H:%M') UTC, at commit $(git -C "$top" rev-parse --short HEAD 2>/dev/null || echo unknown)."
        echo
        echo "Machine: $(machine)."
        echo
        echo "Servers: $(dpkg-query -W -f '${Package} ${Version}\n' postgresql-15 rabbitmq-server chromium-headless-shell python3-aiosmtpd 2>/dev/null | paste -sd ',' | sed 's/,/, /g')."
        echo
        echo "| project | passed | failed | skipped | seconds |"
        echo "| --- | ---: | ---: | ---: | ---: |"
        awk '{ printf "| %s | %d | %d | %d | %d |\n", $1, $2, $3, $4, $5 }' "$scratch/totals"
        echo
        echo "$1; $SECONDS s in all, building and starting the servers included."
        if [ -f "$scratch/bench.log" ]; then
            echo
            echo "## Benchmarks"
            echo
            echo '```'
            sed "s#$top/##g; s#$scratch##g" "$scratch/bench.log" | tail -100
            echo '```'
        fi
    } >"$top/tests/REPORT.md"
    say "wrote tests/REPORT.md"
}

main() {
    while [ $# -gt 0 ]; do
        case "$1" in
            --all) all=1 ;;
            --project) only=${2:?--project NAME}; shift ;;
            --filter) filter=${2:?--filter EXPR}; shift ;;
            --reuse) reuse=1 ;;
            --servers) servers_only=1 ;;
            *) sed -n '2,15p' "${BASH_SOURCE[0]}"; exit 2 ;;
        esac
        shift
    done
    python=/usr/bin/python3
    scratch=$(mktemp -d "${TMPDIR:-/tmp}/crm-run-XXXXXX")
    chmod 755 "$scratch"
    trap cleanup EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_UI_LANGUAGE=en

    if [ $servers_only = 1 ]; then
        begin_servers
        await_servers
        cat "$scratch/env.sh"
        sleep infinity </dev/null >/dev/null 2>&1 &
        keeper=$!
        trap 'kill $keeper 2>/dev/null; exit 0' INT TERM HUP
        wait $keeper
        exit 0
    fi

    command -v dotnet >/dev/null || die "the .NET SDK is missing (dotnet)"
    cd "$top"
    dotnet --version >/dev/null || die "no .NET SDK that global.json accepts"
    local projects=() project
    for project in tests/*/*.csproj; do
        [ -z "$only" ] || [ "$(basename "$project" .csproj)" = "$only" ] || continue
        projects+=("$project")
    done
    [ ${#projects[@]} -gt 0 ] || die "no test project ${only:-in tests}"

    say "$(machine)"
    if [ $reuse = 1 ]; then
        [ -n "${CRM_TEST_POSTGRES:-}" ] || die "--reuse: CRM_TEST_POSTGRES is not set"
    else
        begin_servers # while the build goes on
    fi
    step tools dotnet tool restore || finish
    step build dotnet build Crm.sln -m:2 -nodeReuse:false -warnaserror -v minimal || finish
    step format dotnet csharpier check . || true
    [ $reuse = 1 ] || await_servers
    : >"$scratch/totals"
    for project in "${projects[@]}"; do
        run_project "$project"
    done
    if [ $all = 1 ] && [ -f bench/run.sh ]; then
        step bench bash bench/run.sh || true
    fi
    finish
}

finish() {
    local passed=0 failed=0 skipped=0 line
    if [ -f "$scratch/totals" ]; then
        read -r passed failed skipped < <(awk '{ p += $2; f += $3; s += $4 } END { print p + 0, f + 0, s + 0 }' "$scratch/totals")
    fi
    # A step that failed (build, format, benchmarks) counts as one failure, so that the closing line never looks better than the run was.
    failed=$((failed + ${#failed_steps[@]}))
    line="$passed passed, $failed failed"
    [ "$skipped" = 0 ] || line="$line, $skipped skipped"
    [ $all = 0 ] || [ ! -f "$scratch/totals" ] || report "$line"
    [ ${#failed_steps[@]} = 0 ] || say "failed: ${failed_steps[*]}"
    [ "$passed" != 0 ] || say "no test passed"
    echo "$line"
    [ "$failed" = 0 ] && [ "$skipped" = 0 ] && [ "$passed" != 0 ] || exit 1
    exit 0
}

main "$@"
