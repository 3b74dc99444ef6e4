#!/usr/bin/env python3
"""Read the development sets in Python and score them with the scorers of ../shared/score.

    evaluate.py MODEL.pt [--sets ewt,gum,uner,polnear,tempeval3,muc4,claims] [--upper] [--int8] [--every N] [--out DIR]

--upper writes every text as if in capitals; --int8 computes with the integers of the exported file; --gold-tokens leaves UD's own tokens in
place (otherwise train/text.py's tokenizer cuts the raw text, standing in for the C one). --every N reads and scores each Nth document. gum gives
both trees and entities. --program build/heads (see heads.c) reads with the C inference instead, from raw text to answers, MODEL being the exported
file: these are the figures that count, and it takes seconds.
"""
import argparse
import json
import os
import subprocess
import sys
import time

import data as D
import text as T

SURE_ROLE = 0.8                              # a role's probability times that of the text's relevance
SCORE = os.path.join(D.SHARED, "score")
TYPE = {"person": "person", "organization": "organization", "place": "place"}
KIND = {"attack": "armed-attack", "bombing": "bombing", "kidnapping": "kidnapping", "arson": "arson", "robbery": "robbery"}


def span(d, a, b):
    return [d["tokens"][a][0], d["tokens"][b - 1][1]]


def record(d, r, labels):
    o = {"schema": "sitrep/1", "document": {"id": d["id"], "offsets": "codepoints", "characters": len(d["text"])},
         "entities": [], "times": [], "sources": [], "attributions": [], "incidents": []}
    if d["set"] == "uner" and "name" in labels:
        o["entities"] = [{"id": f"n{i}", "type": t, "name": d["text"][slice(*span(d, a, b))], "mentions": [span(d, a, b)]} for i, (a, b, t) in enumerate(r.names)]
        return o
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
    r.roles = {role: [x for x in spans if x[2] * r.muc_doc[0] >= SURE_ROLE] for role, spans in r.roles.items()}
    if not any(r.roles.values()):
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


def by_program(o):
    os.makedirs(o.out, exist_ok=True)
    for name in o.sets.split(","):
        docs, gold = documents(name, o)
        docs = [dict(d, text=d["text"].upper() if o.upper and len(d["text"].upper()) == len(d["text"]) else d["text"]) for d in docs[::o.every]]
        f, t = os.path.join(o.out, name), time.time()
        lines = "\n".join(json.dumps({"id": d["id"], "text": d["text"]}) for d in docs)
        p = subprocess.run([o.program, o.model], input=lines, capture_output=True, text=True, check=True)
        print(f"== {name}: {len(docs)} documents, {time.time() - t:.1f} s", flush=True)
        rows = [json.loads(x) for x in p.stdout.splitlines()]
        with open(f + ".conllu", "w") as g:
            g.write("".join(r["conllu"] for r in rows))
        with open(f + ".jsonl", "w") as g:
            g.write("".join(json.dumps(program_record(d, r)) + "\n" for d, r in zip(docs, rows)))
        counts = [c for d, r in zip(docs, rows) for c in program_numbers(d, r)] if name == "claims" else []
        print(number_results(counts) if name == "claims" else results(name, gold, f, {d["id"] for d in docs} if o.every > 1 else None, o.upper and bool(o.program)), flush=True)


def code_points(text):
    """Byte offset → code point."""
    at = {}
    n = 0
    for i, c in enumerate(text):
        at[n] = i; n += len(c.encode())
    at[n] = len(text)
    return lambda s: [at[s[0]], at[s[1]]]


def program_record(d, r):
    cp, text = code_points(d["text"]), d["text"]
    o = {"schema": "sitrep/1", "document": {"id": d["id"], "offsets": "codepoints", "characters": len(text)},
         "entities": [], "times": [], "sources": [], "attributions": [], "incidents": []}
    if d["set"] == "uner" and r["has_names"]:
        o["entities"] = [{"id": f"n{i}", "type": t, "name": text[slice(*cp(s))], "mentions": [cp(s)]} for i, (s, t, _p) in enumerate(r["names"])]
        return o
    for i, e in enumerate(r["entities"]):
        if e["type"] in TYPE:
            spans = [cp(m) for m in e["mentions"]]
            o["entities"].append({"id": f"e{i}", "type": e["type"], "name": text[slice(*spans[0])], "mentions": spans})
    for i, (s, t) in enumerate(r["times"]):
        o["times"].append({"id": f"t{i}", "span": cp(s), "type": t, "value": ""})
    for i, a in enumerate(r["attributions"]):
        src = f"s{i}" if a["source"] else None
        if src:
            o["sources"].append({"id": src, "entity": None, "name": text[slice(*cp(a["source"][0]))]})
        o["attributions"].append({"id": f"a{i}", "source": src, "inside": None, **{k + "_spans": [cp(s) for s in a[k]] for k in ("source", "cue", "content")}})
    if r["p_kind"] and any(p >= SURE_ROLE for _, _, p, _ in r["roles"]):
        roles, seen = {k: [] for k in ("perpetrator_individual", "perpetrator_organization", "target", "victim", "weapon")}, set()
        for s, role, p, name in r["roles"]:
            words = " ".join(text[slice(*cp(s))].split())
            if p >= SURE_ROLE and role in roles and (role, words.lower()) not in seen:
                seen.add((role, words.lower()))
                kind = "organization" if role == "perpetrator_organization" else "other" if role != "victim" else "person" if name else "people"
                roles[role].append(f"m{len(seen)}")
                o["entities"].append({"id": f"m{len(seen)}", "type": kind, "name": words, "mentions": [cp(s)]})
        o["incidents"].append({"id": "i1", "main": True, "kind": max(r["p_kind"], key=r["p_kind"].get), "status": "actual", "roles": roles, "figures": []})
    return o


def program_numbers(d, r):
    cp, out = code_points(d["text"]), []
    by = {cp(s)[0]: (m, p) for s, m, p in r["numbers"]}
    for t, measure, polarity, _ in d["numbers"]:
        got = by.get(d["tokens"][t][0], ("none", "asserted"))
        out.append(("measure", measure, got[0]))
        if polarity:
            out.append(("polarity", polarity, got[1]))
    return out


def raw(docs):
    """The same documents with the tokens of our own tokenizer."""
    return [dict(id=d["id"], set=d["set"], text=d["text"], tokens=T.tokenize(d["text"])) for d in docs]


def score(script, *args):
    p = subprocess.run([sys.executable, os.path.join(SCORE, script), *args], capture_output=True, text=True)
    return (p.stdout + p.stderr).strip()


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("model")
    a.add_argument("--sets", default="ewt,gum,uner,polnear,tempeval3,muc4,claims")
    a.add_argument("--upper", action="store_true")
    a.add_argument("--int8", action="store_true")
    a.add_argument("--gold-tokens", action="store_true")
    a.add_argument("--every", type=int, default=1)
    a.add_argument("--threads", type=int, default=1)
    a.add_argument("--out", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "out", "dev"))
    a.add_argument("--program")
    o = a.parse_args()
    return by_program(o) if o.program else by_pytorch(o)


def by_pytorch(o):
    import torch
    import batch as B
    import decode
    import model as M
    torch.set_num_threads(o.threads)
    os.makedirs(o.out, exist_ok=True)
    reader, _ = M.load(o.model)
    reader.eval()
    M.set_mode(reader, fake=o.int8)
    pieces = T.Pieces(M.vocabulary())
    special = (pieces.pad, pieces.cls, pieces.sep)
    for name in o.sets.split(","):
        docs, gold = documents(name, o)
        docs = docs[::o.every]
        t, words, lines, trees, counts = time.time(), 0, [], [], []
        for d in docs:
            if not d["tokens"]:
                continue
            B.prepare(d, pieces)
            r = decode.read(reader, d, special, upper=o.upper)
            words += r.n
            if name == "claims":
                counts += numbers(d, r, reader.labels)
            lines.append(json.dumps(record(d, r, reader.labels))); trees.append(conllu(d, r, reader.labels))
        t = time.time() - t
        f = os.path.join(o.out, name)
        with open(f + ".jsonl", "w") as g:
            g.write("\n".join(lines) + "\n")
        with open(f + ".conllu", "w") as g:
            g.write("".join(trees))
        print(f"== {name}: {len(docs)} documents, {words} tokens, {words / t:.0f} tokens/s", flush=True)
        print(number_results(counts) if name == "claims" else results(name, gold, f, {d["id"] for d in docs} if o.every > 1 else None, o.upper and bool(o.program)), flush=True)


def documents(name, o):
    if name == "uner":
        return [D.plain(x, "uner") for x in D.jsonl("uner_ewt", "dev.jsonl")], [D.path("uner_ewt", "dev.jsonl")]
    if name in ("ewt", "gum"):
        docs = D.ewt("dev") if name == "ewt" else D.gum("dev", commercial_only=False)
        docs = docs if o.gold_tokens else raw(docs)
        return docs, [D.path("ud", name, "dev.conllu")] + [D.path("gum_entities", "dev.jsonl")] * (name == "gum")
    if name == "claims":
        return D.claims("dev"), []
    return raw(D.load(name, "dev")), [D.path(name, "dev.jsonl")]


def part_of(gold, ids, out):
    """The gold of some documents alone."""
    path = out + ".gold" + os.path.splitext(gold)[1]
    with open(gold, encoding="utf-8") as f, open(path, "w", encoding="utf-8") as g:
        keep = False
        for line in f:
            if gold.endswith(".jsonl"):
                keep = json.loads(line)["id"] in ids
            elif line.startswith("# newdoc"):
                keep = line.split("=")[-1].strip() in ids
            if keep:
                g.write(line)
    return path


def in_capitals(gold, out):
    """A treebank's forms in capitals, so that the scorer sees the same characters."""
    path = out + ".capitals.conllu"
    with open(gold, encoding="utf-8") as f, open(path, "w", encoding="utf-8") as g:
        for line in f:
            c = line.split("\t")
            if len(c) == 10:
                c[1] = c[1].upper()
            g.write("\t".join(c))
    return path


def results(name, gold, f, ids, upper=False):
    if upper and gold and gold[0].endswith(".conllu"):
        gold = [in_capitals(gold[0], f)] + gold[1:]
    if ids is not None:
        gold = [part_of(g, ids, f) for g in gold]
    if name in ("ewt", "gum"):
        out = score("conllu.py", gold[0], f + ".conllu")
        return out + ("\n" + score("entities.py", gold[1], f + ".jsonl") if name == "gum" else "")
    if name == "uner":
        return score("entities.py", gold[0], f + ".jsonl", "--names")
    if name == "polnear":
        return score("attribution.py", gold[0], f + ".jsonl")
    if name == "tempeval3":
        return score("timex.py", gold[0], f + ".jsonl")
    return score("muc4.py", gold[0], f + ".jsonl", "--relevance")


def numbers(d, r, labels):
    out = []
    for t, *gold in d["numbers"]:
        for k, g in zip(("measure", "polarity", "news"), gold):
            if g is not None:
                out.append((k, g, labels[k][int(r.logits[k][t].argmax())]))
    return out


def number_results(rows):
    out = []
    x = [(g, p) for k, g, p in rows if k == "measure"]
    hits, predicted, gold = sum(g == p != "none" for g, p in x), sum(p != "none" for _, p in x), sum(g != "none" for g, _ in x)
    out.append(f"measure: P {100 * hits / max(predicted, 1):.1f} R {100 * hits / max(gold, 1):.1f} F1 {200 * hits / max(predicted + gold, 1):.1f}, "
               f"gold {gold}, of them found as a number that counts {sum(g != 'none' != p for g, p in x)}")
    for k in ("polarity", "news"):
        x = [(g, p) for kk, g, p in rows if kk == k]
        out.append(f"{k}: {sum(g == p for g, p in x)} of {len(x)} right; commonest label {max((sum(g == v for g, _ in x) for v, _ in x), default=0)}")
    return "\n".join(out)


if __name__ == "__main__":
    main()
