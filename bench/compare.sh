#!/usr/bin/env bash
# Measures the runner of this tree against the one of an earlier commit, in turns on one machine, and adds the comparison to bench/REPORT.md.
#
#   bench/compare.sh COMMIT [TURNS]
#
#   COMMIT   what to compare with; it is checked out into a scratch worktree and built there
#   TURNS    how often each side runs (default 3), three rounds a turn
#
# Each side runs its own bench (cases runner and sqlite) against the same hand-written limit. Uses the server that CRM_TEST_POSTGRES names; without it, starts servers of its own.
# Needs the .NET SDK and python3.
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
[ $# -ge 1 ] || { sed -n '2,11p' "${BASH_SOURCE[0]}" >&2; exit 2; }
base=$(git -C "$top" rev-parse --short "$1^{commit}")
turns=${2:-3}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/crm-compare-XXXXXX")
chmod 755 "$scratch"
mkdir "$scratch/tmp"

cleanup() {
    local code=$?
    trap - EXIT
    [ ! -f "$scratch/servers/crm-test-servers" ] || "$top/tests/servers.sh" stop "$scratch/servers" || true
    git -C "$top" worktree remove --force "$scratch/base" 2>/dev/null || true
    rm -rf "$scratch"
    exit $code
}
trap cleanup EXIT
trap 'exit 130' INT TERM HUP

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_CLI_UI_LANGUAGE=en
commit=$(git -C "$top" rev-parse --short HEAD)
git -C "$top" worktree add --quiet --detach "$scratch/base" "$base"
if [ -z "${CRM_TEST_POSTGRES:-}" ]; then
    mkdir "$scratch/servers"
    "$top/tests/servers.sh" start "$scratch/servers" postgres >"$scratch/env.sh"
    # shellcheck disable=SC1091
    . "$scratch/env.sh"
    export CRM_TEST_POSTGRES
fi
# Three rounds a turn on both sides; the rest of each bench is as its commit has it.
sed -i 's/isQuick ? 3 : 5/3/' "$scratch/base/bench/Crm.Bench/RunnerCase.cs"
for tree in "$scratch/base" "$top"; do
    dotnet build "$tree/bench/Crm.Bench" -c Release -p:RunAnalyzers=false -nodeReuse:false -v q >"$scratch/build.log" 2>&1 || { tail -20 "$scratch/build.log" >&2; exit 1; }
done
TMPDIR=$scratch/tmp CRM_BENCH_ROUNDS=3 CRM_BENCH_PLAIN_LIMIT=1 /usr/bin/python3 "$top/bench/compare.py" "$base" "$scratch/base" "$commit" "$top" "$turns"
