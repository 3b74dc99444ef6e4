#!/usr/bin/env python3
"""merge.py: what bringing a record to its incident costs among few and among many; writes its part of docs/performance.md.

usage: bench/merge.py [--million] [--out FILE|-]

build/bench/merge says how the records are made up, from our own reports (data/claims). Processor time, one run: the machine
may be busy with other work, and shares its caches. --million: a million records too (six gigabytes).
"""
import argparse
import datetime
import json
import os
import subprocess

from bench import ROOT, git, machine, reports

BEGIN, END = "<!-- merge.py writes from here -->\n", "<!-- merge.py writes to here -->\n"
PART = """
## Merging among few and among many

Made by `make bench-merge` on {date}, of revision {revision}; don't edit it by hand. Machine: {machine}.
`build/bench/merge {counts}`: records made up from {patterns} real ones (bench/merge.c says how), 500 a day, four in five
of an incident that others tell too. Processor time a record of finding its neighbours, scoring and grouping; memory a record as
members are kept while all are grouped. Of pairs of one incident so many were found; of pairs put together so many are of one.

| records | µs a record | to the first | bytes a record | pairs found | pairs right |
|---:|---:|---:|---:|---:|---:|
{rows}

A member takes at most 2,048 bytes where it is stored. Reading the record's JSON comes on top, the same for every record.
"""


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--million", action="store_true")
    args.add_argument("--out", default=os.path.join(ROOT, "docs", "performance.md"))
    args = args.parse_args()
    counts, head = ["1000", "10000", "100000"] + ["1000000"] * args.million, machine()
    documents = "".join(json.dumps(d) + "\n" for d in reports())
    records = subprocess.run([os.path.join(ROOT, "build", "sitrep"), "read", "--input", "jsonl"], input=documents.encode(), stdout=subprocess.PIPE, check=True).stdout
    out = subprocess.run([os.path.join(ROOT, "build", "bench", "merge"), *counts], input=records, stdout=subprocess.PIPE, check=True).stdout
    got = [[float(x) for x in line.split("\t")] for line in out.decode().splitlines()]
    rows = "\n".join(f"| {n:,.0f} | {us:.0f} | {us / got[0][1]:.2f} | {size:,.0f} | {found:.1f} % | {right:.1f} % |" for n, us, size, found, right in got)
    part = PART.format(date=datetime.date.today().isoformat(), revision=git("rev-parse", "--short=10", "HEAD") or "unknown", machine=head, counts=" ".join(counts),
                       patterns=len(records.splitlines()), rows=rows)
    if args.out == "-":
        print(part)
        return
    with open(args.out, encoding="utf-8") as f:
        before, begin, rest = f.read().partition(BEGIN)
    with open(args.out, "w", encoding="utf-8") as f:
        f.write(before + ("" if begin else "\n") + BEGIN + part + END + rest.partition(END)[2])


if __name__ == "__main__":
    main()
