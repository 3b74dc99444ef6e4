#!/usr/bin/env python3
"""Read the development sets in Python and score them with the scorers of ../shared/score.

    evaluate.py MODEL.pt [--sets ewt,gum,gum_entities,uner,polnear,tempeval3,muc4] [--upper] [--int8] [--limit N] [--out DIR]

--upper writes every text as if in capitals; --int8 computes with the integers of the exported file; --gold-tokens leaves UD's own tokens in
place (otherwise train/text.py's tokenizer cuts the raw text, standing in for the C one).
"""
import argparse
import json
import os
import subprocess
import sys
import time

import torch

import batch as B
import data as D
import decode
import model as M
import text as T

SCORE = os.path.join(D.SHARED, "score")
TYPE = {"person": "person", "organization": "organization", "place": "place"}
KIND = {"attack": "armed-attack", "bombing": "bombing", "kidnapping": "kidnapping", "arson": "arson", "robbery": "robbery"}


def span(d, a, b):
    return [d["tokens"][a][0], d["tokens"][b - 1][1]]


def record(d, r, labels):
    o = {"schema": "sitrep/1", "document": {"id": d["id"], "offsets": "codepoints", "characters": len(d["text"])},
         "entities": [], "times": [], "sources": [], "attributions": [], "incidents": []}
    groups = {}
    for i, m in enumerate(r.mentions):
        t = labels["mention"][m[2]]
        if t in TYPE:
            groups.setdefault(r.cluster[i], []).append((m, t))
    for c, ms in groups.items():
        types = [t for _, t in ms]
        # An entity has one type in a record; the scorer looks at mentions, so the mentions are grouped by their cluster and its commonest type.
        kind = max(set(types), key=lambda t: (types.count(t), t))
        o["entities"].append({"id": f"e{c}", "type": kind, "name": d["text"][slice(*span(d, ms[0][0][0], ms[0][0][1] + 1))],
                              "mentions": [span(d, m[0], m[1] + 1) for m, _ in ms]})
    for i, (a, b, t) in enumerate(r.timex):
        o["times"].append({"id": f"t{i}", "span": span(d, a, b), "type": t, "value": ""})
    for i, a in enumerate(r.attributions):
        src = None
        if a["source"]:
            src = f"s{i}"
            o["sources"].append({"id": src, "entity": None, "name": d["text"][slice(*span(d, *a["source"][0]))]})
        o["attributions"].append({"id": f"a{i}", "source": src, "source_spans": [span(d, *x) for x in a["source"]],
                                  "cue_spans": [span(d, *x) for x in a["cue"]], "content_spans": [span(d, *x) for x in a["content"]], "inside": None})
    incident(d, r, o)
    return o


def incident(d, r, o):
    if r.muc_doc[0] <= 0.5:
        return
    names, roles = {}, {}
    for role, key in (("PerpInd", "perpetrator_individual"), ("PerpOrg", "perpetrator_organization"), ("Target", "target"), ("Victim", "victim"), ("Weapon", "weapon")):
        roles[key] = []
        for a, b, p in r.roles[role]:
            s = span(d, a, b)
            name = " ".join(d["text"][slice(*s)].split())
            k = (role, name.lower())
            if k not in names:
                names[k] = f"m{len(names)}"
                o["entities"].append({"id": names[k], "type": "person" if role == "Victim" else "organization" if role == "PerpOrg" else "other", "name": name, "mentions": [s]})
                roles[key].append(names[k])
    best = max(range(1, len(r.muc_doc)), key=lambda i: r.muc_doc[i])
    o["incidents"].append({"id": "i1", "main": True, "kind": KIND[D.MUC_DOC[best]], "status": "actual", "roles": roles, "figures": []})


def conllu(d, r, labels):
    out = [f"# newdoc id = {d['id']}"]
    for s, e, _ in r.sentences:
        for t in range(s, e):
            h = r.head[t]
            out.append("\t".join([str(t - s + 1), d["words"][t], "_", labels["upos"][r.upos[t]], labels["xpos"][r.xpos[t]], "_",
                                  str(h - s + 1 if h >= 0 else 0), labels["rel"][r.rel[t]], "_", "_"]))
        out.append("")
    return "\n".join(out) + "\n"


def raw(docs):
    """The same documents with the tokens of our own tokenizer."""
    return [dict(id=d["id"], set=d["set"], text=d["text"], tokens=T.tokenize(d["text"])) for d in docs]


def score(script, *args):
    p = subprocess.run([sys.executable, os.path.join(SCORE, script), *args], capture_output=True, text=True)
    return (p.stdout + p.stderr).strip()


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("model")
    a.add_argument("--sets", default="ewt,gum,gum_entities,uner,polnear,tempeval3,muc4")
    a.add_argument("--upper", action="store_true")
    a.add_argument("--int8", action="store_true")
    a.add_argument("--gold-tokens", action="store_true")
    a.add_argument("--limit", type=int)
    a.add_argument("--threads", type=int, default=1)
    a.add_argument("--out", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "out", "dev"))
    o = a.parse_args()
    torch.set_num_threads(o.threads)
    os.makedirs(o.out, exist_ok=True)
    reader, _ = M.load(o.model)
    reader.eval()
    M.set_mode(reader, fake=o.int8)
    pieces = T.Pieces(M.vocabulary())
    special = (pieces.pad, pieces.cls, pieces.sep)
    for name in o.sets.split(","):
        docs, gold = documents(name, o)
        if o.limit:
            docs = docs[:o.limit]
        t, words, lines, trees = time.time(), 0, [], []
        for d in docs:
            if not d["tokens"]:
                continue
            B.prepare(d, pieces)
            r = decode.read(reader, d, special, upper=o.upper)
            words += r.n
            lines.append(json.dumps(record(d, r, reader.labels))); trees.append(conllu(d, r, reader.labels))
        t = time.time() - t
        f = os.path.join(o.out, name)
        with open(f + ".jsonl", "w") as g:
            g.write("\n".join(lines) + "\n")
        with open(f + ".conllu", "w") as g:
            g.write("".join(trees))
        print(f"== {name}: {len(docs)} documents, {words} tokens, {words / t:.0f} tokens/s", flush=True)
        print(results(name, gold, f, o.limit), flush=True)


def documents(name, o):
    if name == "uner":
        return [D.plain(x, "uner") for x in D.jsonl("uner_ewt", "dev.jsonl")], D.path("uner_ewt", "dev.jsonl")
    if name in ("ewt", "gum", "gum_entities"):
        docs = D.ewt("dev") if name == "ewt" else D.gum("dev", commercial_only=False)
        docs = docs if o.gold_tokens else raw(docs)
        return docs, D.path("ud", name, "dev.conllu") if name != "gum_entities" else D.path("gum_entities", "dev.jsonl")
    return raw(D.load(name, "dev")), D.path(name, "dev.jsonl")


def results(name, gold, f, limit):
    part = ["--ignore-missing"] if limit else []
    if name in ("ewt", "gum"):
        return score("conllu.py", gold, f + ".conllu")
    if name == "gum_entities":
        return score("entities.py", gold, f + ".jsonl", *part)
    if name == "uner":
        return score("entities.py", gold, f + ".jsonl", "--names", *part)
    if name == "polnear":
        return score("attribution.py", gold, f + ".jsonl", *part)
    if name == "tempeval3":
        return score("timex.py", gold, f + ".jsonl", *part)
    return score("muc4.py", gold, f + ".jsonl", "--relevance")


if __name__ == "__main__":
    main()
