#!/usr/bin/env bash
# Measures what the project promises about speed and writes bench/REPORT.md. Ratios against hand-written limits that run beside it, in one run, in turns.
#
#   bench/run.sh [--quick] [--no-report] [CASE...]
#
#   CASE         runner, sqlite, timeline, lists, mail, import, console, start,
#                circuit; all of them without
#   --quick      less of everything, for developing; no bars are promised then. Writes no report
#   --no-report  only prints
#
# Uses the server that CRM_TEST_POSTGRES names; without it, starts servers of its own and stops them at the end.
# Needs the .NET SDK. Exit code 1: a bar was missed, or nothing was measured.
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
scratch=$(mktemp -d "${TMPDIR:-/tmp}/crm-bench-XXXXXX")
chmod 755 "$scratch"
mkdir "$scratch/tmp"
child=

cleanup() {
    local code=$?
    trap - EXIT
    trap '' INT TERM HUP
    if [ -n "$child" ]; then
        kill -TERM -- "-$child" 2>/dev/null && sleep 1 && kill -KILL -- "-$child" 2>/dev/null || true
    fi
    [ ! -f "$scratch/servers/crm-test-servers" ] || "$top/tests/servers.sh" stop "$scratch/servers" || true
    rm -rf "$scratch"
    exit $code
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

quick=0 writes=1 cases=()
for argument in "$@"; do
    case "$argument" in
        --quick) quick=1 writes=0 ;;
        --no-report) writes=0 ;;
        runner | sqlite | timeline | lists | mail | import | console | start | circuit) cases+=("$argument") ;;
        *) sed -n '2,12p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
    esac
done
[ ${#cases[@]} = 0 ] || writes=0

# run COMMAND...: in a process group of its own and waited for, so that a signal ends it at once.
run() {
    local code=0
    setsid "$@" </dev/null &
    child=$!
    wait $child || code=$?
    child=
    return $code
}

cpu() { awk '/^cpu / { print $2 + $3 + $4 + $7 + $8, $5 + $6 }' /proc/stat; }

cd "$top"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_CLI_UI_LANGUAGE=en
began=$SECONDS
commit=$(git rev-parse --short HEAD 2>/dev/null || echo unknown) # what is built, whatever is committed meanwhile
if [ -z "${CRM_TEST_POSTGRES:-}" ]; then
    mkdir "$scratch/servers"
    run tests/servers.sh start "$scratch/servers" >"$scratch/env.sh"
    # shellcheck disable=SC1091
    . "$scratch/env.sh"
    export CRM_TEST_POSTGRES CRM_TEST_CHROMIUM
fi
# build COMMAND PROJECT...: the hosts are published as docs/running.md tells teams to.
build() { run dotnet "$@" -c Release -p:RunAnalyzers=false -nodeReuse:false -v q >"$scratch/build.log" 2>&1 || { tail -20 "$scratch/build.log" >&2; exit 1; }; }
case $(uname -m) in x86_64) runtime=linux-x64 ;; *) runtime=linux-arm64 ;; esac
build build bench/Crm.Bench
for host in Crm.Console Crm.Web; do
    build publish "hosts/$host" -r "$runtime" -o "$scratch/hosts/$host"
done

machine="$(nproc) cores ($(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -1)), $(awk '/^MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo), $(. /etc/os-release && echo "$PRETTY_NAME"), kernel $(uname -r)"
software="PostgreSQL $(dpkg-query -W -f '${Version}' postgresql-15 2>/dev/null || echo '(elsewhere)'), .NET SDK $(dotnet --version)"
read -r busy idle < <(cpu)
options=()
[ $quick = 0 ] || options+=(--quick)
code=0
TMPDIR=$scratch/tmp CRM_BENCH_HOSTS=$scratch/hosts run dotnet bench/Crm.Bench/bin/Release/net10.0/Crm.Bench.dll "${options[@]}" --report="$scratch/report.md" "${cases[@]}" || code=$?
read -r busy_after idle_after < <(cpu)
load=$(((busy_after - busy) * 100 / (busy_after - busy + idle_after - idle + 1)))

if [ $writes = 1 ] && [ -s "$scratch/report.md" ]; then
    {
        echo "# Benchmark report"
        echo
        echo "Written by \`bench/run.sh\` on $(date -u '+%Y-%m-%d %H:%M') UTC, at commit $commit, in $((SECONDS - began)) s."
        echo
        echo "Machine: $machine. $software. Client and database share the cores; all that ran on the machine used $load % of them, load average at the end $(cut -d' ' -f1-3 /proc/loadavg)."
        echo
        cat "$scratch/report.md"
        # What bench/compare.sh wrote stays: it names its own commits.
        [ ! -f bench/REPORT.md ] || sed -n '/^## Before and after/,$p' bench/REPORT.md | sed '1i\\'
    } >"$scratch/whole.md"
    cat "$scratch/whole.md" >bench/REPORT.md
    echo "wrote bench/REPORT.md"
fi
exit $code
