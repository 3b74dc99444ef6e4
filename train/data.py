"""The development sets as documents: a text, its tokens, and for each head the answers that the set gives.

A document is a dict: id, set, text, tokens [(start, end)] in code points, and, where the set has them,
  sent      [token index] where sentences begin
  upos, xpos, rel  [label] per token; head [token index or -1 for the root] per token
  mentions  [(first, last, type, cluster)] tokens, inclusive
  names     [(a, b, type)]; name_open: [bool] per token, whose answer is unknown
  attr      [{"source": [(a, b)..], "cue": .., "content": ..}] tokens, half-open; skip: [bool] per token
  timex     [(a, b, type)]
  numbers   [(token, measure, polarity, news)] at the first tokens of numbers; None where unknown
  muc       {"roles": {role: [(a, b)]}, "where": for each of MUC_DOC [token]}: a window is of the kind when it holds one of them
Labels that a set doesn't give are absent, and the set trains only the heads that it has.
"""
import bisect
import json
import os
import re

import names as N
import text as T

SHARED = os.environ.get("SITREP_SHARED", os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "shared"))
NON_COMMERCIAL = {"essay", "letter", "podcast", "fiction", "whow"}
MUC_ROLES = ["PerpInd", "PerpOrg", "Target", "Victim", "Weapon", "VictimDescription"]
MUC_DOC = ["relevant", "attack", "bombing", "kidnapping", "arson", "robbery"]


def path(*parts):
    return os.path.join(SHARED, "data", *parts)


def jsonl(*parts):
    with open(path(*parts), encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


# --- Universal Dependencies ------------------------------------------------------------------------------------

def split_multi(surface, forms):
    """Lengths of the words of one multi-word token, each at least one character where that is possible."""
    if "".join(forms) == surface:
        return [len(f) for f in forms]
    rest, out = len(surface), []
    for k, f in enumerate(forms):
        left = len(forms) - k - 1
        n = rest if left == 0 else max(min(len(f), rest - left), 1 if rest else 0)
        out.append(n); rest -= n
    return out


def conllu(file, name):
    docs, doc, words, new_par, pending = [], None, [], True, None

    def flush():
        nonlocal words
        if not words:
            return
        base = len(doc["tokens"])
        ids = {}
        for k, (i, *_r) in enumerate(words):
            ids[i] = base + k
        doc["sent"].append(base)
        for k, (i, form, upos, xpos, head, rel, before) in enumerate(words):
            if k == 0:
                before = "" if not doc["text"] else "\n\n" if doc["_par"] else " "
            doc["text"] += before
            s = len(doc["text"])
            doc["text"] += form
            doc["tokens"].append((s, len(doc["text"])))
            doc["upos"].append(upos); doc["xpos"].append(xpos); doc["rel"].append(rel)
            doc["head"].append(ids[head] if head else -1)
        doc["_par"] = False
        words = []

    space, multi = " ", []
    with open(file, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                doc = dict(id=line.split("=")[-1].strip(), set=name, text="", tokens=[], sent=[], upos=[], xpos=[], rel=[], head=[], _par=False, genre=None)
                docs.append(doc)
            elif line.startswith("# meta::genre"):
                doc["genre"] = line.split("=")[1].strip()
            elif line.startswith("# newpar") and not line.startswith("# newpar_block"):
                doc["_par"] = True
            elif line.startswith("#"):
                continue
            elif not line:
                flush(); space = " "
            else:
                c = line.split("\t")
                if "." in c[0]:
                    continue
                if "-" in c[0]:
                    a, b = map(int, c[0].split("-"))
                    multi = [a, b, c[1], "SpaceAfter=No" in c[9], []]
                    continue
                i = int(c[0])
                row = [i, c[1], c[3], c[4], int(c[6]), c[7], space]
                words.append(row)
                if multi and multi[0] <= i <= multi[1]:
                    multi[4].append(row)
                    space = ""
                    if i == multi[1]:
                        at = 0
                        for r, n in zip(multi[4], split_multi(multi[2], [r[1] for r in multi[4]])):
                            r[1] = multi[2][at:at + n]; at += n
                        space = "" if multi[3] else " "
                        multi = []
                else:
                    space = "" if "SpaceAfter=No" in c[9] else " "
        flush()
    for d in docs:
        del d["_par"]
    return [d for d in docs if all(e > s for s, e in d["tokens"])]


def ewt(split):
    docs = conllu(path("ud", "ewt", split + ".conllu"), "ewt")
    for d in docs:
        d["names"], d["name_open"] = N.of_ewt(d)
    return docs


def gum(split, commercial_only=True):
    docs = conllu(path("ud", "gum", split + ".conllu"), "gum")
    gold = {o["id"]: o for o in jsonl("gum_entities", split + ".jsonl")}
    out = []
    for d in docs:
        o = gold.get(d["id"])
        genre = d["id"].split("_")[1]
        if commercial_only and genre in NON_COMMERCIAL:
            continue
        if o is not None:
            at = align(d, o["text"])
            if at is not None:
                d["text"], d["tokens"] = o["text"], at
                add_mentions(d, o["mentions"])
                d["names"], d["name_open"] = N.of_gum(d)
        out.append(d)
    return out


def align(d, text):
    at, out = 0, []
    for s, e in d["tokens"]:
        form = d["text"][s:e]
        k = text.find(form, at)
        if k < 0 or text[at:k].strip():
            return None
        out.append((k, k + len(form))); at = k + len(form)
    return out


class Finder:
    """Character spans to token spans."""

    def __init__(self, tokens):
        self.starts = [s for s, _ in tokens]
        self.ends = [e for _, e in tokens]

    def __call__(self, s, e):
        a = bisect.bisect_right(self.ends, s)
        b = bisect.bisect_left(self.starts, e)
        return (a, b) if a < b else None


def add_mentions(d, mentions):
    find, out, forms = Finder(d["tokens"]), [], []
    for m in mentions:
        r = find(m["spans"][0][0], m["spans"][-1][1])
        if r:
            out.append((r[0], r[1] - 1, m["type"], m["cluster"]))
            forms.append((r[0], r[1] - 1, m["type"], m["form"]))
    d["mentions"], d["forms"] = out, forms


# --- the rest: our own tokens ------------------------------------------------------------------------------------

def plain(o, name, text=None):
    t = o["text"] if text is None else text
    return dict(id=o["id"], set=name, text=t, tokens=T.tokenize(t))


def token_spans(find, spans):
    out = []
    for s, e in spans or []:
        r = find(s, e)
        if r:
            out.append(r)
    return out


def polnear(split):
    out = []
    for o in jsonl("polnear", split + ".jsonl"):
        d = plain(o, "polnear")
        find = Finder(d["tokens"])
        d["attr"] = [{r: token_spans(find, a[r + "_spans"]) for r in ("source", "cue", "content")} for a in o["attributions"]]
        d["skip"] = [False] * len(d["tokens"])
        for a, b in token_spans(find, o.get("discard_spans")):
            d["skip"][a:b] = [True] * (b - a)
        out.append(d)
    return out


def tempeval3(split):
    out = []
    for o in jsonl("tempeval3", split + ".jsonl"):
        d = plain(o, "tempeval3")
        find = Finder(d["tokens"])
        d["timex"] = [(*r, t["type"]) for t in o["times"] for r in token_spans(find, [t["span"]])]
        d["numbers"] = timex_numbers(d)
        out.append(d)
    return out


def muc4(split):
    out = []
    for o in jsonl("muc4", split + ".jsonl"):
        d = plain(o, "muc4")
        find, low = Finder(d["tokens"]), o["text"].lower()
        roles = {r: set() for r in MUC_ROLES}
        where = {k: set() for k in MUC_DOC}              # the tokens that show it: the mentions of a template of that kind
        for t in o["templates"]:
            shown = {"relevant", *t["incident_type"].split(" / ")} & where.keys()
            for k in shown:
                where[k].add(0)
            for r in MUC_ROLES:
                for entity in t.get(r, []):
                    for mention in entity:
                        pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, mention.lower().split())) + r"(?!\w)"
                        for m in re.finditer(pattern, low):
                            span = find(*m.span())
                            if span:
                                roles[r].add(span)
                                for k in shown:
                                    where[k].add(span[0])
        for r in MUC_ROLES:                              # the longest of overlapping ones
            kept = []
            for a, b in sorted(roles[r], key=lambda x: (x[0] - x[1], x)):
                if all(b <= c or e <= a for c, e in kept):
                    kept.append((a, b))
            roles[r] = sorted(kept)
        d["numbers"] = muc_numbers(o, find, low)
        d["muc"] = dict(roles=roles, where=[sorted(where[k]) for k in MUC_DOC])
        out.append(d)
    return out


# --- what numbers count --------------------------------------------------------------------------------------------

MEASURES = ["none", "killed", "injured", "missing", "hostages", "freed", "rescued", "detained", "displaced", "evacuated", "affected",
            "perpetrators", "present", "homes", "other"]
POLARITY = ["asserted", "denied", "possible"]
NEWS = ["news", "background"]
NUMBER_TOKEN = re.compile(r"\d[\d.,]*")


def claims(split):
    """Our own reports (data/claims): every number of people or homes is marked, so every token without a mark begins no number that counts."""
    file = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "claims", {"dev": "test"}.get(split, split) + ".jsonl")
    out = []
    with open(file, encoding="utf-8") as f:
        for o in map(json.loads, f):
            d = plain(o, "claims")
            find = Finder(d["tokens"])
            marks = {t: ("none", None, None) for t in range(len(d["tokens"]))}
            for c in o["implicit_claims"]:               # "a policeman was killed": what its words are to count is open
                for a, b in token_spans(find, [c.get("of_span")] if c.get("of_span") else []):
                    for t in range(max(0, a - 1), b):
                        marks.pop(t, None)
            for x in o["not_claims"]:
                for a, _ in token_spans(find, [x["span"]]):
                    marks[a] = ("none", None, None)
            for c in o["claims"]:
                for a, _ in token_spans(find, [c["number_span"]]):
                    marks[a] = (c["measure"], c["polarity"], "background" if c["incident"] == "background" else "news")
            d["numbers"] = [(a, *v) for a, v in sorted(marks.items())]
            out.append(d)
    return out


WORDS = {n: w for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split())}


def muc_numbers(o, find, low):
    """The keys' numbers of human targets whose effect is one alone, where the number stands right before the target's words."""
    out = {}
    for t in o["templates"]:
        effects = {}
        for e in t["human_target_effect"]:
            for m in e["of"]:
                effects.setdefault(m, set()).update(e["values"])
        for n in t["human_target_number"]:
            for m in n["of"]:
                measure = {("DEATH",): "killed", ("INJURY",): "injured", ("REGAINED FREEDOM",): "freed"}.get(tuple(effects.get(m, ())))
                if measure is None and t["incident_type"] == "kidnapping" and not effects.get(m):
                    measure = "hostages"
                values = {v["low"] for v in n.get("numbers", []) if v["low"] == v["high"]}
                if measure is None or len(values) != 1:
                    continue
                v = values.pop()
                words = r"\s+".join(map(re.escape, m.lower().split()))
                for k in re.finditer(r"(?<!\w)(%s)\s+(?:\w+\s+){0,2}?%s(?!\w)" % ("|".join([str(v), WORDS.get(v, str(v))]), words), low):
                    r = find(*k.span(1))
                    if r:
                        out.setdefault(r[0], set()).add(measure)
    return [(a, m.pop(), None, None) for a, m in sorted(out.items()) if len(m) == 1]


def timex_numbers(d):
    """A numeral inside a time expression counts nothing."""
    return [(t, "none", None, None) for a, b, _ in d["timex"] for t in range(a, b) if NUMBER_TOKEN.fullmatch(d["text"][slice(*d["tokens"][t])])]


LOADERS = {"claims": claims, "ewt": ewt, "gum": gum, "polnear": polnear, "tempeval3": tempeval3, "muc4": muc4}
TREES = {"sent", "upos", "xpos", "arc", "rel", "name"}
TEACHES = {"claims": {"number", "news"}, "ewt": TREES, "gum": TREES | {"mention", "coref"}, "polnear": {"attr"},    # heads as in the file
           "tempeval3": {"timex"}, "muc4": {"muc"}}


def load(name, split, **options):
    return LOADERS[name](split, **options)


if __name__ == "__main__":
    import collections, time
    for name in LOADERS:
        for split in ("dev", "train"):
            t = time.time()
            docs = load(name, split)
            n = sum(len(d["tokens"]) for d in docs)
            print(name, split, len(docs), "documents", n, "tokens", f"{time.time() - t:.1f}s",
                  {k: sum(k in d for d in docs) for k in ("sent", "mentions", "attr", "timex", "muc")})
            if "muc" in docs[0]:
                print({r: sum(len(d["muc"]["roles"][r]) for d in docs) for r in MUC_ROLES})
            if "rel" in docs[0] and split == "train":
                c = collections.Counter(r for d in docs for r in d["rel"])
                print(len(c), c.most_common(60))
