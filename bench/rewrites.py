#!/usr/bin/env python3
"""rewrites.py: are reprints found? Rewrites our own reports and asks build/bench/reprints which are of one text.

usage: bench/rewrites.py [--rewrites N] [--stories DOCUMENTS.jsonl] [--check]

A rewrite is what an outlet makes of an agency's report: the line that names the agency and the place is changed, up to half
of the sentences are cut, some are moved, up to one word in eight is another or trades places with its neighbour; numbers
are kept. Pairs: each rewrite with its own report (to be found) and with another one, drawn at random (not to be).
--stories: pairs of real documents too. Of one text are those in which three tenths or more of the shorter one's runs of five
words stand in the other as they are; of different texts those in which a twentieth or less do.
--check: a line for tests/total; fails where fewer than 97 % are found or more than 0.5 % are false.
Prints what is measured; standard library only. Always the same rewrites.
"""
import argparse
import json
import os
import random
import re
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CITIES = "LONDON PARIS NAIROBI BEIRUT DELHI MANILA LIMA BOGOTA CAIRO ROME".split()
AGENCIES = ["AP", "Reuters", "AFP", "Xinhua", "dpa", "ANSA", "EFE", "Kyodo"]
OTHERS = {a: b for line in """said told,killed slain,dead killed,wounded injured,injured hurt,people persons,officials authorities,
police officers,attack assault,blast explosion,explosion blast,bomb device,near beside,after following,before ahead-of,several some,
many numerous,hospital clinic,home house,houses homes,children youngsters,men males,women females,began started,big large,small little,
early initial,late recent,about around,more further,still yet,also too,town community,village hamlet,city town,soldiers troops,troops soldiers,
rescuers responders,workers crews,fire blaze,storm tempest,flood deluge,quake tremor,earthquake quake,road street,street road,car vehicle,
vehicle car,found discovered,died perished,left departed,struck hit,hit struck,destroyed razed,damaged harmed,missing unaccounted-for,
reported announced,spokesman representative,spokeswoman representative,minister official,government state,night evening,morning dawn"""
          .replace("\n", "").split(",") for a, b in [line.split()]}


def reports():
    for part in ("train", "test"):
        with open(os.path.join(ROOT, "data", "claims", part + ".jsonl"), encoding="utf-8") as f:
            for line in f:
                d = json.loads(line)
                if len(d["text"].split()) >= 60:
                    yield d["text"]


def sentences(text):
    return [s for p in text.split("\n") for s in re.split(r"(?<=[.!?]) (?=[A-Z\"])", p) if s.strip()]


def rewrite(text, rng):
    parts = sentences(re.sub(r"^[A-Z][A-Z ,.'A-Za-z]{2,40} \([^)]{2,30}\) [-\u2013\u2014]+ ", "", text, flags=re.M))
    keep = max(3, round(len(parts) * rng.uniform(0.5, 1)))
    parts = [parts[i] for i in sorted(rng.sample(range(len(parts)), min(keep, len(parts))))]
    for _ in range(rng.randrange(3)):
        parts.insert(rng.randrange(len(parts)), parts.pop(rng.randrange(len(parts))))
    words, rate = " ".join(parts).split(" "), rng.uniform(0, 1 / 8)
    for i, w in enumerate(words):
        if rng.random() >= rate or any(c.isdigit() for c in w):
            continue
        if w.lower() in OTHERS:
            words[i] = OTHERS[w.lower()]
        elif i + 1 < len(words) and not any(c.isdigit() for c in words[i + 1]):
            words[i], words[i + 1] = words[i + 1], w
    agency = rng.choice(AGENCIES)
    end = rng.choice(["\n\n(Reporting by our staff; editing by the desk)", f"\n\n\u00a9 {agency}", ""])
    return f"{rng.choice(CITIES)} ({agency}) - " + " ".join(words) + end


def judge(texts):
    """{(i, k)}: the pairs of texts, i < k, that the program takes for one text"""
    lines = "".join(json.dumps({"id": str(i), "text": t}) + "\n" for i, t in enumerate(texts))
    records = subprocess.run([os.path.join(ROOT, "build", "sitrep"), "read", "--input", "jsonl"], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    out = subprocess.run([os.path.join(ROOT, "build", "bench", "reprints")], input=records, stdout=subprocess.PIPE, check=True).stdout
    return {tuple(sorted(map(int, line.split("\t")[:2]))) for line in out.decode().splitlines()}


def runs(text):
    words = re.findall(r"[^\W_]+", text.casefold())
    return {tuple(words[i:i + 5]) for i in range(len(words) - 4)}


def shared(a, b):
    return len(a & b) / max(1, min(len(a), len(b)))


def told(name, same, others, found):
    right, wrong = sum(p in found for p in same), sum(p in found for p in others)
    print(f"{name}: {right} of {len(same)} reprints found ({100 * right / max(1, len(same)):.1f} %), "
          f"{wrong} of {len(others)} pairs of different texts taken for one ({100 * wrong / max(1, len(others)):.2f} %)")
    return right >= 0.97 * len(same) and wrong <= 0.005 * len(others)


def rewrites(count):
    rng, own = random.Random(7), list(reports())
    texts = own + [rewrite(own[i % len(own)], rng) for i in range(count)]
    same = [(i % len(own), len(own) + i) for i in range(count)]
    others = [((i + 1 + rng.randrange(len(own) - 1)) % len(own), len(own) + i) for i in range(count) for _ in range(3)]
    return told(f"{count} rewrites", same, others, judge(texts))


def stories(path):
    with open(path, encoding="utf-8") as f:
        texts = [json.loads(line)["text"] for line in f]
    sets = [runs(t) for t in texts]
    pairs = [(i, k) for k in range(len(texts)) for i in range(k)]
    share = {p: shared(sets[p[0]], sets[p[1]]) for p in pairs}
    return told(os.path.basename(os.path.dirname(path)), [p for p in pairs if share[p] >= 0.3], [p for p in pairs if share[p] <= 0.05], judge(texts))


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--rewrites", type=int, default=1000)
    args.add_argument("--stories")
    args.add_argument("--check", action="store_true")
    args = args.parse_args()
    good = rewrites(args.rewrites)
    if args.stories: good &= stories(args.stories)
    if args.check: print(f"reprints: {int(good)} passed, {int(not good)} failed")
    raise SystemExit(not good)


if __name__ == "__main__":
    main()
