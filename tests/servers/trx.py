"""Reads one test project's results: trx.py NAME EXIT_CODE SECONDS TRX LOG TOTALS

Prints a line per project and every failed or skipped test, and appends 'NAME passed failed skipped seconds' to TOTALS.
A run that broke without naming a failed test (a crashed host, no results file) counts as one failure.
"""

import os
import sys
import xml.etree.ElementTree as ElementTree

NS = "{http://microsoft.com/schemas/VisualStudio/TeamTest/2010}"
name, code, seconds, trx, log, totals = sys.argv[1:7]
passed, failed, skipped, notes = 0, [], [], []


def indent(text, lines):
    kept = text.strip().splitlines()
    return "\n".join("      " + line for line in kept[:lines] + (["..."] if len(kept) > lines else []))


if os.path.exists(trx):
    root = ElementTree.parse(trx).getroot()
    classes = {test.get("id"): test.find(NS + "TestMethod").get("className", "") for test in root.iter(NS + "UnitTest")}
    for result in root.iter(NS + "UnitTestResult"):
        outcome = result.get("outcome")
        title = classes.get(result.get("testId"), "").split(".")[-1] + "." + result.get("testName", "?")
        error = result.find(f"{NS}Output/{NS}ErrorInfo")
        message = (error.findtext(NS + "Message") or "") if error is not None else ""
        if outcome == "Passed":
            passed += 1
        elif outcome == "Failed":
            failed.append((title, message, (error.findtext(NS + "StackTrace") or "") if error is not None else "", result.findtext(f"{NS}Output/{NS}StdOut") or ""))
        else:
            skipped.append((title, message or outcome or ""))
    notes = [info.findtext(NS + "Text") or "" for info in root.iter(NS + "RunInfo") if info.get("outcome") == "Error"]

broke = code != "0" and not failed
print(f"== {name}: {passed} passed, {len(failed) + broke} failed, {len(skipped)} skipped, {seconds} s", flush=True)
for title, message, trace, output in failed:
    print(f"   FAILED {title}\n{indent(message, 40)}\n{indent(trace, 12)}")
    if output.strip():
        print(f"      -- its output:\n{indent(output, 40)}")
for title, message in skipped:
    print(f"   SKIPPED {title}: {message.strip().splitlines()[0] if message.strip() else ''}")
if broke:
    print(f"   BROKE: dotnet test ended with {code} and named no failed test")
    for note in notes:
        print(indent(note, 12))
    with open(log, encoding="utf-8", errors="replace") as file:
        lines = file.readlines()
    # What ran when the host hung or crashed stands in the log only.
    running = [number for number, line in enumerate(lines) if line.startswith("The test running when the crash occurred")]
    if running:
        print(indent("".join(lines[running[0] :]), 8))
    elif not notes:
        print(indent("".join(lines[-25:]), 25))
with open(totals, "a", encoding="utf-8") as file:
    print(name, passed, len(failed) + broke, len(skipped), seconds, file=file)
