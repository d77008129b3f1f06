"""Runs two builds of the bench in turns and writes what they measured of the runner into bench/REPORT.md; see compare.sh."""

import datetime
import os
import re
import statistics
import subprocess
import sys

CASES = {"runner": "PostgreSQL", "sqlite": "SQLite"}
HEADING = "## Before and after"


def measure(tree, case):
    """One turn: steps per second of runner and limit, CPU per step in microseconds, the ratios of its rounds, and the process's peak memory in MB."""
    bench = os.path.join(tree, "bench/Crm.Bench/bin/Release/net10.0/Crm.Bench.dll")
    process = subprocess.Popen(["dotnet", bench, case], stdout=subprocess.PIPE, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if "CPU per step" not in output:
        raise SystemExit(f"{tree}: {case} measured nothing (status {status}):\n{output}")
    own, server = re.search(r"CPU per step, process \+ database: runner ([\d,]+) \+ ([\d,]+) µs", output).groups()
    return {
        "rate": number(re.search(r"runner, steps per second +([\d,]+)", output).group(1)),
        "limit": number(re.search(r"limit, steps per second +([\d,]+)", output).group(1)),
        "cpu": number(own) + number(server),
        "ratios": [float(value) for value in re.search(r"ratios of the \d+ rounds: ([\d., ]+)\.", output).group(1).split(", ")],
        "memory": usage.ru_maxrss / 1024,
    }


def number(text):
    return float(text.replace(",", ""))


def rows(case, before, after):
    def median(turns, key):
        return statistics.median(turn[key] for turn in turns)

    def ratio(turns):
        return statistics.median(value for turn in turns for value in turn["ratios"])

    name = CASES[case]
    yield f"| {name}: runner / limit, median of all rounds | {ratio(before):.2f} | {ratio(after):.2f} | |"
    yield f"| {name}: runner, steps per second | {median(before, 'rate'):,.0f} | {median(after, 'rate'):,.0f} | {median(after, 'rate') / median(before, 'rate'):.2f} |"
    yield f"| {name}: CPU per step, process + database, µs | {median(before, 'cpu'):,.0f} | {median(after, 'cpu'):,.0f} | {median(after, 'cpu') / median(before, 'cpu'):.2f} |"
    yield f"| {name}: peak memory of the bench's process, MB | {median(before, 'memory'):,.0f} | {median(after, 'memory'):,.0f} | {median(after, 'memory') / median(before, 'memory'):.2f} |"


def main():
    base, base_tree, commit, tree, turns = *sys.argv[1:5], int(sys.argv[5])
    table, notes = [], []
    for case in CASES:
        before, after = [], []
        for turn in range(turns):
            sides = [(base_tree, before), (tree, after)]
            for side, into in sides if turn % 2 == 0 else reversed(sides):
                into.append(measure(side, case))
                print(case, side, into[-1], flush=True)
        table += rows(case, before, after)
        for what, of in ((base, before), (commit, after)):
            notes.append(f"* {CASES[case]}, {what}: ratios of the rounds: {', '.join(f'{value:.2f}' for turn in of for value in turn['ratios'])}.")
    report = os.path.join(tree, "bench/REPORT.md")
    with open(report, encoding="utf-8") as file:
        page = file.read().split(HEADING)[0].rstrip()
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M")
    page += f"\n\n{HEADING}\n\nWritten by `bench/compare.sh` on {now} UTC: {base} and {commit} in turns, {turns} turns of three rounds each, load average at the end {' '.join(open('/proc/loadavg').read().split()[:3])}.\n\n"
    page += f"| figure | {base} | {commit} | after / before |\n| --- | --: | --: | --: |\n" + "\n".join(table) + "\n\n" + "\n".join(notes) + "\n"
    with open(report, "w", encoding="utf-8") as file:
        file.write(page)
    print("wrote bench/REPORT.md")


main()
