#!/usr/bin/env python3
"""merge.py: what bringing a record to its incident costs among few and among many; writes its part of docs/performance.md.

usage: bench/merge.py [--full COUNT,…] [--compact COUNT,…] [--out FILE|-]

Full records are those of our own reports (data/claims) under other names, days and signatures, through `sitrep merge`; of
compact ones build/bench/merge says how they are made up. Processor time, one run: the machine may be busy with other
work, and shares its caches. A million compact ones take three gigabytes.
"""
import argparse
import datetime
import json
import os
import random
import shutil
import subprocess
import tempfile

from bench import ROOT, git, machine, peak_mib, reports, timed

BEGIN, END = "<!-- merge.py writes from here -->\n", "<!-- merge.py writes to here -->\n"
PART = """
## Merging among few and among many

Made by `make bench-merge` on {date}, of revision {revision}; don't edit it by hand. Machine: {machine}.

Full records, `build/sitrep merge < RECORDS > INCIDENTS`: reading their JSON, grouping, and telling each incident's figures.

| records | µs a record, processor | to the first | peak KB a record |
|---:|---:|---:|---:|
{full}

Compact ones, `build/bench/merge {counts}`: members made up from {patterns} real ones (bench/merge.c says how), 500 a day.
Processor time a record of finding its neighbours, scoring and grouping; memory a record as members are kept while all are
grouped. Of pairs of one incident so many were found; of pairs put together so many are of one.

| records | µs a record | to the first | bytes a record | pairs found | pairs right |
|---:|---:|---:|---:|---:|---:|
{rows}

A member takes at most 2,048 bytes where it is stored. The cost of grouping alone grows until the lists of records that share a key
are longer than what is looked at of them, and with the misses of the caches; at most it is a fifth of a full record's.
"""


def made_up(records, count, path):
    """`count` full records: each incident has up to five, with a code in the names of its people and bodies"""
    rng, left, first = random.Random(7), 0, datetime.date(2021, 1, 1)
    with open(path, "w", encoding="utf-8") as f:
        for i in range(count):
            if not left:
                left, pattern, code = rng.randint(1, 5), rng.choice(records), f"{i:x}".translate(str.maketrans("0123456789", "ghijklmnop"))
            left -= 1
            r = json.loads(pattern)
            r["document"].update(id=f"made-{i}", url=None, title=None, text=None, published=str(first + datetime.timedelta(i // 500)),
                                 text_sha256=f"{rng.getrandbits(256):064x}", signature=f"{rng.getrandbits(1024):0256x}0100")
            for e in r["entities"]:
                if e["type"] in ("person", "organization"):
                    e["name"] = " ".join(w + code if w[:1].isupper() else w for w in e["name"].split())
            f.write(json.dumps(r, ensure_ascii=False) + "\n")


def full(records, counts, folder):
    program = shutil.copy(os.path.join(ROOT, "build", "sitrep"), folder) # a build that goes on meanwhile changes nothing
    rows, path, command = [], os.path.join(folder, "full.jsonl"), [program, "merge"]
    for n in counts:
        made_up(records, n, path)
        us = 1e6 * timed(command, path)[1] / n
        rows.append((us, f"| {n:,} | {us:,.0f} | {us / (rows[0][0] if rows else us):.2f} | {1024 * peak_mib(command, path) / n:.1f} |"))
    return "\n".join(row for _, row in rows)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--full", default="1000,10000")
    args.add_argument("--compact", default="1000,10000,100000")
    args.add_argument("--out", default=os.path.join(ROOT, "docs", "performance.md"))
    args = args.parse_args()
    counts, head = args.compact.split(","), machine()
    documents = "".join(json.dumps(d) + "\n" for d in reports())
    records = subprocess.run([os.path.join(ROOT, "build", "sitrep"), "read", "--input", "jsonl"], input=documents.encode(), stdout=subprocess.PIPE, check=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        whole = full(records.decode().splitlines(), [int(n) for n in args.full.split(",")], folder)
    out = subprocess.run([os.path.join(ROOT, "build", "bench", "merge"), *counts], input=records, stdout=subprocess.PIPE, check=True).stdout
    got = [[float(x) for x in line.split("\t")] for line in out.decode().splitlines()]
    rows = "\n".join(f"| {n:,.0f} | {us:.0f} | {us / got[0][1]:.2f} | {size:,.0f} | {found:.1f} % | {right:.1f} % |" for n, us, size, found, right in got)
    part = PART.format(date=datetime.date.today().isoformat(), revision=git("rev-parse", "--short=10", "HEAD") or "unknown", machine=head, counts=" ".join(counts),
                       patterns=len(records.splitlines()), full=whole, rows=rows)
    if args.out == "-":
        print(part)
        return
    with open(args.out, encoding="utf-8") as f:
        before, begin, rest = f.read().partition(BEGIN)
    with open(args.out, "w", encoding="utf-8") as f:
        f.write(before + ("" if begin else "\n") + BEGIN + part + END + rest.partition(END)[2])


if __name__ == "__main__":
    main()
