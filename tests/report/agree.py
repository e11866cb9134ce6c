# SPDX-License-Identifier: GPL-2.0-or-later
"""Do all formats say the same of which findings are shown, silenced, new and gone?

usage: agree.py DIRECTORY   with text, json, sarif, html, mail and summary in it
"""
import json
import os
import re
import sys

LINE = re.compile(r"^(.+?):(\d+):(\d+): (warning|note|error): (.*) \[-W([a-z-]+)\]$")


def read(name):
    with open(os.path.join(sys.argv[1], name), encoding="utf-8") as f:
        return f.read()


def of_lines(lines):
    """(file, line, rule) of findings, and (file, line, message) of remarks."""
    found, remarks = [], []
    for line in lines:
        m = LINE.match(line)
        if m and m[6] == "suppression":
            remarks.append((m[1], int(m[2]), m[5]))
        elif m:
            found.append((m[1], int(m[2]), m[6]))
    return found, remarks


def key(f):
    return f["file"], f["line"], f["rule"]


def of_json(d, findings):
    return {"shown": sorted(key(f) for f in findings if "by" not in f),
            "suppressed": sorted((*key(f), f["by"], f["reason"]) for f in findings if "by" in f),
            "new": sorted(key(f) for f in findings if f.get("state") == "new" and "by" not in f),
            "absent": sorted(key(f) for f in d["absent"]),
            "remarks": sorted((r["file"], r["line"], r["message"]) for r in d["remarks"])}


def sarif_key(r):
    where = r["locations"][0]["physicalLocation"]
    return where["artifactLocation"]["uri"], where["region"]["startLine"], r["ruleId"]


def sarif_by(r):
    """What silences a result, as the JSON report has it; None: it is shown."""
    if r.get("suppressions"):
        s = r["suppressions"][0]
        return {"inSource": "comment", "external": "config"}[s["kind"]], s.get("justification", "")
    return ("baseline", "in the baseline") if r.get("baselineState") == "unchanged" else None


def of_sarif(d):
    run = d["runs"][0]
    here = [r for r in run["results"] if r.get("baselineState") != "absent"]
    notes = run["invocations"][0]["toolExecutionNotifications"]
    places = [(n["locations"][0]["physicalLocation"], n) for n in notes if "locations" in n]
    return {"shown": sorted(sarif_key(r) for r in here if not sarif_by(r)),
            "suppressed": sorted((*sarif_key(r), *sarif_by(r)) for r in here if sarif_by(r)),
            "new": sorted(sarif_key(r) for r in here if r.get("baselineState") == "new" and not sarif_by(r)),
            "absent": sorted(sarif_key(r) for r in run["results"] if r.get("baselineState") == "absent"),
            "remarks": sorted((p["artifactLocation"]["uri"], p["region"]["startLine"], n["message"]["text"])
                              for p, n in places if n["level"] == "warning")}


def of_mail(text):
    top, _, gone = text.partition("\nin the baseline, and gone:\n")
    new = [line[3:] for line in top.splitlines() if line.startswith(">> ")]
    old = [line[3:] for line in top.splitlines() if line.startswith("   ") and "[-W" in line]
    gone, _, about = gone.partition("\nabout suppressions:\n") if gone else ("", "", top.partition(
        "\nabout suppressions:\n")[2])
    remarks = re.findall(r"^   (.+?):(\d+):1: (.*)$", about, re.M)
    return {"shown": sorted(of_lines(new + old)[0]),
            "absent": sorted(of_lines(line[3:] for line in gone.splitlines())[0]),
            "remarks": sorted((f, int(n), m) for f, n, m in remarks)}, sorted(of_lines(new)[0])


def same(what, a, b, members):
    for m in members:
        if a[m] != b[m]:
            sys.exit(f"{what}: {m}: {b[m]}\n  json: {a[m]}")


def main():
    d = json.loads(read("json"))
    want = of_json(d, d["findings"] + d["suppressed"])
    found, remarks = of_lines(read("text").splitlines())
    same("text", want, {"shown": sorted(found), "remarks": sorted(remarks)}, ["shown", "remarks"])
    same("sarif", want, of_sarif(json.loads(read("sarif"))), list(want))
    page = re.search(r'<script type="application/json" id="data">(.*?)</script>', read("html"), re.S)
    data = json.loads(page[1])
    same("html", want, of_json(data, data["findings"]), list(want))
    static = re.search(r"<noscript>.*?</noscript>", read("html"), re.S)[0]
    if len(re.findall("<tr><td>", static)) != len(want["shown"]):
        sys.exit("html: the table for readers without scripts has other findings")
    mail, new = of_mail(read("mail"))
    same("mail", want, mail, ["shown", "absent", "remarks"])
    if new != want["shown"]:
        sys.exit(f"mail: new are {new}")
    summary = read("summary")
    if not re.search(rf"^pageck: {len(want['shown'])} (new )?findings?; .*; {len(want['suppressed'])} suppressed",
                     summary, re.M):
        sys.exit("summary: " + summary)
    print(len(want["shown"]), len(want["suppressed"]), len(want["absent"]), len(want["remarks"]))


main()
