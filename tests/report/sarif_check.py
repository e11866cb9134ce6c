# SPDX-License-Identifier: GPL-2.0-or-later
"""Is this valid SARIF 2.1.0, and what GitHub takes?   usage: sarif_check.py FILE [SCHEMA]

With the published schema (and python3-jsonschema) it decides. Without, the part of it
that pageck writes does: which members an object may have and must have.
"""
import json
import sys

# object: (members it must have, members it may have); from the published schema
SHAPES = {
    "log": ({"version", "runs"}, {"$schema"}),
    "run": ({"tool"}, {"invocations", "originalUriBaseIds", "columnKind", "results"}),
    "invocation": ({"executionSuccessful"}, {"commandLine", "toolExecutionNotifications"}),
    "notification": ({"message"}, {"level", "locations"}),
    "driver": ({"name"}, {"version", "rules"}),
    "rule": ({"id"}, {"shortDescription", "fullDescription", "help", "defaultConfiguration",
                      "properties"}),
    "result": ({"message"}, {"ruleId", "ruleIndex", "level", "locations", "relatedLocations",
                             "codeFlows", "partialFingerprints", "baselineState",
                             "suppressions", "properties"}),
    "location": (set(), {"physicalLocation", "logicalLocations", "message"}),
    "physical": ({"artifactLocation"}, {"region"}),
    "artifact": ({"uri"}, {"uriBaseId"}),
    "region": ({"startLine"}, {"startColumn"}),
    "suppression": ({"kind"}, {"justification"}),
}
LEVELS = {"none", "note", "warning", "error"}


def shape(kind, o):
    must, may = SHAPES[kind]
    assert isinstance(o, dict), (kind, o)
    assert must <= set(o) <= must | may, (kind, sorted(o))


def location(o):
    shape("location", o)
    shape("physical", o["physicalLocation"])
    artifact = o["physicalLocation"]["artifactLocation"]
    shape("artifact", artifact)
    uri = artifact["uri"]
    assert uri.startswith("file:///") or ("uriBaseId" in artifact and not uri.startswith("/")), uri
    assert all(c.isascii() and (c.isalnum() or c in "-._~/%+:") for c in uri), uri
    if "region" in o["physicalLocation"]:
        region = o["physicalLocation"]["region"]
        shape("region", region)
        assert region["startLine"] >= 1 and region.get("startColumn", 1) >= 1
    if "message" in o:
        assert o["message"]["text"]


def subset(d):
    shape("log", d)
    assert d["version"] == "2.1.0"
    for run in d["runs"]:
        shape("run", run)
        shape("driver", run["tool"]["driver"])
        for rule in run["tool"]["driver"]["rules"]:
            shape("rule", rule)
        for i in run["invocations"]:
            shape("invocation", i)
            for n in i["toolExecutionNotifications"]:
                shape("notification", n)
                assert n["level"] in LEVELS
                for where in n.get("locations", []):
                    location(where)
        for r in run["results"]:
            shape("result", r)
            assert r["level"] in LEVELS and isinstance(r["message"]["text"], str)
            assert r.get("baselineState", "new") in {"new", "unchanged", "updated", "absent"}
            for s in r.get("suppressions", []):
                shape("suppression", s)
                assert s["kind"] in {"inSource", "external"}
            flows = r.get("codeFlows", [])
            steps = [s["location"] for f in flows for t in f["threadFlows"] for s in t["locations"]]
            for where in r["locations"] + r.get("relatedLocations", []) + steps:
                location(where)


def limits(d, size):
    assert size <= 10 * 1000 * 1000, size
    for run in d["runs"]:
        rules = run["tool"]["driver"]["rules"]
        assert len(run["results"]) <= 25000
        for rule in rules:
            assert len(rule["properties"]["tags"]) <= 20
        for r in run["results"]:
            assert rules[r["ruleIndex"]]["id"] == r["ruleId"]
            assert len(r["partialFingerprints"]["pageck/v1"]) == 32
            for f in r.get("codeFlows", []):
                for t in f["threadFlows"]:
                    assert 1 <= len(t["locations"]) <= 1000


def main():
    with open(sys.argv[1], "rb") as f:
        text = f.read()
    d = json.loads(text)
    subset(d)
    limits(d, len(text))
    if len(sys.argv) > 2:
        import jsonschema
        with open(sys.argv[2], encoding="utf-8") as f:
            schema = json.load(f)
        validator = jsonschema.validators.validator_for(schema)(schema)
        for e in validator.iter_errors(d):
            sys.exit(f"{'/'.join(map(str, e.path))}: {e.message}")


main()
