#!/usr/bin/env python3
"""What each data set costs or brings, and what layers cost: small trainings side by side.

    ablate.py --out DIR --program build/heads [--budget 0.4] [--layers 3] [RUN ..]
    ablate.py --out DIR --table                  the table of the runs that are done, in Markdown

A run is `all`, a data set (trained without it: the same batches of the others, in the same order) or `layersN` (all sets, N layers). All runs
take one epoch of configs/reader.json with its shares times --budget, one process, one thread. A run that is done is not made again; one that was ended
goes on from its checkpoint. Each is exported to int8 and scored by the C inference as evaluate.py does.
"""
import argparse
import json
import os
import re
import subprocess
import sys

import data as D

HERE = os.path.dirname(os.path.abspath(__file__))
KEPT = {3: [0, 2, 5], 4: [0, 1, 3, 5], 6: [0, 1, 2, 3, 4, 5]}        # the pretrained layers that a shallower encoder starts from
SCORES = [("GUM UPOS", "gum", r"UPOS .* (\S+)"), ("GUM LAS", "gum", r"LAS .* (\S+)"), ("GUM sentences", "gum", r"Sentences .* (\S+)"),
          ("EWT UPOS", "ewt", r"UPOS .* (\S+)"), ("EWT LAS", "ewt", r"LAS .* (\S+)"),
          ("GUM mentions", "gum", r"mention exact \+ type .* (\S+)"), ("GUM coreference", "gum", r"CoNLL mean +(\S+)"),
          ("names on UNER", "uner", r"mention exact \+ type .* (\S+)"),
          ("PolNeAR cue", "polnear", r"cue overlap +\S+ +\S+ +(\S+)"), ("PolNeAR content", "polnear", r"content soft +\S+ +\S+ +(\S+)"),
          ("PolNeAR whole", "polnear", r"WHOLE \S+ +\S+ +\S+ +(\S+)"), ("TempEval-3 strict", "tempeval3", r"strict .* (\S+)"),
          ("MUC-4 roles", "muc4", r"micro average .* F1 +(\S+) "), ("own reports, measures", "claims", r"measure: .* F1 (\S+),")]


def config_of(budget, layers):
    with open(os.path.join(HERE, "configs", "reader.json"), encoding="utf-8") as f:
        config = json.load(f)
    for s in config["data"].values():
        for k in s.keys() & {"share", "share_without_answers"}:
            s[k] *= budget
    config["epochs"], config["keep_layers"], config["encoder"]["layers"] = 1, KEPT[layers], layers
    return config


def run(name, o):
    folder = os.path.join(o.out, name)
    path = {k: os.path.join(folder, k) for k in ("config.json", "model.pt", "reader.safetensors", "scores.txt")}
    os.makedirs(folder, exist_ok=True)
    with open(path["config.json"], "w", encoding="utf-8") as f:
        json.dump(config_of(o.budget, int(name[6:]) if name.startswith("layers") else o.layers), f, indent=1)
    command = lambda script, *args: [sys.executable, os.path.join(HERE, script), *args]
    if not os.path.exists(path["model.pt"]):
        without = ["--without", name] if name in D.LOADERS else []
        subprocess.run(command("train.py", "--config", path["config.json"], "--out", folder, "--threads", "1", "--resume",
                               "--checkpoint-minutes", "3", "--device", "cpu", *without), check=True)
    if not os.path.exists(path["scores.txt"]):
        subprocess.run(command("export.py", path["model.pt"], path["reader.safetensors"]), check=True)
        p = subprocess.run(command("evaluate.py", path["reader.safetensors"], "--program", o.program, "--out", os.path.join(folder, "dev")),
                           check=True, stdout=subprocess.PIPE, text=True)
        with open(path["scores.txt"], "w", encoding="utf-8") as f:
            f.write(p.stdout)


def scores(folder):
    """{score: figure} of a run that is done, or nothing."""
    try:
        with open(os.path.join(folder, "scores.txt"), encoding="utf-8") as f:
            parts = {p.split(":")[0]: p for p in f.read().split("== ")[1:]}
    except FileNotFoundError:
        return {}
    return {name: float(m[1]) for name, part, pattern in SCORES for m in [re.search(r"(?m)^ *" + pattern, parts.get(part, ""))] if m}


def table(names, o):
    """The first run's figures, the others' as differences to it."""
    done = {n: scores(os.path.join(o.out, n)) for n in names}
    done = {n: s for n, s in done.items() if s}
    if not done:
        raise SystemExit(f"{o.out}: no run is done yet")
    lines = ["| | " + " | ".join(done) + " |", "|---|" + "---:|" * len(done)]
    for k, _, _ in SCORES:
        first = next(iter(done.values())).get(k)
        cells = [f"{s[k]:.1f}" if i == 0 else f"{s[k] - first:+.1f}" for i, s in enumerate(done.values())]
        lines.append(f"| {k} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("runs", nargs="*", default=["all", *D.LOADERS, "layers4", "layers6"], metavar="RUN")
    a.add_argument("--out", required=True)
    a.add_argument("--program")
    a.add_argument("--budget", type=float, default=0.4)
    a.add_argument("--layers", type=int, default=3, choices=KEPT)
    a.add_argument("--table", action="store_true")
    o = a.parse_args()
    if not o.table:
        if not o.program:
            a.error("--program is missing: build/heads, of `make heads`")
        for name in o.runs:
            run(name, o)
    print(table(o.runs, o))


if __name__ == "__main__":
    main()
