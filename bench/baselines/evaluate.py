#!/usr/bin/env python3
"""Runs the baselines over the development sets and prints a Markdown table of the scorers' headline figures.

usage: evaluate.py [--shared DIR] [--only regex|spacy] [--keep DIR]

DIR (default: ../shared beside the project) holds data/ and score/. The spaCy baseline runs with .venv/bin/python beside
this file (`run.sh --venv` makes it). The baselines are given id, text, title, published, outlet and url of a document only.
"""
import json
import os
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv", "bin", "python")
PROGRAMS = {"regex": [sys.executable, os.path.join(HERE, "regex.py")], "spacy": [VENV, os.path.join(HERE, "spacy_rules.py")]}
GIVEN = ("id", "text", "title", "published", "outlet", "url")

# name, data file, scorer and its arguments (GOLD and PRED filled in), --merged?
SETS = [
    ("claims", "claims/dev.jsonl", ["claims.py", "GOLD", "PRED"], False),
    ("figures gva", "figures/gva/dev.jsonl", ["figures.py", "GOLD", "PRED"], False),
    ("figures muc4", "figures/muc4/dev.jsonl", ["figures.py", "GOLD", "PRED"], False),
    ("muc4", "muc4/dev.jsonl", ["muc4.py", "GOLD", "PRED"], False),
    ("muc4 --relevance", "muc4/dev.jsonl", ["muc4.py", "GOLD", "PRED", "--relevance"], False),
    ("polnear", "polnear/dev.jsonl", ["attribution.py", "GOLD", "PRED"], False),
    ("tempeval3", "tempeval3/dev.jsonl", ["timex.py", "GOLD", "PRED"], False),
    ("gum_entities", "gum_entities/dev.jsonl", ["entities.py", "GOLD", "PRED"], False),
    ("uner_ewt --names", "uner_ewt/dev.jsonl", ["entities.py", "GOLD", "PRED", "--names"], False),
    ("merge gvc", "merge/gvc_dev.jsonl", ["merge.py", "GOLD", "PRED"], True),
    ("merge ecb", "merge/ecb_dev.jsonl", ["merge.py", "GOLD", "PRED"], True),
    ("stories", "stories/dev.jsonl", ["stories.py", "GOLD", "STORIES", "PRED"], True),
]


def f1(n, p, g):
    return 200 * n / (p + g) if p + g else 0.0


def headline(name, r):
    """[(label, figure in per cent)] of a scorer's --json"""
    if name == "claims":
        t, a = r["counts"], r["accuracy"]
        pct = lambda k: 100 * a[k] / t["paired"] if t["paired"] else 0.0
        return [("detection F1", f1(t["paired"], t["pred"], t["gold"])), ("**sound F1**", f1(t["sound"], t["pred"], t["gold"])),
                *((k + " right", pct(k)) for k in ("measure", "value", "speaker", "incident")),
                *((k + " right", 100 * n / d if d else 0.0) for k, (n, d) in r["incident"].items())]
    if name.startswith("figures"):
        out = []
        for m in ("killed", "injured"):
            x = r[m]
            out.append((f"{m} exact", 100 * x["exact"] / x["n"]))
            if x["zero"]:
                out.append((f"{m} false positives", 100 * x["fp"] / x["zero"]))
        return out
    if name.startswith("muc4"):
        r = r["scores"]
        return [("A entities F1", r["A"]["micro average"]["f1"]), *((f"A {k}", r["A"][k]["f1"]) for k in ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")),
                ("D with an incident", r["documents"]["f1"]), ("D types", r["types"]["f1"]), ("E templates F1", r["E"]["micro average"]["f1"])]
    if name == "polnear":
        return [(label, 100 * r[k][2]) for label, k in (("cue overlap F1", "cue_overlap"), ("source overlap F1", "source_overlap"), ("content soft F1", "content_soft"),
                                                        ("**whole F1**", "whole"), ("whole strict F1", "strict"))] + [("speaker overlaps", 100 * r["speaker_overlap"])]
    if name == "tempeval3":
        return [("strict F1", 100 * r["strict"][2]), ("relaxed F1", 100 * r["relaxed"][2]), ("**value F1**", 100 * r["value_f1"])]
    if name in ("gum_entities", "uner_ewt --names"):
        out = [("mention head F1", 100 * r["head"][2]), ("head + type F1", 100 * r["head_t"][2]), ("exact + type F1", 100 * r["exact_t"][2])]
        return out + ([("CoNLL", 100 * r["CoNLL"][2])] if name == "gum_entities" else [])
    if name.startswith("merge"):
        return [(k + " F1", 100 * r[k]["f1"]) for k in ("B3", "CEAF-e", "LEA", "CoNLL")]
    return [("CEAF-e F1", 100 * r["documents"]["CEAF-e"]["f1"]), ("points F1", 100 * r["points"]["f1"]), ("number only F1", 100 * r["points_number_only"]["f1"]),
            ("final right", 100 * r["final"]["share"]), ("disputes", 100 * r["disputes"]["share"]), ("corrections", 100 * r["corrections"]["share"])]


def documents(path):
    """the documents without their answers, as JSON Lines"""
    with open(path, encoding="utf-8") as f:
        for line in f:
            if line.strip():
                o = json.loads(line)
                yield json.dumps({k: o[k] for k in GIVEN if k in o}, ensure_ascii=False)


def run(command, **more):
    r = subprocess.run(command, text=True, stdout=subprocess.PIPE, **more)
    if r.returncode:
        sys.exit(f"{' '.join(command)}: exit status {r.returncode}")
    return r.stdout


def main(args):
    opt = {"--shared": os.path.join(HERE, "..", "..", "..", "shared"), "--only": None, "--keep": None}
    while args:
        if args[0] not in opt or len(args) < 2:
            sys.exit(__doc__)
        opt[args[0]], args = args[1], args[2:]
    shared = opt["--shared"]
    if not os.path.isdir(os.path.join(shared, "score")):
        sys.exit(f"{shared}: no development data and scorers here; name their folder with --shared DIR")
    names = [n for n in PROGRAMS if opt["--only"] in (None, n)]
    if not names:
        sys.exit(__doc__)
    if "spacy" in names and not os.path.exists(VENV):
        print("evaluate.py: no .venv here (run.sh --venv makes it): spaCy is left out", file=sys.stderr)
        names.remove("spacy")
    with tempfile.TemporaryDirectory() as tmp:
        tmp = opt["--keep"] or tmp
        os.makedirs(tmp, exist_ok=True)
        print(f"| set | figure | {' | '.join(names)} |\n|---|---|{'---:|' * len(names)}")
        for name, data, scorer, merged in SETS:
            gold = os.path.join(shared, "data", data)
            columns = []
            for n in names:
                pred = os.path.join(tmp, f"{n}-{name.replace(' ', '-')}.jsonl")
                begun = time.time()
                out = run(PROGRAMS[n] + ["--merged"] * merged, input="\n".join(documents(gold)) + "\n")
                with open(pred, "w", encoding="utf-8") as f:
                    f.write(out)
                print(f"{n} {name}: {time.time() - begun:.1f} s", file=sys.stderr)
                put = {"GOLD": gold, "PRED": pred, "STORIES": gold.replace("dev.jsonl", "dev_gold.jsonl")}
                command = [sys.executable, os.path.join(shared, "score", scorer[0])] + [put.get(x, x) for x in scorer[1:]] + ["--json"]
                columns.append(headline(name, json.loads(run(command))))
            for rows in zip(*columns):
                print(f"| {name} | {rows[0][0]} | {' | '.join(f'{x[1]:.1f}' for x in rows)} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
