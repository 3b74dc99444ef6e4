#!/usr/bin/env python3
"""accuracy.py: run sitrep over the development sets, score it, and write docs/accuracy.md. For development only.

usage: tools/accuracy.py [--shared DIR] [--program FILE] [--only WORD] [--out FILE|-]

DIR (default: ../shared beside the project) holds data/ and score/, which are no part of the project; where it is absent,
this says so and ends well. The program is given id, text, title, published, outlet and url of a document only. --only
runs the sets whose name begins with WORD and prints the table instead of writing it. Standard library only.
"""
import datetime
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BASELINES = os.path.join(ROOT, "bench", "baselines")
spec = importlib.util.spec_from_file_location("evaluate", os.path.join(BASELINES, "evaluate.py"))
evaluate = importlib.util.module_from_spec(spec)
spec.loader.exec_module(evaluate)
sys.path.insert(0, os.path.join(ROOT, "tools"))
import points  # noqa: E402  (beside this file, wherever it is run from)

# What bench/baselines/README.md tells in words: the halves of the claims' set. Its even lines may be read by whoever
# mends the program, its odd ones are looked at by the scorer alone.
HALVES = {("claims, even lines", "detection F1"): ("88.0", "89.6"), ("claims, even lines", "**sound F1**"): ("64.0", "67.2"),
          ("claims, odd lines", "detection F1"): ("88.2", "90.7"), ("claims, odd lines", "**sound F1**"): ("49.7", "53.4")}
# the baselines' name of a set -> what train/evaluate.py calls it
HEADS = {"ud ewt": "ewt", "gum_entities": "gum", "uner_ewt --names": "uner", "polnear": "polnear", "tempeval3": "tempeval3", "muc4 --relevance": "muc4"}
READ = "build/sitrep read --input jsonl -j 2"


class Failed(Exception):
    pass


def run(command, stdin):
    r = subprocess.run(command, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    if r.returncode:
        raise Failed(f"{os.path.basename(command[0])} {' '.join(command[1:])}: exit status {r.returncode}: "
                     f"{r.stderr.decode('utf-8', 'replace').strip()[-300:]}")
    return r.stdout


def frozen():
    """(set, figure) -> (regex, spacy), from the baselines' own page"""
    table = dict(HALVES)
    with open(os.path.join(BASELINES, "README.md"), encoding="utf-8") as f:
        for line in f:
            cells = [c.strip() for c in line.strip().strip("|").split("|")]
            if len(cells) == 4 and re.fullmatch(r"[\d.]+", cells[2]):
                table[cells[0], cells[1]] = (cells[2], cells[3])
    return table


class Runner:
    def __init__(self, shared, program, folder):
        self.shared, self.program, self.folder = shared, program, folder
        self.records = {}

    def path(self, name, content):
        path = os.path.join(self.folder, re.sub(r"\W+", "-", name))
        with open(path, "wb") as f:
            f.write(content)
        return path

    def read(self, documents):
        """sitrep's records of a file of documents, read once"""
        if documents not in self.records:
            given = "".join(line + "\n" for line in evaluate.documents(documents))
            self.records[documents] = run([self.program, "read", "--input", "jsonl", "-j", "2"], given.encode())
        return self.records[documents]

    def score(self, scorer, *arguments):
        command = [sys.executable, os.path.join(self.shared, "score", scorer), *arguments, "--json"]
        return json.loads(run(command, None))


def half(data, odd):
    lines = data.splitlines(keepends=True)
    return b"".join(lines[1 - odd::2])


def claims(r, name, gold, records):
    gold, pred = r.path(name + "-gold", gold), r.path(name, records)
    return evaluate.headline("claims", r.score("claims.py", gold, pred))


def near(gold, records):
    """One row more: is the scene's point where the marked scene is?"""
    right, asked = points.near(points.gazetteer(ROOT), gold, records)
    return [(f"scene within {points.NEAR_KM} km (of {asked})", 100 * right / asked)]


def claim_sets(r):
    """The shared set whole and by halves, then our own, the regex baseline beside it."""
    shared = os.path.join(r.shared, "data", "claims", "dev.jsonl")
    with open(shared, "rb") as f:
        gold = f.read()
    records = r.read(shared)
    yield "claims", claims(r, "claims", gold, records) + near(gold, records), {}
    for odd in (0, 1):
        name = "claims, odd lines" if odd else "claims, even lines"
        yield name, claims(r, name, half(gold, odd), half(records, odd))[:2], {}


def own_sets(r):
    for part in ("test", "train"):
        path = os.path.join(ROOT, "data", "claims", part + ".jsonl")
        with open(path, "rb") as f:
            gold = f.read()
        name = f"our own claims, {part}"
        given = "".join(line + "\n" for line in evaluate.documents(path)).encode()
        regex = claims(r, name + "-regex", gold, run(evaluate.PROGRAMS["regex"], given))
        records = r.read(path)
        yield name, claims(r, name, gold, records) + near(gold, records), {label: (f"{x:.1f}", "") for label, x in regex}


def shared_set(r, name, data, scorer, merged):
    gold = os.path.join(r.shared, "data", data)
    records = r.read(gold)
    if merged:
        records = run([r.program, "merge"], records)
    put = {"GOLD": gold, "PRED": r.path(name, records), "STORIES": gold.replace("dev.jsonl", "dev_gold.jsonl")}
    return evaluate.headline(name, r.score(scorer[0], *(put.get(x, x) for x in scorer[1:])))


def hang(conllu):
    """A scorer wants a tree; where the reader gives none, every token hangs on its sentence's first."""
    for line in conllu.decode().split("\n"):
        cells = line.split("\t")
        if len(cells) == 10 and cells[0].isdigit() and cells[6] == "_":
            cells[6:8] = ("0", "root") if cells[0] == "1" else ("1", "dep")
        yield "\t".join(cells)


def tree_sets(r):
    for bank in ("ewt", "gum"):
        gold = os.path.join(r.shared, "data", "ud", bank, "dev.conllu")
        text = run([sys.executable, os.path.join(r.shared, "score", "conllu.py"), "--text", gold], None)
        system = run([r.program, "read", "--input", "text", "--until", "reader", "--format", "conllu"], text)
        bare = re.search(rb"(?m)^\d+\t[^\t]*\t[^\t]*\t_\t", system)  # a word without a tag; ranges of words have none
        got = r.score("conllu.py", gold, r.path("ud " + bank, "\n".join(hang(system)).encode()))
        wanted = ("Tokens", "Sentences", "Words") + (() if bare else ("UPOS", "XPOS", "UAS", "LAS"))
        yield f"ud {bank}", [(k + " F1", 100 * got[k][2]) for k in wanted], {}


def head_sets(r):
    """The learned reader's heads alone, without any rule after them."""
    model, heads = os.path.join(ROOT, "models", "reader.safetensors"), os.path.join(ROOT, "build", "heads")
    for path in (model, heads):
        if not os.path.exists(path):
            raise Failed(f"there is no {os.path.relpath(path, ROOT)}")
    folder = os.path.join(r.folder, "heads")
    os.environ["SITREP_SHARED"] = r.shared
    run([sys.executable, os.path.join(ROOT, "train", "evaluate.py"), model, "--program", heads, "--out", folder, "--sets", ",".join(HEADS.values())], None)
    for bank in ("ewt", "gum"):
        got = r.score("conllu.py", os.path.join(r.shared, "data", "ud", bank, "dev.conllu"), os.path.join(folder, bank + ".conllu"))
        yield f"heads: ud {bank}", [(k + " F1", 100 * got[k][2]) for k in ("Sentences", "UPOS", "LAS")], {}
    for name, data, scorer, _ in evaluate.SETS:
        if name in HEADS:
            put = {"GOLD": os.path.join(r.shared, "data", data), "PRED": os.path.join(folder, HEADS[name] + ".jsonl")}
            rows = evaluate.headline(name, r.score(scorer[0], *(put.get(x, x) for x in scorer[1:])))
            yield f"heads: {name}", [x for x in rows if "value" not in x[0]], {}    # no head gives a time's value


def all_sets(r, only):
    """(name, rows, baselines' figures told live), or (name, why it is left out, None)"""
    jobs = [("claims", lambda: claim_sets(r)), ("our own claims", lambda: own_sets(r))]
    for name, data, scorer, merged in evaluate.SETS:
        if name != "claims":
            jobs.append((name, lambda a=(name, data, scorer, merged): [(a[0], shared_set(r, *a), {})]))
    jobs += [("ud", lambda: tree_sets(r)), ("heads", lambda: head_sets(r))]
    for name, job in jobs:
        if only and not name.startswith(only):
            continue
        print(f"accuracy: {name} …", file=sys.stderr, flush=True)
        try:
            yield from job()
        except (Failed, OSError, ValueError, KeyError, ZeroDivisionError) as e:
            yield name, f"left out: {type(e).__name__ if not isinstance(e, Failed) else ''} {e}".replace("  ", " "), None


def commands():
    yield "claims, our own claims", f"`{READ} < DOCUMENTS > RECORDS; claims.py GOLD RECORDS`"
    for name, data, scorer, merged in evaluate.SETS:
        if name == "claims":
            continue
        how = f"{READ} < DOCUMENTS" + (" | build/sitrep merge" if merged else "") + " > RECORDS"
        words = " ".join({"PRED": "RECORDS", "GOLD": "data/" + data, "STORIES": "data/stories/dev_gold.jsonl"}.get(x, x) for x in scorer)
        yield name, f"`{how}; {words}`"
    yield "ud", "`conllu.py --text GOLD | build/sitrep read --input text --until reader --format conllu > OUT; conllu.py GOLD OUT`"

    yield "heads", "`train/evaluate.py models/reader.safetensors --program build/heads --out OUT`, which runs the set's scorer, as above, on OUT"


def revision():
    def git(*a):
        return subprocess.run(["git", "-C", ROOT, *a], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.strip()
    changed = git("status", "--porcelain", "--untracked-files=no", "--", "src", "data")
    return (git("rev-parse", "--short=10", "HEAD") or "unknown") + (" with changes" if changed else "")


def table(r, only):
    old, lines, missing = frozen(), [], []
    for name, rows, live in all_sets(r, only):
        if live is None:
            missing.append(f"- {name}: {rows}")
            continue
        for label, value in rows:
            regex, spacy = live.get(label) or old.get((name, label), ("", ""))
            lines.append(f"| {name} | {label} | {value:.1f} | {regex} | {spacy} |")
    return lines, missing


PAGE = """# How accurate it is

Made by `make accuracy` on {date}, of revision {revision}; don't edit it. Development sets, per cent. *regex* and *spacy* are
the two baselines of `bench/baselines/`, as frozen there (of our own claims: the regex one, run beside it).

Read it with these in mind. The sets are small (the claims' set is 22 reports): points are noise. Whoever mended the program may
have read the even lines of the claims' set and the other development sets, never the odd lines: **the odd lines and the test part
of our own claims are the fairer figures**. Our own claims are marked by the project itself, on reports that it wrote.

| set | figure | sitrep | regex | spacy |
|---|---|---:|---:|---:|
{rows}
{missing}
## How each set is run

`tools/accuracy.py --only SET` runs one. The program is given `id`, `text`, `title`, `published`, `outlet` and `url` of each document,
nothing else of the data. The scorers and the data live beside the project (`../shared`), since not all of them may be passed on.

| set | command |
|---|---|
{commands}

What *right* means in each row is defined at the head of each scorer. In the claims' sets a claim is *sound* when measure, value,
speaker and incident are all right; the other shares are of the claims whose number was found. The scene's distance is measured to the
nearest of the gazetteer's places of the marked name and country (`tools/points.py`).
"""


def main(args):
    opt = {"--shared": os.path.join(ROOT, "..", "shared"), "--program": os.path.join(ROOT, "build", "sitrep"), "--only": None,
           "--out": os.path.join(ROOT, "docs", "accuracy.md")}
    while args:
        if args[0] not in opt or len(args) < 2:
            sys.exit(__doc__)
        opt[args[0]], args = args[1], args[2:]
    shared = os.path.abspath(opt["--shared"])
    if not os.path.isdir(os.path.join(shared, "score")):
        print(f"accuracy: no development data and scorers in {opt['--shared']}; docs/accuracy.md stays as it is")
        return
    with tempfile.TemporaryDirectory() as folder:
        program = shutil.copy(opt["--program"], os.path.join(folder, "sitrep")) # a build that goes on meanwhile changes nothing
        lines, missing = table(Runner(shared, program, folder), opt["--only"])
    missing = "\n" + "\n".join(["Not in the table:", ""] + missing) + "\n" if missing else ""
    if opt["--only"]:
        print("\n".join(lines) + missing)
        return
    page = PAGE.format(date=datetime.date.today().isoformat(), revision=revision(), rows="\n".join(lines), missing=missing,
                       commands="\n".join("| {} | {} |".format(a, b.replace("|", "\\|")) for a, b in commands()))
    if opt["--out"] == "-":
        sys.stdout.write(page)
        return
    os.makedirs(os.path.dirname(opt["--out"]), exist_ok=True)
    with open(opt["--out"], "w", encoding="utf-8") as f:
        f.write(page)
    print(f"accuracy: {len(lines)} figures in {os.path.relpath(opt['--out'], ROOT)}")


if __name__ == "__main__":
    main(sys.argv[1:])
