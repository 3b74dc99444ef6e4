#!/usr/bin/env python3
"""bench.py: speed, start-up and memory of build/sitrep, beside a peer in the same run; writes docs/performance.md.

usage: bench/bench.py [--program FILE] [--quick] [--out FILE|-]

The documents are the project's own reports (data/claims), repeated under new names. Every rate is told twice, by the clock
and by processor time, which a busy machine distorts less. Nothing here passes or fails but the two bars, which are told.
Standard library only; GNU time is asked for peak memory, since a child of Python inherits Python's own.
"""
import datetime
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SENTENCE = '{"id":"one","text":"At least 22 people were killed, the security ministry said."}\n'
STAGES = ("input", "reader", "time", "place", "attribution", "figure", "incident", "reconcile")


def reports():
    for part in ("train", "test"):
        with open(os.path.join(ROOT, "data", "claims", part + ".jsonl"), encoding="utf-8") as f:
            for line in f:
                o = json.loads(line)
                yield {k: o[k] for k in ("id", "text", "title", "published", "outlet", "url") if o.get(k)}


def write_documents(path, count):
    """`count` documents; (bytes, bytes of text, words of text)"""
    own, text, words = list(reports()), 0, 0
    with open(path, "w", encoding="utf-8") as f:
        for i in range(count):
            d = own[i % len(own)]
            text += len(d["text"].encode())
            words += len(d["text"].split())
            f.write(json.dumps({**d, "id": f"{d['id']}-{i}"}, ensure_ascii=False) + "\n")
    return os.path.getsize(path), text, words


def write_long(path, size):
    """one text of at least `size` bytes"""
    own, done = [d["text"] for d in reports()], 0
    with open(path, "w", encoding="utf-8") as f:
        while done < size:
            for t in own:
                f.write(t + "\n\n")
                done += len(t.encode()) + 2
                if done >= size:
                    break
    return done


def timed(command, path):
    """(seconds by the clock, seconds of processor time) of a filter over a file"""
    with open(path, "rb") as f, open(os.devnull, "wb") as null:
        begun = time.perf_counter()
        child = subprocess.Popen(command, stdin=f, stdout=null)
        _, status, usage = os.wait4(child.pid, 0)
        took = time.perf_counter() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"bench: {' '.join(command)}: exit status {child.returncode}")
    return took, usage.ru_utime + usage.ru_stime


def median_of(command, path, runs):
    got = [timed(command, path) for _ in range(runs)]
    return statistics.median(g[0] for g in got), statistics.median(g[1] for g in got)


def start_up(command, runs):
    """milliseconds from the start of the program to the first byte of its record"""
    got = []
    for _ in range(runs):
        begun = time.perf_counter()
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        child.stdin.write(SENTENCE.encode())
        child.stdin.close()
        first = os.read(child.stdout.fileno(), 1)
        got.append(1000 * (time.perf_counter() - begun))
        child.stdout.close()
        if child.wait() not in (0, 141) or not first:
            sys.exit("bench: the one-sentence text was not read")
    return sorted(got)


def peak_mib(command, path):
    with tempfile.NamedTemporaryFile("r") as out, open(path, "rb") as f, open(os.devnull, "wb") as null:
        if subprocess.run(["/usr/bin/time", "-f", "%M", "-o", out.name, *command], stdin=f, stdout=null).returncode:
            sys.exit(f"bench: {' '.join(command)} failed")
        return int(out.read().split()[-1]) / 1024


def machine():
    model = "a processor that tells no name"
    with open("/proc/cpuinfo", encoding="utf-8") as f:
        for line in f:
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    with open("/proc/meminfo", encoding="utf-8") as f:
        memory = int(f.readline().split()[1]) / 2**20
    return f"{model}, {len(os.sched_getaffinity(0))} cores, {memory:.0f} GiB, load {os.getloadavg()[0]:.1f} when it began"


def git(*a):
    return subprocess.run(["git", "-C", ROOT, *a], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.strip()


def bar(label, value, limit, unit):
    return f"| {label} | {value:.2f}{unit} | {limit}{unit} | {'held' if value <= limit else '**not held**'} |"


def throughput(program, folder, quick):
    """table rows of speed, and sitrep's documents and words per second of processor time"""
    path = os.path.join(folder, "many.jsonl")
    count = 110 if quick else 880
    _, text, words = write_documents(path, count)
    rows, rates = [], {}
    by_rule = [program, "read", "--reader", "rules", "--input", "jsonl"]
    jobs = [("all stages, 1 worker", by_rule), ("all stages, 2 workers", [*by_rule, "-j", "2"]),
            *((f"`--until {s}`, 1 worker", [*by_rule, "--until", s]) for s in STAGES)]
    for label, command in jobs:
        clock, cpu = median_of(command, path, 1 if quick else 3)
        rates[label] = count / clock, count / cpu, words / cpu
        rows.append(f"| {label} | {text / clock / 1e6:.2f} | {count / clock:,.0f} | {text / cpu / 1e6:.2f} | {count / cpu:,.0f} |")
    few = os.path.join(folder, "few.jsonl")
    _, text, _ = write_documents(few, 110)
    regex = [sys.executable, os.path.join(ROOT, "bench", "baselines", "regex.py")]
    clock, cpu = median_of(regex, few, 1 if quick else 3)
    rates["regex"] = 110 / clock, 110 / cpu, 0
    rows.append(f"| peer: `bench/baselines/regex.py` | {text / clock / 1e6:.2f} | {110 / clock:,.0f} | {text / cpu / 1e6:.2f} | {110 / cpu:,.0f} |")
    clock, cpu = timed([program, "read", "--input", "jsonl"], few)
    rates["model"] = 110 / clock, 110 / cpu, words / count * 110 / cpu
    rows.append(f"| `--reader auto`, all stages, 1 worker | {text / clock / 1e6:.2f} | {110 / clock:,.0f} | {text / cpu / 1e6:.2f} | {110 / cpu:,.0f} |")
    return rows, rates, count


def length(program, folder, quick):
    """is cost linear in the text? one document of growing length"""
    rows = []
    for mib in (1,) if quick else (1, 4):
        path = os.path.join(folder, "long.txt")
        size = write_long(path, mib << 20)
        command = [program, "read", "--reader", "rules", "--input", "text"]
        clock, cpu = timed(command, path)
        rows.append(f"| {mib} MiB | {clock:.2f} | {size / cpu / 1e6:.2f} | {peak_mib(command, path):,.0f} |")
    return rows


# The page's other parts, by hand, stay as they are.
BEGIN, END = "<!-- bench.py writes from here -->\n", "<!-- bench.py writes to here -->\n"
PAGE = """
Made by `make bench` on {date}, of revision {revision}; don't edit it by hand. Machine: {machine}.
It may have been busy with other work: rates by the clock then tell less than those by processor time.

## The bars

| | measured | at most | |
|---|---:|---:|---|
{bars}

## Documents a second

{count:,} reports (the project's own, repeated), medians of three runs; MB of text, a million bytes each.
`build/sitrep read --reader rules --input jsonl [-j 2] [--until STAGE] < DOCUMENTS`; a stage's own cost is the difference to the row above it.
The last row is read by the model and the rules, as the program does unless told otherwise: {model:,.0f} words a second of processor time.

| | MB/s, clock | documents/s, clock | MB/s, processor | documents/s, processor |
|---|---:|---:|---:|---:|
{speed}

Two workers give {two:.2f} times the documents of one, by the clock. The regular-expression baseline, which finds numbers near words
of harm and little else, was run beside it: sitrep reads **{ratio:.1f} times as many documents a second of processor time**. spaCy's small
English model, whose default pipe gives tags, trees and names only, read about 5,400 words a second of processor time on such a
machine (`bench/baselines/README.md`, measured there); sitrep with all stages reads {words:,.0f} by rule.

## Start-up

From the start of the program to the first byte of the record of a one-sentence text, {runs} runs: with the model
median **{median:.1f} ms**, nine of ten below {ninety:.1f} ms; by rule median {by_rule:.1f} ms.

## Memory

Peak of the whole process, one worker, by rule, as GNU time tells it: `/usr/bin/time -f %M build/sitrep read --reader rules --input jsonl < DOCUMENTS`;
one document by the model and the rules: {model_mib:.1f} MiB.

| documents | MiB |
|---:|---:|
{memory}

## One long text

One document, all stages, by rule. Where the cost is linear in the text, the third column stays as it is.

| text | seconds, clock | MB/s, processor | peak MiB |
|---:|---:|---:|---:|
{long}
"""


def main(args):
    opt = {"--program": os.path.join(ROOT, "build", "sitrep"), "--out": os.path.join(ROOT, "docs", "performance.md")}
    quick = "--quick" in args
    args = [a for a in args if a != "--quick"]
    while args:
        if args[0] not in opt or len(args) < 2:
            sys.exit(__doc__)
        opt[args[0]], args = args[1], args[2:]
    program, head, revision = os.path.abspath(opt["--program"]), machine(), git("rev-parse", "--short=10", "HEAD") or "unknown"
    with tempfile.TemporaryDirectory() as folder:
        program = shutil.copy(program, os.path.join(folder, "sitrep")) # a build that goes on meanwhile changes nothing
        command = [program, "read", "--input", "jsonl"]
        starts = start_up(command, 21 if quick else 201)
        by_rule = statistics.median(start_up([*command, "--reader", "rules"], 21 if quick else 201))
        memory = []
        for n in (1, 1000, 10000):
            path = os.path.join(folder, "memory.jsonl")
            write_documents(path, n)
            memory.append((n, peak_mib([*command, "--reader", "rules"], path)))
            if n == 1:
                model_mib = peak_mib(command, path)
            print(f"bench: {n} documents: {memory[-1][1]:.1f} MiB", file=sys.stderr)
        speed, rates, count = throughput(program, folder, quick)
        long = length(program, folder, quick)
    one, two, regex = (rates[k] for k in ("all stages, 1 worker", "all stages, 2 workers", "regex"))
    median = statistics.median(starts)
    page = PAGE.format(
        date=datetime.date.today().isoformat(), revision=revision, machine=head,
        bars="\n".join([bar("memory of 10,000 documents over that of 1,000", memory[2][1] / memory[1][1], 1.2, " times"),
                        bar("start to the first record of a sentence, by rule", by_rule, 20, " ms"),
                        bar("the same with the model", median, 40, " ms"),
                        bar("memory of one document with the model", model_mib, 150, " MiB")]),
        count=count, speed="\n".join(speed), two=two[0] / one[0], ratio=one[1] / regex[1], words=one[2], model=rates["model"][2], model_mib=model_mib, runs=len(starts), median=median,
        by_rule=by_rule, ninety=starts[len(starts) * 9 // 10], memory="\n".join(f"| {n:,} | {m:.1f} |" for n, m in memory), long="\n".join(long))
    if opt["--out"] == "-":
        sys.stdout.write(page)
        return
    with open(opt["--out"], encoding="utf-8") as f:
        before, _, rest = f.read().partition(BEGIN)
    with open(opt["--out"], "w", encoding="utf-8") as f:
        f.write(before + BEGIN + page + END + rest.partition(END)[2])
    print(f"bench: written to {os.path.relpath(opt['--out'], ROOT)}")


if __name__ == "__main__":
    main(sys.argv[1:])
